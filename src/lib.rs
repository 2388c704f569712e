//! Handover: audits task notes for work that leaders should let go of, and renders the result as a static site.
//!
//! Data flows one way:
//!
//! ```text
//! site.toml + content/ ─ input ─ model ─ audit ─ report ─┬─ plan, agenda ─┬─ export ─ standard output, CI files
//!                                                        └────────────────┴─ site ──┬─ output ─ public/
//!                                                                                   └─ dev_server ─ browsers
//! ```
//!
//! `app` is what the commands share. `text` has English and escapes. Only [`cli`] is public. ARCHITECTURE.md says which
//! module may import which.

mod agenda;
mod app;
mod audit;
pub mod cli;
mod dev_server;
mod export;
/// For fuzzers and tests at random only.
#[cfg(any(test, fuzzing))]
pub mod fuzzing;
mod input;
mod model;
mod output;
mod plan;
mod report;
mod site;
mod text;
