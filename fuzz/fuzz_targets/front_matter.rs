//! A note of any bytes: its front matter, the audit and what is printed of it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handover::fuzzing::front_matter(bytes));
