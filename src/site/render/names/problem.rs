//! Names that do not exist: collected on the walk, told all at once.
//!
//! Takes what the walk came by; gives a report with place, line and the name that may have been meant.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::filters::{Takes, takes};
use super::scope::Scope;
use super::tree::{Applied, Call, Component};
use crate::model::{At, Span};
use crate::site::views::{Plain, Shape};
use crate::text::suggest::did_you_mean;
use crate::text::words::list;

/// A place in a template, by its file.
type Spot<'t> = (&'t str, Span);

/// What is wrong at a place, as far as it can be said without the text of the file.
#[derive(Clone)]
struct Problem<'t> {
    message: Message<'t>,
    help: String,
}

#[derive(Clone)]
enum Message<'t> {
    /// Finished.
    Says(String),
    /// A path has no field of this name. On a page's own path, the page is named.
    NoField { path: Span, page: &'t str, name: &'t str },
}

/// Where a field was looked up, and in what.
pub(super) struct Place<'t, 's> {
    pub(super) file: &'t str,
    /// The template of the page at hand.
    pub(super) page: &'t str,
    /// Where that stands whose field it is.
    pub(super) path: Span,
    pub(super) of: &'s Shape,
}

#[derive(Default)]
pub(super) struct Problems<'t> {
    found: BTreeMap<Spot<'t>, Problem<'t>>,
    /// Asked after, as in `is defined`, and not there on some page.
    doubted: BTreeMap<Spot<'t>, Problem<'t>>,
    /// Asked after, and there on some page.
    met: BTreeSet<Spot<'t>>,
}

impl<'t> Problems<'t> {
    /// A variable was used, or asked after.
    pub(super) fn name(&mut self, scope: &Scope<'t>, name: At<&'t str>, exists: bool, is_asked: bool) {
        self.used((scope.file, name.span), exists, is_asked, || {
            let known = scope.names();
            let near = did_you_mean(name.value, known.iter().copied());
            let help = match scope.component {
                _ if !near.is_empty() => near,
                Some(component) => format!("component `{component}` sees {}, and nothing else", quoted(&known)),
                None => format!("known here are {}", quoted(&known)),
            };
            Problem { message: Message::Says(format!("there is no `{}` here", name.value)), help }
        });
    }

    /// A field was used, or asked after.
    pub(super) fn field(&mut self, place: &Place<'t, '_>, name: At<&'t str>, exists: bool, is_asked: bool) {
        self.used((place.file, name.span), exists, is_asked, || {
            let message = Message::NoField { path: place.path, page: place.page, name: name.value };
            Problem { message, help: fields_help(name.value, place.of) }
        });
    }

    fn used(&mut self, spot: Spot<'t>, exists: bool, is_asked: bool, problem: impl FnOnce() -> Problem<'t>) {
        match (exists, is_asked) {
            (true, false) => {}
            (true, true) => _ = self.met.insert(spot),
            (false, false) => _ = self.found.entry(spot).or_insert_with(problem),
            (false, true) => _ = self.doubted.entry(spot).or_insert_with(problem),
        }
    }

    /// A filter looks for a field that the entries of its list do not have.
    pub(super) fn attribute(&mut self, file: &'t str, name: At<&'t str>, of: &Shape) {
        let message = format!("the entries of this list have no field `{}`", name.value);
        let help = fields_help(name.value, of);
        self.found.entry((file, name.span)).or_insert(Problem { message: Message::Says(message), help });
    }

    /// Arguments that a filter does not take, and those it wants.
    pub(super) fn filter(&mut self, file: &'t str, filter: &Applied<'t>) {
        let Takes { needed, optional } = takes(filter.name.value);
        let known = [needed, optional].concat();
        let given: Vec<At<&str>> = filter.arguments.iter().map(|(name, _)| *name).collect();
        let mut strange = given.iter().filter(|name| !known.contains(&name.value)).peekable();
        let mut missing = needed.iter().filter(|needed| given.iter().all(|name| name.value != **needed));
        let mut say = |span, message| {
            let problem = Problem { message: Message::Says(message), help: takes_help(&known) };
            self.found.entry((file, span)).or_insert(problem);
        };
        // One of the strange ones is what would be missed.
        if let (None, Some(needed)) = (strange.peek(), missing.next()) {
            say(filter.name.span, format!("filter `{}` is used without `{needed}`", filter.name.value));
        }
        for name in strange {
            say(name.span, format!("filter `{}` takes no `{}`", filter.name.value, name.value));
        }
    }

    /// Arguments that a component does not take, and those it wants.
    pub(super) fn arguments(&mut self, file: &'t str, call: &Call<'t>, component: &Component<'t>) {
        let known: Vec<&str> = component.parameters.iter().map(|parameter| parameter.name).collect();
        let mut say = |span, message| {
            let problem = Problem { message: Message::Says(message), help: takes_help(&known) };
            self.found.entry((file, span)).or_insert(problem);
        };
        let given: Vec<At<&str>> = call.arguments.iter().map(|(name, _)| *name).collect();
        let is_strange = |name: &&At<&str>| component.rest.is_none() && !known.contains(&name.value);
        for name in given.iter().filter(is_strange) {
            say(name.span, format!("component `{}` takes no `{}`", component.name, name.value));
        }
        if given.iter().any(|name| is_strange(&name)) {
            // One of these is what would be missed.
            return;
        }
        for parameter in &component.parameters {
            let is_given = given.iter().any(|name| name.value == parameter.name);
            let is_needed = parameter.default.is_none() && !parameter.is_implicit && call.spread.is_empty();
            if is_needed && !is_given {
                say(call.name.span, format!("component `{}` is used without `{}`", component.name, parameter.name));
            }
        }
    }

    /// A template that could not be read.
    pub(super) fn unread(&mut self, file: &'t str, at: Span) {
        let message = "names cannot be checked from here on".to_owned();
        let help = "write this part more simply".to_owned();
        self.found.insert((file, at), Problem { message: Message::Says(message), help });
    }

    /// All of it in the order of files and lines, or none.
    pub(super) fn report(mut self, text_of: impl Fn(&str) -> &'t str) -> Option<String> {
        for (spot, problem) in self.doubted {
            if !self.met.contains(&spot) {
                self.found.entry(spot).or_insert(problem);
            }
        }
        let reports: Vec<String> =
            self.found.iter().map(|((file, span), problem)| problem.report(file, text_of(file), *span)).collect();
        if reports.is_empty() { None } else { Some(reports.join("\n\n")) }
    }
}

impl Problem<'_> {
    fn report(&self, file: &str, text: &str, span: Span) -> String {
        let mut help = self.help.clone();
        let message = match &self.message {
            Message::Says(message) => message.clone(),
            Message::NoField { path, page, name } => {
                let path = &text[path.start..path.end];
                if path == "page" && file != *page {
                    let _ = write!(help, "; what only some pages have needs `{{% if page.{name} is defined %}}`");
                }
                let is_shared = file != *page && path.starts_with("page.");
                let whose = if path == "page" || is_shared { format!(" of {page}") } else { String::new() };
                format!("`{path}`{whose} has no field `{name}`")
            }
        };
        let place = Snippet::source(text)
            .path(format!("templates/{file}"))
            .annotation(AnnotationKind::Primary.span(span.start..span.end));
        let group = Level::ERROR.primary_title(message).element(place).element(Level::HELP.message(help));
        Renderer::plain().render(&[group])
    }
}

fn fields_help(name: &str, of: &Shape) -> String {
    match of.present() {
        Shape::Fields(fields) if fields.is_empty() => "it has no fields at all".to_owned(),
        Shape::Fields(fields) => {
            let known: Vec<&str> = fields.keys().map(String::as_str).collect();
            let near = did_you_mean(name, known.iter().copied());
            if near.is_empty() { format!("its fields are {}", quoted(&known)) } else { near }
        }
        Shape::List(_) => "it is a list: go through it with `for`, or take an entry with `[0]`".to_owned(),
        Shape::Plain(Plain::Number) => "it is a number".to_owned(),
        Shape::Plain(Plain::YesOrNo) => "it is yes or no".to_owned(),
        _ => "it is a text".to_owned(),
    }
}

fn takes_help(known: &[&str]) -> String {
    if known.is_empty() { "it takes no arguments".to_owned() } else { format!("it takes {}", quoted(known)) }
}

fn quoted(names: &[&str]) -> String {
    list(&names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>())
}
