//! The tests that run the program. They share one binary, because linking one is faster than linking one a topic.
//!
//! Each module is a topic: `cargo test --test suite rules` runs one of them. `support` holds what they share.

mod agreement;
mod audience;
mod baselines;
mod cli;
mod data_files;
mod docs;
mod formats;
mod hostile;
mod layers;
mod links;
mod output;
mod packaged;
mod rebuild;
mod reproducible;
mod rules;
mod runners;
mod serve;
mod site;
mod streams;
mod support;
mod tidy;
