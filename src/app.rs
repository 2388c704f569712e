//! The steps that commands share: find a site, read it, audit it, and compare it with an earlier state.
//!
//! Takes the options of a command; gives results and errors. It prints nothing. Only `cli` prints.

mod compare;
mod loaded;
mod location;
mod paths;
mod selection;
mod site_files;

pub(crate) use compare::{at_revision, read_baseline, write_baseline};
pub(crate) use loaded::LoadedSite;
pub(crate) use location::{Location, start_folder};
pub(crate) use paths::{absolute, below_root, short};
pub(crate) use selection::refuse_unknown_rules;
pub(crate) use site_files::{SiteKeys, SourceFile};
