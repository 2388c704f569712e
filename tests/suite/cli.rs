//! Commands and what they print. The transcripts are documentation: read them to see how the tool answers.
//!
//! `TRYCMD=overwrite` writes them anew; read the difference before you commit.

#[test]
fn transcripts() {
    trycmd::TestCases::new().env("SOURCE_DATE_EPOCH", "1795219200").env("NO_COLOR", "1").case("tests/cli/*.md");
}
