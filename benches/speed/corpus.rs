//! Writes the site of an invented marketing department of 40 people: of any size, and always the same.
//!
//! Takes a folder, a number of notes and a kind; writes `site.toml` and `content/`. Notes have 1.2 to 2 KB: front matter,
//! a heading or two, lists, links, often a table, code or a log with dates. In a quiet site one note in nine is handed
//! over with a contract, and most notes have no finding. In a dense site a note has three findings on average.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How many findings the site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Few findings.
    Quiet,
    /// Three findings a note, to measure the cost of findings.
    Dense,
}

/// People of the site: leaders, members and systems.
pub(crate) const PEOPLE: u64 = 40;
const LEADERS: u64 = 6;
const SYSTEMS: u64 = 3;
const ANCHORS: u64 = 6;
const SKILLS: u64 = 24;
/// Notes in each folder.
const FOLDER: u64 = 200;

const WORDS: [&str; 64] = [
    "price",
    "story",
    "draft",
    "launch",
    "dealer",
    "caption",
    "photo",
    "signal",
    "budget",
    "report",
    "market",
    "team",
    "plan",
    "review",
    "design",
    "video",
    "customer",
    "schedule",
    "newsletter",
    "test",
    "bike",
    "cargo",
    "rider",
    "city",
    "workshop",
    "spring",
    "autumn",
    "weekly",
    "every",
    "before",
    "after",
    "with",
    "without",
    "their",
    "our",
    "first",
    "second",
    "choice",
    "answer",
    "question",
    "number",
    "measure",
    "result",
    "partner",
    "contract",
    "event",
    "route",
    "repair",
    "service",
    "insurance",
    "family",
    "school",
    "courier",
    "delivery",
    "harbour",
    "bridge",
    "winter",
    "light",
    "frame",
    "motor",
    "battery",
    "charger",
    "helmet",
    "basket",
];

/// Writes the site.
pub(crate) fn write(site: &Path, notes: u64, kind: Kind) -> io::Result<()> {
    let content = site.join("content");
    fs::create_dir_all(&content)?;
    fs::write(site.join("site.toml"), settings())?;
    for number in 0..notes {
        if number.is_multiple_of(FOLDER) {
            fs::create_dir_all(content.join(folder(number)))?;
        }
        fs::write(content.join(format!("{}.md", id(number))), note(number, notes, kind, ""))?;
    }
    Ok(())
}

/// Adds a paragraph to one note in the middle. Other pages do not show it.
pub(crate) fn touch(site: &Path, notes: u64, kind: Kind, with: &str) -> io::Result<()> {
    let number = notes / 2;
    fs::write(site.join("content").join(format!("{}.md", id(number))), note(number, notes, kind, with))
}

/// The path of the page of that note below the site's root.
pub(crate) fn page_of_touched(notes: u64) -> String {
    format!("notes/{}.html", id(notes / 2))
}

fn folder(number: u64) -> String {
    format!("area-{:03}", number / FOLDER)
}

fn id(number: u64) -> String {
    format!("{}/note-{number:06}", folder(number))
}

/// The id of a person.
fn person(number: u64) -> String {
    match number % PEOPLE {
        leader if leader < LEADERS => format!("leader-{leader}"),
        system if system >= PEOPLE - SYSTEMS => format!("system-{}", system + SYSTEMS - PEOPLE),
        member => format!("member-{}", member - LEADERS),
    }
}

fn settings() -> String {
    let mut text = String::from(
        "[site]\ntitle = \"Benchmark\"\nbase_url = \"https://example.org/handover/\"\n\n[north_star]\n\
         title = \"Every family of the city rides a cargo bike\"\nwhy = \"It is what the company is for\"\n",
    );
    for number in 0..PEOPLE {
        let id = person(number);
        let role = id.split('-').next().unwrap_or_default();
        let skills = [mix(number * 3) % SKILLS, mix(number * 3 + 1) % SKILLS, mix(number * 3 + 2) % SKILLS];
        let _ = writeln!(
            text,
            "\n[people.{id}]\nname = \"{} {}\"\nrole = \"{role}\"\ncapacity = {}\nskills = [{}]",
            capital(word(mix(number + 7))),
            capital(word(mix(number + 70))),
            if role == "system" { 168 } else { 40 },
            skills.map(|skill| format!("\"skill-{skill}\"")).join(", ")
        );
    }
    for number in 0..ANCHORS {
        let _ = writeln!(
            text,
            "\n[anchors.anchor-{number}]\ntitle = \"{}\"\nowner = \"leader-{}\"\nobjective = \"{}\"\n\
             due = 2027-03-31\n[[anchors.anchor-{number}.key_results]]\nmetric = \"{} rate\"\nbaseline = 2\n\
             target = 5\ncurrent = 3.5\nas_of = 2026-11-02",
            capital(&words(number + 11, 4)),
            number % LEADERS,
            capital(&words(number + 33, 8)),
            word(number)
        );
    }
    text
}

/// A note; `with` is a paragraph of its own.
fn note(number: u64, notes: u64, kind: Kind, with: &str) -> String {
    let at = |salt: u64| mix(number * 64 + salt);
    let mut text = String::from("+++\n");
    match kind {
        Kind::Quiet => front_matter(&mut text, number, &at),
        Kind::Dense => dense_front_matter(&mut text, number, &at),
    }
    text.push_str("+++\n\n");
    let _ = writeln!(text, "## {}\n", capital(&words(at(20), 3)));
    let _ = writeln!(text, "{}.\n", capital(&words(at(21), 40)));
    if !with.is_empty() {
        let _ = writeln!(text, "{with}\n");
    }
    for line in 0..4 {
        let _ = writeln!(text, "- {}, **{}** and `{}`", words(at(22 + line), 6), word(at(27)), word(at(28)));
    }
    let (near, far) = (number ^ 1, at(30) % notes);
    let _ = writeln!(
        text,
        "\n{}, see [{}](note-{:06}.md) and [{}](../{}.md).\n",
        capital(&words(at(31), 24)),
        word(at(32)),
        if near < notes && folder(near) == folder(number) { near } else { number },
        words(at(33), 2),
        id(far)
    );
    match at(34) % 4 {
        0 => text
            .push_str("| what | when | who |\n|---|---|---:|\n| captions | daily | 3 |\n| prices | weekly | 1 |\n\n"),
        1 => {
            text.push_str("```sh\nmake report MONTH=10\n```\n\n> What was asked for, in the words of whoever did.\n\n");
        }
        _ => {}
    }
    text.push_str("## Log\n\n");
    for day in 0..3 {
        let _ = writeln!(text, "- 2026-11-{:02} {}", 18 - day * 7, words(at(40 + day), 7));
    }
    let least = 1_200 + usize::try_from(at(50) % 700).unwrap_or_default();
    for more in 0.. {
        if text.len() >= least {
            break;
        }
        let _ = writeln!(text, "\n{}.", capital(&words(at(51 + more), 22)));
    }
    text
}

fn front_matter(text: &mut String, number: u64, at: &impl Fn(u64) -> u64) {
    let owner = person(at(0) % (PEOPLE - SYSTEMS));
    let cadence = ["once", "daily", "weekly", "biweekly", "monthly", "quarterly"][index(at(1), 6)];
    let status = ["active", "active", "active", "proposed", "blocked", "done", "done", "dropped"][index(at(2), 8)];
    let work = ["direction", "judgment", "execution", "execution"][index(at(3), 4)];
    let area = ["content", "distribution", "tooling", "visibility", "research", "events"][index(at(4), 6)];
    let _ = writeln!(text, "title = \"{} {number}\"", capital(&words(at(5), 3)));
    let _ = writeln!(text, "owner = \"{owner}\"\nstatus = \"{status}\"\nwork = \"{work}\"\narea = \"{area}\"");
    let _ = writeln!(text, "cadence = \"{cadence}\"\nhours = 0.{}", 1 + at(6) % 2);
    let _ = writeln!(text, "skills = [\"skill-{}\"]\nanchor = \"anchor-{}\"", at(8) % SKILLS, at(9) % ANCHORS);
    let _ = writeln!(text, "tags = [\"{}\", \"{}\"]", word(at(10)), word(at(11)));
    let _ = writeln!(
        text,
        "value = \"{}\"\nstarted = 2026-0{}-01",
        ["low", "medium", "high"][index(at(12), 3)],
        1 + at(13) % 9
    );
    if status == "done" {
        let _ = writeln!(text, "finished = 2026-10-{:02}", 1 + at(14) % 28);
    }
    if at(15).is_multiple_of(12) {
        let _ = writeln!(text, "\n[approval]\nby = \"leader-{}\"\nof = \"frameworks\"\nhours = 0.2", at(16) % LEADERS);
    }
    if at(17).is_multiple_of(9) {
        let _ = writeln!(
            text,
            "\n[handover]\nfrom = \"leader-{}\"\nkind = \"strategic\"\non = 2026-03-02\nauthority = \"agree\"\n\
             why = \"{}\"\nsuccess = [\"{} at or above {} %\"]\nresources = [\"{}\"]\ndecides = [\"{}\"]\n\
             guardrails = [\"{}\"]\nkpis = [\"{} rate\"]\ncheck_in = \"weekly\"\nlast_check_in = 2026-11-16",
            at(16) % LEADERS,
            capital(&words(at(18), 6)),
            capital(word(at(19))),
            at(20) % 40,
            words(at(21), 2),
            words(at(22), 2),
            capital(&words(at(23), 5)),
            word(at(24))
        );
    }
}

/// Recurring execution that leaders keep, approve or review, or that is handed over with half a contract.
fn dense_front_matter(text: &mut String, number: u64, at: &impl Fn(u64) -> u64) {
    let leader = at(0) % LEADERS;
    let member = at(1) % (PEOPLE - LEADERS - SYSTEMS);
    let cadence = ["daily", "weekly", "weekly", "biweekly", "monthly"][index(at(2), 5)];
    let area = ["content", "distribution", "tooling", "visibility"][index(at(3), 4)];
    let is_given = at(4).is_multiple_of(2);
    let owner = if at(5).is_multiple_of(3) { format!("member-{member}") } else { format!("leader-{leader}") };
    let _ = writeln!(text, "title = \"{} {number}\"\nowner = \"{owner}\"", capital(&words(at(6), 3)));
    if is_given && owner.starts_with("leader") {
        let _ = writeln!(text, "delegate = \"member-{member}\"");
    }
    let _ =
        writeln!(text, "work = \"execution\"\narea = \"{area}\"\ncadence = \"{cadence}\"\nhours = 0.{}", 1 + at(7) % 3);
    let _ = writeln!(text, "skills = [\"skill-{}\"]\nstarted = 2026-0{}-01", at(8) % SKILLS, 1 + at(9) % 9);
    if !at(18).is_multiple_of(3) {
        text.push_str("revisit = 2027-01-15\n");
    }
    if at(10).is_multiple_of(10) {
        let _ = writeln!(text, "anchor = \"anchor-{}\"\npriority = {}", at(11) % ANCHORS, at(12) % 9);
    }
    match at(13) % 3 {
        0 => _ = writeln!(text, "\n[approval]\nby = \"leader-{leader}\"\nof = \"assets\"\nhours = 0.2"),
        1 => _ = writeln!(text, "\n[review]\nby = \"leader-{leader}\"\nof = \"drafts\"\nhours = 0.2"),
        _ => {}
    }
    if is_given && owner.starts_with("leader") {
        let _ = writeln!(
            text,
            "\n[handover]\non = 2026-0{}-02\nauthority = \"{}\"\nwhy = \"{}\"\ncheck_in = \"weekly\"\n\
             last_check_in = 2026-{}-{:02}",
            1 + at(14) % 9,
            ["tell", "consult", "advise", "delegate"][index(at(15), 4)],
            capital(&words(at(16), 6)),
            10 + at(19) % 2,
            10 + at(17) % 11
        );
        if at(19).is_multiple_of(2) {
            let _ = writeln!(
                text,
                "success = [\"{} at or above {} %\"]\nresources = [\"{}\"]\nshaped_by = [\"member-{member}\"]",
                capital(word(at(16))),
                at(17) % 40,
                words(at(15), 2)
            );
        }
    }
}

fn words(seed: u64, number: u64) -> String {
    (0..number).map(|at| word(mix(seed.wrapping_add(at)))).collect::<Vec<_>>().join(" ")
}

fn word(number: u64) -> &'static str {
    WORDS[index(number, 64)]
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

fn index(number: u64, of: u64) -> usize {
    usize::try_from(number % of).unwrap_or_default()
}

/// A pseudo-random number, the same every time.
fn mix(number: u64) -> u64 {
    let mut mixed = (number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (mixed ^ (mixed >> 31)) >> 1
}
