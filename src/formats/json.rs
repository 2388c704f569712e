//! The report as one versioned JSON object.
//!
//! Takes a report; gives JSON. Fields are added, never renamed, while `schema` stays 1.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::audit::{self, Bucket, Severity, Sum};
use crate::report::{Report, Selection};

pub(super) fn render(report: &Report<'_>, selection: &Selection, mildest: Severity) -> String {
    let document = Document {
        schema: 1,
        today: report.audit.site.today.to_string(),
        site: &report.config().title,
        notes: report.notes().len(),
        unreadable: report.notes().unreadable.len(),
        left_out: report.notes().hidden_count(),
        findings: report
            .selected(selection)
            .filter(|finding| finding.severity >= mildest)
            .map(|finding| Finding::new(report, finding))
            .collect(),
        figures: Figures::new(report),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("plain data serializes");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Document<'r> {
    schema: u32,
    today: String,
    site: &'r str,
    /// Notes audited.
    notes: usize,
    /// Files that gave no note; each has a finding.
    unreadable: usize,
    /// Notes above the audience.
    left_out: usize,
    findings: Vec<Finding<'r>>,
    figures: Figures<'r>,
}

#[derive(Serialize)]
struct Finding<'r> {
    rule: &'r str,
    name: &'r str,
    severity: &'static str,
    path: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'r str,
    help: &'r str,
    people: &'r [String],
    /// Hours a week at stake.
    hours: Option<f64>,
    inferred: &'r [String],
    /// Ids of the notes behind a finding about more than one.
    notes: Vec<&'r str>,
    accepted: Option<Acceptance<'r>>,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct Acceptance<'r> {
    because: &'r str,
    until: String,
}

impl<'r> Finding<'r> {
    fn new(report: &'r Report<'_>, finding: &'r audit::Finding) -> Self {
        let place = finding.location.as_ref();
        Self {
            rule: &finding.code,
            name: &finding.name,
            severity: crate::notes::Word::word(finding.severity),
            path: place.map(|place| report.outer_path(&place.path)),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            end_line: place.map(|place| place.end_line),
            end_column: place.map(|place| place.end_column),
            message: &finding.message,
            help: &finding.help,
            people: &finding.people,
            hours: finding.hours,
            inferred: &finding.inferred,
            notes: finding.notes.iter().map(|at| report.note(*at).id.as_str()).collect(),
            accepted: finding
                .accepted
                .as_ref()
                .map(|accepted| Acceptance { because: &accepted.because, until: accepted.until.to_string() }),
            fingerprint: &finding.fingerprint,
        }
    }
}

/// Hours are a week's; shares go from 0 to 1.
#[derive(Serialize)]
struct Figures<'r> {
    leader_hours: BTreeMap<&'r str, BTreeMap<&'static str, Hours>>,
    load: BTreeMap<&'r str, Load>,
    reclaimable_hours: Hours,
    reclaimable_by_leader: BTreeMap<&'r str, Hours>,
    reclaimable_by_line: BTreeMap<&'r str, Hours>,
    freed_hours: Hours,
    leader_dependence: Option<f64>,
    leader_dependence_by_leader: BTreeMap<&'r str, f64>,
    handover_quality: Option<f64>,
    coverage: Option<f64>,
    score: Option<f64>,
}

#[derive(Serialize)]
struct Hours {
    hours: f64,
    unmeasured: usize,
}

#[derive(Serialize)]
struct Load {
    hours: f64,
    unmeasured: usize,
    capacity: Option<f64>,
}

impl From<&Sum> for Hours {
    fn from(sum: &Sum) -> Self {
        Self { hours: rounded(sum.hours), unmeasured: sum.unmeasured }
    }
}

impl<'r> Figures<'r> {
    fn new(report: &'r Report<'_>) -> Self {
        let figures = &report.audit.figures;
        let leaders = || figures.leaders.iter();
        let capacity = |id: &str| report.config().person(id).and_then(|person| person.capacity);
        Self {
            leader_hours: leaders()
                .map(|leader| {
                    let of = |bucket: Bucket| leader.hours.get(&bucket).map(|sum| (bucket.key(), sum.into()));
                    (leader.id.as_str(), Bucket::ALL.into_iter().filter_map(of).collect())
                })
                .collect(),
            load: figures
                .loads
                .iter()
                .map(|(id, sum)| {
                    let load = Load { hours: rounded(sum.hours), unmeasured: sum.unmeasured, capacity: capacity(id) };
                    (id.as_str(), load)
                })
                .collect(),
            reclaimable_hours: (&figures.reclaimable).into(),
            reclaimable_by_leader: leaders().map(|leader| (leader.id.as_str(), (&leader.reclaimable).into())).collect(),
            reclaimable_by_line: figures
                .reclaimable_by_line
                .iter()
                .map(|(code, sum)| (code.as_str(), sum.into()))
                .collect(),
            freed_hours: (&figures.freed).into(),
            leader_dependence: figures.dependence.as_ref().map(|found| rounded(found.share)),
            leader_dependence_by_leader: leaders()
                .filter_map(|leader| Some((leader.id.as_str(), rounded(leader.dependence.as_ref()?.share))))
                .collect(),
            handover_quality: figures.quality.as_ref().map(|found| rounded(found.mean)),
            coverage: figures.coverage.share().map(rounded),
            score: figures.score().map(rounded),
        }
    }
}

/// Four decimals: enough for a figure, and the same on every machine.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
