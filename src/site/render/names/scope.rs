//! The names a place in a template can see, each with what it stands for.

use std::collections::BTreeMap;

use super::tree::{Component, Each};
use crate::site::views::{Plain, Shape};

/// What is known at a place.
#[derive(Clone)]
pub(super) struct Scope<'t> {
    /// The file the place lies in.
    pub(super) file: &'t str,
    /// The component the place lies in.
    pub(super) component: Option<&'t str>,
    /// What the template was given and has set, then a layer for each loop around the place.
    layers: Vec<BTreeMap<&'t str, Shape>>,
}

impl<'t> Scope<'t> {
    /// A page's: `seen` is `frame` and `page`.
    pub(super) fn page(file: &'t str, seen: &'t Shape) -> Self {
        let names = match seen {
            Shape::Fields(fields) => fields.iter().map(|(name, shape)| (name.as_str(), shape.clone())).collect(),
            _ => BTreeMap::new(),
        };
        Self { file, component: None, layers: vec![names] }
    }

    /// A component's: its parameters, and what its call stands around.
    pub(super) fn component(file: &'t str, component: &'t Component<'t>, arguments: &[Shape]) -> Self {
        let names = component.parameters.iter().map(|parameter| parameter.name).zip(arguments.iter().cloned());
        let mut names: BTreeMap<&str, Shape> = names.collect();
        names.insert("body", Shape::Plain(Plain::Text));
        if let Some(rest) = component.rest {
            names.insert(rest, Shape::Any);
        }
        Self { file, component: Some(&component.name), layers: vec![names] }
    }

    /// What a file included here sees: everything but the counters of loops.
    pub(super) fn included(&self, file: &'t str) -> Self {
        let mut names: BTreeMap<&str, Shape> = BTreeMap::new();
        for layer in &self.layers {
            names.extend(layer.iter().map(|(name, shape)| (*name, shape.clone())));
        }
        names.remove("loop");
        Self { file, component: self.component, layers: vec![names] }
    }

    /// The same names with nothing known of what they stand for.
    pub(super) fn vague(&self) -> Self {
        let mut scope = self.clone();
        for layer in &mut scope.layers {
            for shape in layer.values_mut() {
                *shape = Shape::Any;
            }
        }
        scope
    }

    pub(super) fn get(&self, name: &str) -> Option<&Shape> {
        self.layers.iter().rev().find_map(|layer| layer.get(name))
    }

    /// All names, sorted.
    pub(super) fn names(&self) -> Vec<&'t str> {
        let mut names: Vec<&str> = self.layers.iter().flat_map(BTreeMap::keys).copied().collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// `set` in a loop holds in its round, everywhere else to the end.
    pub(super) fn set(&mut self, name: &'t str, shape: Shape, is_global: bool) {
        let layer = if is_global { self.layers.first_mut() } else { self.layers.last_mut() };
        if let Some(layer) = layer {
            layer.insert(name, shape);
        }
    }

    /// Goes into a loop over `over`.
    pub(super) fn enter(&mut self, each: &Each<'t>, over: &Shape) {
        let (key, value) = match over.present() {
            Shape::List(item) if each.key.is_none() => (Shape::Any, Shape::clone(item)),
            Shape::Fields(_) => (Shape::Plain(Plain::Text), Shape::Any),
            _ => (Shape::Any, Shape::Any),
        };
        let mut layer = BTreeMap::from([(each.value, value)]);
        layer.extend(each.key.map(|name| (name, key)));
        self.layers.push(layer);
    }

    /// Makes `loop` known in the loop entered last. Its fields are held by the engine.
    pub(super) fn count(&mut self) {
        self.set("loop", Shape::Any, false);
    }

    /// Leaves the loop entered last.
    pub(super) fn leave(&mut self) {
        self.layers.pop();
    }
}
