//! tmp
/// tmp
pub fn run() {}
