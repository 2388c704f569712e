//! Handover: audits task notes for work that leaders should let go of, and renders the result as a static site.
//!
//! The pipeline, one room after the other:
//!
//! ```text
//! site.toml + content/ ─ read → Notes ─ audit → Audit ─ report → Report ─┬─ formats → CI
//!                                                   known, plan, agenda ─┤
//!                                                                        └─ pages → render ─┬─ publish → public/
//!                                                                                           └─ serve → browsers
//! ```
//!
//! Only [`cli`] is public: the program is its interface. ARCHITECTURE.md tells what each room may see.

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
