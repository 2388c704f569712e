//! A14: the same decision belongs to different people.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::case::Delegation;
use crate::audit::method::Practice;
use crate::audit::rule::{Check, Draft, Rule};
use crate::audit::severity::Severity;
use crate::audit::site::Site;
use crate::audit::source::Source;
use crate::model::{At, Config, Decision};
use crate::text::words::list;

pub(crate) static RULE: Rule = Rule {
    id: "A14",
    name: "contested-decision",
    severity: Severity::Warning,
    when: "A note gives a decision to one person, and [decisions] in site.toml gives it to somebody else or to \
           several. If [decisions] names nobody, two notes that give it to different people are reported.",
    why: "Two people who may both decide will sooner or later decide differently. The leader then has to decide for \
          them.",
    fix: "Agree whose decision it is. Change the other note or [decisions] to match.",
    source: Source::Autonomy,
    practices: &[Practice::DecisionRights],
    bad: "title = \"Autumn sale\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\ndecides = [\"prices\"]  # nora's, says [decisions.prices] in site.toml",
    good: "title = \"Autumn sale\"\nowner = \"nora\"\ndelegate = \"milo\"\n[handover]\ndecides = [\"choice of what goes into the sale\"]",
    check: Check::Site(check),
    ..Rule::BLANK
};

fn check(rule: &'static Rule, site: &Site<'_>) -> Vec<Draft> {
    let register = Register::new(site.config);
    let mut holders: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    let mut drafts = Vec::new();
    for (at, case) in site.cases.iter().enumerate() {
        let (Some(contract), Delegation::HandedOver { taker, .. }) = (case.contract(), case.delegation) else {
            continue;
        };
        let mut seen = BTreeSet::new();
        let mut contests = Vec::new();
        for words in &contract.decides {
            let (decision, registered) = register.find(words);
            if decision.is_empty() || !seen.insert(decision.clone()) {
                continue;
            }
            let other = match registered.filter(|registered| !registered.by.is_empty()) {
                Some(registered) => Other::Register(registered),
                None => match *holders.entry(decision).or_insert((taker, at)) {
                    (holder, note) if holder != taker => Other::Note(holder, note),
                    _ => continue,
                },
            };
            if other.is_not(taker) {
                contests.push(Contest { words, other });
            }
        }
        drafts.extend(draft(rule, site, at, taker, &contests));
    }
    drafts
}

/// The decisions of site.toml, by the words that notes may use for them.
struct Register<'c> {
    by_words: BTreeMap<String, &'c Decision>,
}

impl<'c> Register<'c> {
    fn new(config: &'c Config) -> Self {
        let decisions = || config.decisions.values();
        let mut by_words = BTreeMap::new();
        // Ids first, so that no title takes the id of another decision.
        let ids = decisions().map(|decision| (&decision.id.value, decision));
        for (words, decision) in ids.chain(decisions().map(|decision| (&decision.title, decision))) {
            by_words.entry(folded(words)).or_insert(decision);
        }
        Self { by_words }
    }

    /// One key for all spellings of a decision, and its entry in site.toml.
    fn find(&self, words: &str) -> (String, Option<&'c Decision>) {
        let words = folded(words);
        match self.by_words.get(&words) {
            Some(decision) => (folded(&decision.id), Some(decision)),
            None => (words, None),
        }
    }
}

/// "Posting-time " and "posting time" are the same.
fn folded(words: &str) -> String {
    let words = words.to_lowercase().replace('-', " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A decision of a note, and who else holds it.
struct Contest<'a> {
    words: &'a At<String>,
    other: Other<'a>,
}

enum Other<'a> {
    Register(&'a Decision),
    /// The person it was given to before, and in which note.
    Note(&'a str, usize),
}

impl Other<'_> {
    /// Whether somebody else holds it, alone or together with the taker.
    fn is_not(&self, taker: &str) -> bool {
        match self {
            Self::Register(decision) => decision.only_holder().is_none_or(|holder| holder.value != taker),
            Self::Note(holder, _) => *holder != taker,
        }
    }

    fn note(&self) -> Option<usize> {
        match self {
            Self::Register(_) => None,
            Self::Note(_, note) => Some(*note),
        }
    }

    /// Who holds it instead, and where that stands.
    fn holder(&self, site: &Site<'_>) -> (String, String) {
        match self {
            Self::Register(decision) => {
                let ids: BTreeSet<&str> = decision.by.iter().map(|by| by.value.as_str()).collect();
                let names: Vec<&str> = ids.into_iter().map(|id| site.config.name_of(id)).collect();
                let together = if names.len() > 1 { " together" } else { "" };
                (format!("{}{together}", list(&names)), "site.toml".to_owned())
            }
            Self::Note(holder, note) => {
                let title = site.cases[*note].title();
                (site.config.name_of(holder).to_owned(), format!("“{title}”"))
            }
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Register(decision) => format!(
                "agree whose decision it is, and change `decides` here or `by` of [decisions.{}] in site.toml",
                decision.id.value
            ),
            Self::Note(..) => "agree whose decision it is, remove it from the other note, and add it to site.toml as \
                               [decisions.ID]"
                .to_owned(),
        }
    }
}

fn draft(rule: &'static Rule, site: &Site<'_>, at: usize, taker: &str, contests: &[Contest<'_>]) -> Option<Draft> {
    let case = &site.cases[at];
    let first = contests.first()?;
    let name = site.config.name_of(taker);
    let (contested, help) = if let [only] = contests {
        let (holder, place) = only.other.holder(site);
        (format!("decide “{}” alone, but {place} gives it to {holder}", only.words.value), only.other.help())
    } else {
        let say = |contest: &Contest<'_>| {
            let (holder, place) = contest.other.holder(site);
            format!("“{}” ({holder}, in {place})", contest.words.value)
        };
        let each: Vec<String> = contests.iter().map(say).collect();
        let help = "agree whose decision each is, and make the notes and [decisions] in site.toml match";
        (format!("make {} decisions alone that others hold: {}", each.len(), list(&each)), help.to_owned())
    };
    let notes: BTreeSet<usize> = contests.iter().filter_map(|contest| contest.other.note()).collect();
    Some(
        Draft::on(rule, case, at, first.words.span)
            .people(case.owner())
            .says_of(case, |it| format!("{it} lets {name} {contested}"))
            .help(help)
            .notes(notes.into_iter().collect()),
    )
}
