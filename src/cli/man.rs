//! `handover man [COMMAND]`: manual pages in roff, for `man` and packages.
//!
//! The pages are generated from the command line.

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::context::Context;
use super::outcome::{EXIT_CODES, Outcome};
use crate::model::Error;
use crate::text::suggest::did_you_mean;

/// Print the manual page of the program or of a command
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The command, such as check; without it, the page is about the program
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

const SECTION: &str = "1";

pub(super) fn run(arguments: &Arguments, context: &mut Context<'_>) -> Result<Outcome, Error> {
    // `handover help` has no page of its own.
    let mut program = (context.parser)().disable_help_subcommand(true);
    program.build();
    let page = match &arguments.command {
        None => page(&program, program.get_subcommands().map(name).collect())?,
        Some(wanted) => page(find(&program, wanted)?, vec![name(&program)])?,
    };
    context.out.write_all(&page)?;
    Ok(Outcome::Clean)
}

fn find<'c>(program: &'c Command, wanted: &str) -> Result<&'c Command, Error> {
    program.find_subcommand(wanted).ok_or_else(|| {
        let near = did_you_mean(wanted, program.get_subcommands().map(Command::get_name));
        let help = if near.is_empty() { "run `handover --help` to list all commands".to_owned() } else { near };
        Error::with_help(format!("there is no command {wanted}"), help)
    })
}

/// The name of a page: `handover`, or `handover-check` for a command.
fn name(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

/// The page of a command, with the names of other pages at its end.
fn page(command: &Command, others: Vec<String>) -> Result<Vec<u8>, Error> {
    let mut roff = Vec::new();
    // The generator would join the exit codes to one paragraph; they get a section of their own.
    let shown = command.clone().after_help(None::<&str>);
    Man::new(shown)
        .title(name(command).to_uppercase())
        .section(SECTION)
        // No date: the page belongs to the version. An empty field has to be written as `""`.
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
    let codes = EXIT_CODES.lines().filter_map(|line| line.trim().split_once("  "));
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
