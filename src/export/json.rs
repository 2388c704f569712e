//! The report as one versioned JSON object, and its JSON Schema.
//!
//! Takes a report, and for the data file of the site its plan and dates; gives JSON. While `schema` stays the same, fields
//! are added but never renamed. Hours are hours a week, shares go from 0 to 1, dates are calendar dates.

mod figures;
mod site_data;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::ci_escapes;
use super::values::{Day, Spelled, rounded};
use crate::agenda::Agenda;
use crate::audit::{self, Severity};
use crate::plan::Plan;
use crate::report::{self, Report, Selection, Shown};
use figures::Figures;
use site_data::SiteData;

/// Findings and figures, indented.
pub(super) fn render(shown: &Shown<'_, '_>) -> String {
    ci_escapes::json(&Document::new(shown, None))
}

/// All data of the site; `owners` has the page of each person, by id.
pub(crate) fn json(report: &Report<'_>, plan: &Plan, agenda: &Agenda, owners: &BTreeMap<String, String>) -> Vec<u8> {
    let data = SiteData::new(report, plan, agenda, owners);
    let everything = Selection::default();
    let document = Document::new(&Shown::all(report, &everything), Some(data));
    let mut bytes = serde_json::to_vec(&document).expect("plain data serializes");
    bytes.push(b'\n');
    bytes
}

/// The JSON Schema of both outputs.
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
    /// How many files could not be read as notes; each has a finding.
    unreadable: usize,
    /// How many notes the audience may not see.
    left_out: usize,
    /// Most severe first; accepted findings are included.
    findings: Vec<Finding<'r>>,
    /// The earlier states of `--baseline` and `--since`; findings that they already had are left out.
    compared: Vec<Compared<'r>>,
    figures: Figures<'r>,
    #[serde(flatten)]
    data: Option<SiteData<'r>>,
}

impl<'r> Document<'r> {
    fn new(shown: &Shown<'r, '_>, data: Option<SiteData<'r>>) -> Self {
        let report = shown.report;
        Self {
            schema: 2,
            today: Day(report.audit.site.today),
            site: &report.config().site.title,
            notes: report.notes().len(),
            unreadable: report.notes().unreadable.len(),
            left_out: report.notes().hidden_count(),
            findings: shown.with_accepted().map(|finding| Finding::new(report, finding)).collect(),
            compared: shown.compared().iter().map(|compared| Compared::new(report, compared)).collect(),
            figures: Figures::new(report.config(), &report.audit.figures),
            data,
        }
    }
}

/// A finding of a rule.
#[derive(Serialize, JsonSchema)]
struct Finding<'r> {
    /// The id of the rule, or `N-` and the id of an own line.
    rule: &'r str,
    /// The name of the rule, or the id of an own line.
    name: &'r str,
    severity: Spelled<Severity>,
    /// From the git root, or from the site's root if there is no git repository; null for a finding about the whole site.
    path: Option<String>,
    /// Counted from 1, like columns.
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    /// The column after the last character.
    end_column: Option<usize>,
    message: &'r str,
    /// What to do about it.
    help: &'r str,
    /// Ids of the people it concerns.
    people: &'r [String],
    /// Hours a week at stake; null if there are none or the note has no hours.
    hours: Option<f64>,
    /// The words of the note it was inferred from; empty if all its facts are declared.
    inferred: &'r [String],
    /// Ids of the notes of a finding about several notes.
    notes: Vec<&'r str>,
    /// Null if the finding is not accepted.
    accepted: Option<Acceptance<'r>>,
    /// Identifies the finding; it stays the same when lines move.
    fingerprint: &'r str,
}

/// Why a finding is accepted, and until when.
#[derive(Serialize, JsonSchema)]
struct Acceptance<'r> {
    because: &'r str,
    /// The last day of the acceptance.
    until: Day,
}

/// A comparison with an earlier state.
#[derive(Serialize, JsonSchema)]
struct Compared<'r> {
    /// The revision or the baseline file, as given on the command line.
    with: &'r str,
    /// How many findings the earlier state already had.
    known: usize,
    /// Findings of the earlier state that are gone.
    gone: Vec<Gone<'r>>,
}

/// Findings that are gone.
#[derive(Serialize, JsonSchema)]
struct Gone<'r> {
    rule: &'r str,
    /// The path, like the path of a finding; null for a finding about the whole site.
    path: Option<String>,
    /// The people or the entry it was about; may be empty.
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
