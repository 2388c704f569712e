//! The `handover` program: arguments in, streams and an exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    handover::cli::main()
}
