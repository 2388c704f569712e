//! `handover man [VERB]`: manual pages in roff, for `man` and packages.
//!
//! Takes a verb, or none for the program; prints the page. Verbs and options are those of the command line itself.

use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::{Outcome, Streams};
use crate::model::Error;
use crate::text::suggest::did_you_mean;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The verb to tell of, such as check; without it, the program
    #[arg(value_name = "VERB")]
    verb: Option<String>,
}

const SECTION: &str = "1";

pub(super) fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> Result<Outcome, Error> {
    // `handover help` says what the pages say, so it has none.
    let mut program = super::Arguments::command().disable_help_subcommand(true);
    program.build();
    let page = match &arguments.verb {
        None => page(&program, program.get_subcommands().map(name).collect())?,
        Some(verb) => page(find(&program, verb)?, vec![name(&program)])?,
    };
    streams.out.write_all(&page)?;
    Ok(Outcome::Clean)
}

fn find<'c>(program: &'c Command, verb: &str) -> Result<&'c Command, Error> {
    program.find_subcommand(verb).ok_or_else(|| {
        let near = did_you_mean(verb, program.get_subcommands().map(Command::get_name));
        let help = if near.is_empty() { "`handover --help` lists them all".to_owned() } else { near };
        Error::with_help(format!("there is no verb {verb}"), help)
    })
}

/// What a page is called: `handover`, or `handover-check` for a verb.
fn name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

/// The page of a command, and at its end which others to see.
fn page(command: &Command, others: Vec<String>) -> Result<Vec<u8>, Error> {
    let mut roff = Vec::new();
    // The generator would fill the lines after the help to one paragraph; they come as a section of their own.
    let shown = command.clone().after_help(None::<&str>);
    Man::new(shown)
        .title(name(command).to_uppercase())
        .section(SECTION)
        // No day, for the page is that of the version; an empty field has to be written as one.
        .date("\"\"")
        .source(concat!("handover ", env!("CARGO_PKG_VERSION")))
        .manual("Handover Manual")
        .render(&mut roff)?;
    closing(others).to_writer(&mut roff)?;
    Ok(roff)
}

fn closing(others: Vec<String>) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    let codes = super::AFTER_HELP.lines().filter_map(|line| line.trim().split_once("  "));
    for (code, meaning) in codes {
        roff.control("TP", []);
        roff.text([bold(code)]);
        roff.text([roman(meaning)]);
    }
    roff.control("SH", ["SEE ALSO"]);
    let last = others.len().saturating_sub(1);
    for (at, other) in others.into_iter().enumerate() {
        let end = if at == last { "" } else { "," };
        roff.text([bold(other), roman(format!("({SECTION}){end}"))]);
    }
    roff
}
