//! A template of any bytes, read for the names in it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| handover::fuzzing::templates(bytes));
