//! Commands and what they print. The transcripts are documentation too: they show how the program answers.
//!
//! `TRYCMD=overwrite` writes them anew; read the difference before you commit it.

#[test]
fn commands_print_what_their_transcripts_show() {
    trycmd::TestCases::new().env("SOURCE_DATE_EPOCH", "1795219200").env("NO_COLOR", "1").case("tests/cli/*.md");
}
