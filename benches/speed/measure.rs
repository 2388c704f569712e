//! The cost of a run of a program: elapsed time, processor time, peak memory.
//!
//! Takes a command; gives its [`Cost`] from the operating system.

use std::fmt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// The cost of one run.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) wall: Duration,
    /// Processor time outside the kernel, all threads together.
    pub(crate) user: Duration,
    /// Processor time in the kernel.
    pub(crate) system: Duration,
    /// Peak memory in bytes.
    pub(crate) memory: u64,
}

impl Cost {
    pub(crate) fn cpu(&self) -> Duration {
        self.user + self.system
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wall, user, system) = (self.wall.as_secs_f64(), self.user.as_secs_f64(), self.system.as_secs_f64());
        write!(f, "{wall:>8.2} {user:>8.2} {system:>8.2} {:>8}", self.memory / (1024 * 1024))
    }
}

/// Runs `command`, discards its output, and requires success.
pub(crate) fn run(command: &mut Command) -> Cost {
    // Earlier runs must not leave writes to this one.
    let _ = Command::new("sync").status();
    let start = Instant::now();
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().expect("the program starts");
    let ended = child.wait4().expect("the program ends");
    let wall = start.elapsed();
    assert!(ended.status.success(), "{command:?} ended with {}", ended.status);
    Cost { wall, user: ended.rusage.utime, system: ended.rusage.stime, memory: ended.rusage.maxrss }
}

/// The median run by elapsed time.
pub(crate) fn median(mut costs: Vec<Cost>) -> Cost {
    costs.sort_by_key(|cost| cost.wall);
    costs[costs.len() / 2]
}
