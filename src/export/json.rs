//! The report as one versioned JSON object, and the schema that describes it.
//!
//! Takes a report, for the data files of the site with its plan and dates; gives JSON. Fields are added, never renamed,
//! while `schema` stays 1. Hours are hours a week, shares go from 0 to 1, days are those of the calendar.

mod figures;
mod values;
mod whole;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::ci_escapes;
use crate::agenda::Agenda;
use crate::audit::{self, Severity};
use crate::plan::Plan;
use crate::report::{self, Report, Selection, Shown};
use figures::Figures;
pub(super) use values::{Day, Spelled, rounded};
use whole::Whole;

/// Findings and figures, to be read by people as well.
pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    ci_escapes::json(&Document::new(shown, None))
}

/// Everything the site shows; `owners` has the page of each person by their id.
pub(crate) fn json(report: &Report<'_>, plan: &Plan, agenda: &Agenda, owners: &BTreeMap<String, String>) -> Vec<u8> {
    let whole = Whole::new(report, plan, agenda, owners);
    let everything = Selection::default();
    let document = Document::new(&Shown::all(report, &everything), Some(whole));
    let mut bytes = serde_json::to_vec(&document).expect("plain data serializes");
    bytes.push(b'\n');
    bytes
}

/// The JSON Schema of both.
pub(crate) fn report_schema() -> serde_json::Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    generator.into_root_schema_for::<Document<'_>>().into()
}

/// What `handover check --format json` prints and `handover build` writes to `data/report.json`.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Report of an audit by Handover")]
struct Document<'r> {
    /// The version of this format. Fields may be added to it; none is renamed or removed.
    #[schemars(extend("const" = 2))]
    schema: u32,
    /// The audit's date.
    today: Day,
    /// The title of the site.
    site: &'r str,
    /// How many notes were audited.
    notes: usize,
    /// How many files gave no note; each has a finding.
    unreadable: usize,
    /// How many notes are above the audience.
    left_out: usize,
    /// Worst first; accepted ones are among them.
    findings: Vec<Finding<'r>>,
    /// What the findings were held against with `--baseline` or `--since`; those known from there are left out.
    compared: Vec<Compared<'r>>,
    figures: Figures<'r>,
    #[serde(flatten)]
    whole: Option<Whole<'r>>,
}

impl<'r> Document<'r> {
    fn new(shown: &Shown<'r, '_>, whole: Option<Whole<'r>>) -> Self {
        let report = shown.report;
        Self {
            schema: 2,
            today: Day(report.audit.site.today),
            site: &report.config().title,
            notes: report.notes().len(),
            unreadable: report.notes().unreadable.len(),
            left_out: report.notes().hidden_count(),
            findings: shown.with_accepted().map(|finding| Finding::new(report, finding)).collect(),
            compared: shown.compared().iter().map(|compared| Compared::new(report, compared)).collect(),
            figures: Figures::new(report.config(), &report.audit.figures),
            whole,
        }
    }
}

/// Something a rule found.
#[derive(Serialize, JsonSchema)]
struct Finding<'r> {
    /// The id of the rule, or `N-` and the id of a line of your own.
    rule: &'r str,
    /// The name of the rule, or the id of a line of your own.
    name: &'r str,
    severity: Spelled<Severity>,
    /// From the git root, or the site's root where there is none; null for what concerns the site as a whole.
    path: Option<String>,
    /// From 1, as columns are.
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    /// Just behind the last character.
    end_column: Option<usize>,
    message: &'r str,
    /// What to do about it.
    help: &'r str,
    /// Ids of those it concerns.
    people: &'r [String],
    /// Hours a week at stake; null where nobody has measured them or none are.
    hours: Option<f64>,
    /// The words of the note it was understood from; empty where it rests on declared facts.
    inferred: &'r [String],
    /// Ids of the notes behind a finding about more than one.
    notes: Vec<&'r str>,
    /// Null for what nobody has accepted.
    accepted: Option<Acceptance<'r>>,
    /// Tells findings apart, and stays the same when lines move.
    fingerprint: &'r str,
}

/// Why a finding is put up with, and for how long.
#[derive(Serialize, JsonSchema)]
struct Acceptance<'r> {
    because: &'r str,
    /// The last day it holds.
    until: Day,
}

/// An earlier state.
#[derive(Serialize, JsonSchema)]
struct Compared<'r> {
    /// The revision, or the file of the baseline, as it was given.
    with: &'r str,
    /// How many findings were known.
    known: usize,
    /// What was known and is found no more.
    gone: Vec<Gone<'r>>,
}

/// Findings that are there no more.
#[derive(Serialize, JsonSchema)]
struct Gone<'r> {
    rule: &'r str,
    /// Where it was found, named as paths of findings are; null for what concerned the site as a whole.
    path: Option<String>,
    /// Whom or what it concerned; may be empty.
    subject: &'r str,
    count: usize,
}

impl<'r> Compared<'r> {
    fn new(report: &Report<'_>, compared: &'r report::Compared) -> Self {
        let gone = compared.comparison.gone.iter().map(|(key, count)| Gone {
            rule: &key.rule,
            path: (!key.path.is_empty()).then(|| report.outer_path(&key.path)),
            subject: &key.subject,
            count: *count,
        });
        Self { with: &compared.with, known: compared.comparison.known.len(), gone: gone.collect() }
    }
}

impl<'r> Finding<'r> {
    fn new(report: &'r Report<'_>, finding: &'r audit::Finding) -> Self {
        let place = finding.location.as_ref();
        Self {
            rule: finding.code(),
            name: finding.name(),
            severity: Spelled(finding.severity),
            path: place.map(|place| report.outer_path(&place.path)),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            end_line: place.map(|place| place.end_line),
            end_column: place.map(|place| place.end_column),
            message: &finding.message,
            help: &finding.help,
            people: &finding.people,
            hours: finding.hours.map(rounded),
            inferred: &finding.inferred,
            notes: finding.notes.iter().map(|at| report.note(*at).id.as_str()).collect(),
            accepted: finding
                .accepted
                .as_ref()
                .map(|accepted| Acceptance { because: &accepted.because, until: Day(accepted.until) }),
            fingerprint: &finding.fingerprint,
        }
    }
}
