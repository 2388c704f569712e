//! The explanation of a rule.
//!
//! Takes a rule or an own line; gives its explanation for terminals, as plain text and as Markdown. Text from site.toml is
//! escaped in all of them.

use std::fmt::Write as _;

use anstyle::Style;

use crate::audit::{Rule, RuleRef};
use crate::model::NeverLine;
use crate::text::words::visible;

/// An explanation in parts.
pub(crate) struct Explanation {
    title: String,
    parts: Vec<Part>,
}

/// A heading, a paragraph and lines below it; each may be empty.
struct Part {
    heading: &'static str,
    prose: String,
    lines: Lines,
}

enum Lines {
    None,
    /// Shown verbatim.
    Copied(String),
    Listed(Vec<String>),
}

impl Part {
    fn prose(heading: &'static str, prose: impl Into<String>) -> Self {
        Self { heading, prose: prose.into(), lines: Lines::None }
    }

    fn copied(heading: &'static str, lines: impl Into<String>) -> Self {
        Self { heading, prose: String::new(), lines: Lines::Copied(lines.into()) }
    }
}

impl Explanation {
    /// Explains a rule of the catalogue.
    pub(crate) fn of_rule(rule: &Rule) -> Self {
        let mut parts = vec![
            Part::prose("", rule.when),
            Part::prose("Why it matters", rule.why),
            Part::prose("How to fix it", rule.fix),
            Part::copied(rule.example_of(), rule.bad),
            Part::copied("Fixed", rule.good),
        ];
        parts.extend(rule.configure.map(|configure| Part::prose("Settings", configure)));
        parts.extend(rule.in_baselines().map(|known| Part::prose("In baselines", known)));
        let practices = rule.practices.iter().map(|practice| format!("{}: {}", practice.title(), practice.means()));
        parts.push(Part {
            heading: "From",
            prose: rule.source.title().to_owned(),
            lines: Lines::Listed(practices.collect()),
        });
        Self { title: format!("{} {} ({})", rule.id, rule.name, rule.severity), parts }
    }

    /// Explains an own line: a table below `[never]` in site.toml.
    pub(crate) fn of_own_line(rule: &RuleRef, line: &NeverLine) -> Self {
        let id = visible(&line.id);
        let mut parts = vec![Part::prose("", format!("Your own rule, from [never.{id}] in site.toml."))];
        parts.extend(line.instead.as_ref().map(|instead| Part::copied("Instead", visible(instead))));
        let phrases: Vec<String> = line.phrases.iter().map(|phrase| visible(phrase)).collect();
        parts.push(Part::copied("Recognised by", phrases.join("\n")));
        let title = line.title.as_ref().map_or_else(|| id.clone(), |title| visible(title));
        Self { title: format!("{}: {title}", visible(rule.code())), parts }
    }

    /// With its title, and with bold headings.
    pub(crate) fn terminal(&self) -> String {
        let bold = Style::new().bold();
        format!("{bold}{}{bold:#}\n\n{}", self.title, self.lined(bold))
    }

    /// Without its title.
    pub(super) fn text(&self) -> String {
        self.lined(Style::new())
    }

    /// Without its title, in the Markdown of GitHub.
    pub(super) fn markdown(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            for block in [heading(part.heading), part.prose.clone(), part.lines.markdown()] {
                if !block.is_empty() {
                    let _ = writeln!(text, "{block}\n");
                }
            }
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn lined(&self, bold: Style) -> String {
        let mut text = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            if at > 0 {
                let _ = writeln!(text, "\n{bold}{}{bold:#}", part.heading);
            }
            if !part.prose.is_empty() {
                let _ = writeln!(text, "{}", part.prose);
            }
            for line in part.lines.each() {
                let _ = writeln!(text, "    {line}");
            }
        }
        text
    }
}

impl Lines {
    fn each(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::Copied(lines) => lines.lines().collect(),
            Self::Listed(lines) => lines.iter().map(String::as_str).collect(),
        }
    }

    fn markdown(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Copied(lines) => fenced(lines),
            Self::Listed(lines) => lines.iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n"),
        }
    }
}

fn heading(heading: &str) -> String {
    if heading.is_empty() { String::new() } else { format!("### {heading}") }
}

/// A code block with a fence longer than any in its lines.
fn fenced(lines: &str) -> String {
    let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}text\n{lines}\n{fence}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser};

    use super::*;
    use crate::audit::{CATALOGUE, own_rules, samples};

    proptest! {
        #[test]
        fn own_line_text_is_escaped_in_markdown(instead in "([`\n#<>*_a ]|```|\\[a\\]\\(b\\)){1,12}") {
            let table = format!("[never.x]\nphrases = [\"a b\"]\ninstead = {}\n", toml::Value::from(format!("x{instead}x")));
            let config = samples::config(&table);
            let rule = own_rules(&config).next().expect("a line");
            let line = rule.never_line(&config).expect("its table");
            let markdown = Explanation::of_own_line(&rule, line).markdown();
            let texts: Vec<_> = Parser::new(&markdown)
                .filter_map(|event| match event {
                    Event::Text(text) => Some(text.into_string()),
                    _ => None,
                })
                .collect();
            prop_assert_eq!(&texts[texts.len() - 3], &format!("{}\n", visible(&format!("x{instead}x"))), "{}", markdown);
        }
    }

    #[test]
    fn markdown_has_both_examples_of_every_rule() {
        for rule in CATALOGUE {
            let markdown = Explanation::of_rule(rule).markdown();
            for example in [rule.bad, rule.good] {
                assert!(markdown.contains(&format!("```text\n{example}\n```")), "{markdown}");
            }
        }
    }
}
