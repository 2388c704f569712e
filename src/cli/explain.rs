//! `handover explain ID`: what a rule looks for, why, and how to mend it.

use anstyle::Style;

use super::{Globals, Outcome, Streams, site};
use crate::audit::{CATALOGUE, Rule, find_rule, own_rules};
use crate::error::Error;
use crate::suggest::did_you_mean;
use crate::words::visible;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Its id or name, such as N02 or asset-approval
    #[arg(value_name = "RULE")]
    rule: String,
}

const BOLD: Style = Style::new().bold();

pub(super) fn run(arguments: &Arguments, globals: &Globals, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    if let Some(rule) = find_rule(&arguments.rule) {
        explain(rule, streams)?;
        return Ok(Outcome::Clean);
    }
    // Own lines belong to a site; without one there are none.
    let config = site::settings(globals).ok().map(|(_, config, _)| config);
    let id = arguments.rule.strip_prefix("N-").unwrap_or(&arguments.rule);
    let known: Vec<String> = config.iter().flat_map(own_rules).collect();
    if let Some(line) =
        config.as_ref().filter(|_| known.contains(&format!("N-{id}"))).and_then(|config| config.never.get(id))
    {
        writeln!(streams.out, "{BOLD}N-{id}: {}{BOLD:#}\n", visible(line.title.as_deref().unwrap_or(id)))?;
        writeln!(streams.out, "A line of your own, from [never.{id}] in site.toml.\n")?;
        if let Some(instead) = &line.instead {
            writeln!(streams.out, "Instead: {}\n", visible(instead))?;
        }
        let phrases: Vec<String> = line.phrases.iter().map(|phrase| format!("“{}”", visible(phrase))).collect();
        writeln!(streams.out, "Recognised by: {}", phrases.join(", "))?;
        return Ok(Outcome::Clean);
    }
    let words = CATALOGUE.iter().flat_map(|rule| [rule.id, rule.name]).chain(known.iter().map(String::as_str));
    let near = did_you_mean(&arguments.rule, words);
    Err(Error::with_help(
        format!("there is no rule {}", arguments.rule),
        if near.is_empty() { "`handover rules` lists them all".to_owned() } else { near },
    ))
}

fn explain(rule: &Rule, streams: &mut Streams<'_>) -> Result<(), Error> {
    let out = &mut streams.out;
    writeln!(out, "{BOLD}{} {}{BOLD:#} ({})\n", rule.id, rule.name, rule.severity)?;
    writeln!(out, "{}\n", rule.when)?;
    writeln!(out, "{BOLD}Why it matters{BOLD:#}\n{}\n", rule.why)?;
    writeln!(out, "{BOLD}How to mend it{BOLD:#}\n{}\n", rule.mend)?;
    writeln!(out, "{BOLD}{}{BOLD:#}\n{}\n", rule.example_of(), indented(rule.bad))?;
    writeln!(out, "{BOLD}Mended{BOLD:#}\n{}\n", indented(rule.good))?;
    if let Some(configure) = rule.configure {
        writeln!(out, "{BOLD}Settings{BOLD:#}\n{configure}\n")?;
    }
    if let Some(known) = rule.in_baselines() {
        writeln!(out, "{BOLD}In baselines{BOLD:#}\n{known}\n")?;
    }
    writeln!(out, "{BOLD}From{BOLD:#}\n{}", rule.source.title())?;
    for practice in rule.practices {
        writeln!(out, "    {}: {}", practice.title(), practice.means())?;
    }
    Ok(())
}

fn indented(example: &str) -> String {
    example.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
