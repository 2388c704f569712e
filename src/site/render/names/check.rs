//! Every template walked as the engine would walk it for each page, with the types of values instead of values.
//!
//! Takes the trees of all templates and what each page sees; gives the names that do not exist. Every branch is taken,
//! except that `is defined` is believed: where a page has no such field, what depends on it is only looked at for names
//! that no page could know.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::Problems;
use super::scope::Scope;
use super::tree::{Call, Component, Node, Template};
use crate::site::views::Shape;

/// Components called inside one another are told apart by their arguments up to this depth.
const DEEPEST: usize = 6;

/// A block as one file of a chain of `extends` has it.
#[derive(Clone, Copy)]
struct Version<'t> {
    file: &'t str,
    body: &'t [Node<'t>],
}

/// The walk: what it walks through, and what it has come by.
pub(super) struct Checker<'t> {
    files: &'t BTreeMap<&'t str, Template<'t>>,
    components: BTreeMap<&'t str, (&'t str, &'t Component<'t>)>,
    pub(super) problems: Problems<'t>,
    /// The template of the page at hand.
    pub(super) page: &'t str,
    /// The blocks of that page, each from the file that is used to those it replaces.
    blocks: BTreeMap<&'t str, Vec<Version<'t>>>,
    /// Where the walk is: the blocks around, with how far `super()` has gone.
    within: Vec<(&'t str, usize)>,
    /// Blocks that were walked through for this page.
    shown: BTreeSet<(&'t str, usize)>,
    included: Vec<&'t str>,
    called: BTreeSet<(&'t str, Vec<Shape>)>,
    depth: usize,
    visited: BTreeSet<&'t str>,
}

impl<'t> Checker<'t> {
    pub(super) fn new(files: &'t BTreeMap<&'t str, Template<'t>>) -> Self {
        let components = files.iter().flat_map(|(file, template)| {
            template.components.iter().map(|component| (component.name.as_str(), (*file, component)))
        });
        Self {
            files,
            components: components.collect(),
            problems: Problems::default(),
            page: "",
            blocks: BTreeMap::new(),
            within: Vec::new(),
            shown: BTreeSet::new(),
            included: Vec::new(),
            called: BTreeSet::new(),
            depth: 0,
            visited: BTreeSet::new(),
        }
    }

    /// Walks through the page that `template` makes from `seen`.
    pub(super) fn page(&mut self, template: &'t str, seen: &'t Shape) {
        self.page = template;
        self.blocks.clear();
        self.shown.clear();
        let mut chain: Vec<&str> = Vec::new();
        let mut next = self.files.get_key_value(template);
        while let Some((file, tree)) = next.filter(|(file, _)| !chain.contains(file)) {
            chain.push(file);
            self.visited.insert(file);
            self.gather(file, &tree.nodes);
            next = tree.parent.and_then(|parent| self.files.get_key_value(parent));
        }
        if let Some((file, tree)) = chain.last().and_then(|file| self.files.get_key_value(file)) {
            self.nodes(&tree.nodes, &mut Scope::page(file, seen));
        }
    }

    /// Walks through what no page has led to, `seen` being what is known of all pages.
    pub(super) fn rest(&mut self, seen: &'t Shape) {
        for file in self.files.keys() {
            if !self.visited.contains(file) {
                self.page(file, seen);
            }
        }
        let called: BTreeSet<&str> = self.called.iter().map(|(name, _)| *name).collect();
        for (name, (file, component)) in self.components.clone() {
            if !called.contains(name) {
                self.enter(file, component, vec![Shape::Any; component.parameters.len()]);
            }
        }
    }

    /// Takes down the blocks of a file, also those inside others.
    fn gather(&mut self, file: &'t str, nodes: &'t [Node<'t>]) {
        for node in nodes {
            match node {
                Node::Block { name, body } => {
                    self.blocks.entry(name.value).or_default().push(Version { file, body });
                    self.gather(file, body);
                }
                Node::If { arms, otherwise } => {
                    for (_, then) in arms {
                        self.gather(file, then);
                    }
                    self.gather(file, otherwise);
                }
                Node::Capture { body, .. } => self.gather(file, body),
                _ => {}
            }
        }
    }

    pub(super) fn nodes(&mut self, nodes: &'t [Node<'t>], scope: &mut Scope<'t>) {
        for node in nodes {
            self.node(node, scope);
        }
    }

    fn node(&mut self, node: &'t Node<'t>, scope: &mut Scope<'t>) {
        match node {
            Node::Show(expression) => {
                self.value(expression, scope);
            }
            Node::If { arms, otherwise } => {
                let mut is_settled = false;
                for (when, then) in arms {
                    let truth = if is_settled { Some(false) } else { self.truth(when, scope) };
                    self.nodes_if(truth != Some(false), then, scope);
                    is_settled |= truth == Some(true);
                }
                self.nodes_if(!is_settled, otherwise, scope);
            }
            Node::For { each, body, otherwise } => {
                let over = self.value(&each.over, scope);
                scope.enter(each, &over);
                scope.count();
                self.nodes(body, scope);
                scope.leave();
                self.nodes(otherwise, scope);
            }
            Node::Set { name, is_global, value } => {
                let shape = self.value(value, scope);
                self.set(name, shape, *is_global, scope);
            }
            Node::Capture { set, arguments, body } => {
                for argument in arguments {
                    self.value(argument, scope);
                }
                self.nodes(body, scope);
                if let Some((name, is_global)) = set {
                    self.set(name, Shape::Any, *is_global, scope);
                }
            }
            Node::Block { name, body } => self.block(name.value, body, scope),
            Node::Include(file) => self.include(file, scope),
        }
    }

    /// What is never shown here may be shown on another page: then only names are looked at.
    fn nodes_if(&mut self, is_shown: bool, nodes: &'t [Node<'t>], scope: &mut Scope<'t>) {
        if is_shown {
            self.nodes(nodes, scope);
        } else {
            self.nodes(nodes, &mut scope.vague());
        }
    }

    /// A name that is set in several places may be any of them.
    fn set(&mut self, name: &'t str, shape: Shape, is_global: bool, scope: &mut Scope<'t>) {
        let times = self.files.get(scope.file).map_or(0, |file| file.sets.iter().filter(|set| **set == name).count());
        let is_certain = times == 1 && scope.get(name).is_none();
        scope.set(name, if is_certain { shape } else { Shape::Any }, is_global);
    }

    fn block(&mut self, name: &'t str, body: &'t [Node<'t>], scope: &mut Scope<'t>) {
        let mut versions = self.blocks.get(name).cloned().unwrap_or_default();
        if versions.is_empty() {
            versions.push(Version { file: scope.file, body });
        }
        self.version(name, 0, &versions, scope);
        for at in 1..versions.len() {
            if !self.shown.contains(&(name, at)) {
                self.version(name, at, &versions, &mut scope.vague());
            }
        }
    }

    fn version(&mut self, name: &'t str, at: usize, versions: &[Version<'t>], scope: &mut Scope<'t>) {
        self.shown.insert((name, at));
        self.within.push((name, at));
        let outer = std::mem::replace(&mut scope.file, versions[at].file);
        self.nodes(versions[at].body, scope);
        scope.file = outer;
        self.within.pop();
    }

    /// `super()`: the block as the file above has it.
    pub(super) fn replaced_block(&mut self, scope: &mut Scope<'t>) {
        let Some((name, at)) = self.within.last().copied() else { return };
        let versions = self.blocks.get(name).cloned().unwrap_or_default();
        if at + 1 < versions.len() {
            self.version(name, at + 1, &versions, scope);
        }
    }

    fn include(&mut self, file: &'t str, scope: &Scope<'t>) {
        if self.included.contains(&file) {
            return;
        }
        if let Some((file, tree)) = self.files.get_key_value(file) {
            self.visited.insert(file);
            self.included.push(file);
            self.nodes(&tree.nodes, &mut scope.included(file));
            self.included.pop();
        }
    }

    /// A component used with arguments.
    pub(super) fn call(&mut self, call: &'t Call<'t>, scope: &mut Scope<'t>) {
        let given: BTreeMap<&str, Shape> =
            call.arguments.iter().map(|(name, value)| (name.value, self.value(value, scope))).collect();
        for map in &call.spread {
            self.value(map, scope);
        }
        self.nodes(&call.body, scope);
        let Some((file, component)) = self.components.get(call.name.value.as_str()).copied() else { return };
        self.problems.arguments(scope.file, call, component);
        let mut arguments = Vec::new();
        for parameter in &component.parameters {
            arguments.push(match (given.get(parameter.name), &parameter.default) {
                (Some(shape), _) => shape.clone(),
                _ if !call.spread.is_empty() => Shape::Any,
                _ if parameter.is_implicit => scope.get(parameter.name).cloned().unwrap_or(Shape::Any),
                (None, Some(default)) => self.value(default, scope),
                (None, None) => Shape::Any,
            });
        }
        self.enter(file, component, arguments);
    }

    /// Walks through a component, once for each kind of arguments.
    fn enter(&mut self, file: &'t str, component: &'t Component<'t>, mut arguments: Vec<Shape>) {
        if self.depth >= DEEPEST {
            arguments.fill(Shape::Any);
        }
        if self.called.insert((&component.name, arguments.clone())) {
            self.depth += 1;
            self.nodes(&component.body, &mut Scope::component(file, component, &arguments));
            self.depth -= 1;
        }
    }
}
