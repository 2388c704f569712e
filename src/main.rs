//! The `handover` program: arguments in, streams and an exit code out.

use std::process::ExitCode;

/// Pages are many small strings, and the system's own allocator is slow at those.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    handover::cli::main()
}
