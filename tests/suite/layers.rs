//! The layers of ARCHITECTURE.md: every import points down, and no two files import each other, directly or in a circle.
//!
//! Reads the sources as Rust, follows each name through re-exports to the file that defines it, and leaves out tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Item, UseTree};

/// The modules of the crate, the upper ones first. A module sees only those below it.
const LAYERS: [&str; 16] = [
    "main",
    "lib",
    "fuzzing",
    "cli",
    "dev_server",
    "app",
    "site",
    "export",
    "output",
    "agenda",
    "plan",
    "report",
    "audit",
    "input",
    "model",
    "text",
];

/// A module, by its path below the crate: `["audit", "case"]`.
type Module = Vec<String>;

#[derive(Default)]
struct Source {
    items: Vec<Item>,
    /// What a name in this module stands for: the path its `use` gives, from the crate.
    imports: BTreeMap<String, Module>,
    /// What it imports without naming it: all of an enum, or a trait for its methods.
    unnamed: BTreeSet<Module>,
}

/// All modules of the crate that are compiled without tests.
struct Sources(BTreeMap<Module, Source>);

#[test]
fn imports_point_down_the_layers() {
    let mut upward = Vec::new();
    for (from, to, name) in Sources::read().imports() {
        let rank = |module: &Module| {
            let top = module.first().map_or("lib", String::as_str);
            LAYERS.iter().position(|layer| *layer == top).unwrap_or_else(|| panic!("{top} is missing in LAYERS"))
        };
        if rank(&from) > rank(&to) {
            upward.push(format!("{} imports {} of {}", from.join("::"), name, to.join("::")));
        }
    }
    assert!(upward.is_empty(), "imports that point up the layers:\n{}", upward.join("\n"));
}

#[test]
fn no_modules_import_each_other() {
    let mut graph = Graph::new();
    for (from, to, name) in Sources::read().imports() {
        graph.entry(from).or_default().entry(to).or_default().insert(name);
    }
    let reached: BTreeMap<&Module, BTreeSet<&Module>> =
        graph.keys().map(|from| (from, reached_from(&graph, from))).collect();
    let mut circles = Vec::new();
    for (from, targets) in &graph {
        for (to, names) in targets {
            if reached.get(to).is_some_and(|back| back.contains(from)) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                circles.push(format!("{} -> {}: {}", from.join("::"), to.join("::"), names.join(", ")));
            }
        }
    }
    assert!(circles.is_empty(), "imports that are part of a circle:\n{}", circles.join("\n"));
}

/// Who imports whom, and by which names.
type Graph = BTreeMap<Module, BTreeMap<Module, BTreeSet<String>>>;

/// The modules that `from` imports, directly or through others.
fn reached_from<'g>(graph: &'g Graph, from: &'g Module) -> BTreeSet<&'g Module> {
    let mut seen = BTreeSet::new();
    let mut next = vec![from];
    while let Some(module) = next.pop() {
        next.extend(graph.get(module).into_iter().flat_map(BTreeMap::keys).filter(|to| seen.insert(*to)));
    }
    seen
}

impl Sources {
    fn read() -> Self {
        let mut sources = Self(BTreeMap::new());
        sources.add(Path::new("src"), &Vec::new());
        // The root of the crate; it has a binary beside it.
        let root = sources.0.remove(&vec!["lib".to_owned()]).expect("src/lib.rs");
        sources.0.insert(Vec::new(), root);
        sources.remove_tests();
        let known: BTreeSet<Module> = sources.0.keys().cloned().collect();
        for (module, source) in &mut sources.0 {
            for item in &source.items {
                let Item::Use(item) = item else { continue };
                if !is_test(&item.attrs) {
                    flatten(&item.tree, &mut Vec::new(), &mut |path, name| {
                        let Some(path) = from_crate(|module| known.contains(module), module, path) else { return };
                        if matches!(name, "*" | "_") {
                            source.unnamed.insert(path);
                        } else {
                            source.imports.insert(name.to_owned(), path);
                        }
                    });
                }
            }
        }
        sources
    }

    /// Adds the modules whose files lie in `folder`.
    fn add(&mut self, folder: &Path, parent: &Module) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let name = entry.file_stem().expect("a name").to_string_lossy().into_owned();
            let module: Module = parent.iter().cloned().chain([name]).collect();
            if entry.is_dir() {
                self.add(&entry, &module);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&entry).expect("a file");
                let parsed = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", entry.display()));
                self.0.insert(module, Source { items: parsed.items, ..Source::default() });
            }
        }
    }

    /// Takes out the modules that are declared for tests only.
    fn remove_tests(&mut self) {
        let mut tests: Vec<Module> = Vec::new();
        for (module, source) in &self.0 {
            for item in &source.items {
                if let Item::Mod(item) = item
                    && is_test(&item.attrs)
                {
                    tests.push(module.iter().cloned().chain([item.ident.to_string()]).collect());
                }
            }
        }
        self.0.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
    }

    /// Who imports what of whom: the module, the module that defines the name, and the name.
    fn imports(&self) -> BTreeSet<(Module, Module, String)> {
        let mut found = BTreeSet::new();
        for (module, source) in &self.0 {
            let mut tokens = TokenStream::new();
            source.items.iter().filter(|item| !is_declaration(item)).for_each(|item| item.to_tokens(&mut tokens));
            let mut paths = BTreeSet::new();
            collect(tokens, &mut paths);
            // What is re-exported only is not imported.
            let named = paths.iter().filter_map(|path| self.resolved(module, path));
            for path in named.chain(source.unnamed.iter().cloned()) {
                if let Some((owner, name)) = self.definition(&path, 0)
                    && owner != *module
                {
                    found.insert((module.clone(), owner, name));
                }
            }
        }
        found
    }

    /// A path as written in `module`, as one from the crate.
    fn resolved(&self, module: &Module, path: &[String]) -> Option<Module> {
        let first = path.first()?;
        if let Some(import) = self.0[module].imports.get(first) {
            return Some(import.iter().chain(&path[1..]).cloned().collect());
        }
        from_crate(|module| self.0.contains_key(module), module, path)
    }

    /// The module that defines what a path from the crate names.
    fn definition(&self, path: &[String], depth: usize) -> Option<(Module, String)> {
        let mut module = Vec::new();
        let mut rest = path;
        while let Some((next, after)) = rest.split_first() {
            let mut child = module.clone();
            child.push(next.clone());
            if !self.0.contains_key(&child) {
                break;
            }
            (module, rest) = (child, after);
        }
        let name = rest.first()?;
        let source = &self.0[&module];
        if depth < 8
            && let Some(import) = source.imports.get(name)
        {
            let further: Vec<String> = import.iter().chain(&rest[1..]).cloned().collect();
            return self.definition(&further, depth + 1);
        }
        Some((module, name.clone()))
    }
}

fn is_declaration(item: &Item) -> bool {
    match item {
        Item::Use(_) => true,
        Item::Mod(item) => item.content.is_none() || is_test(&item.attrs),
        Item::Fn(item) => is_test(&item.attrs),
        Item::Impl(item) => is_test(&item.attrs),
        _ => false,
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("cfg") && attribute.to_token_stream().to_string().contains("test"))
}

/// Calls `found` with each path of a tree of imports, and the name it gets.
fn flatten(tree: &UseTree, path: &mut Vec<String>, found: &mut impl FnMut(&[String], &str)) {
    match tree {
        UseTree::Path(part) => {
            path.push(part.ident.to_string());
            flatten(&part.tree, path, found);
            path.pop();
        }
        UseTree::Name(name) if name.ident == "self" => {
            let last = path.last().cloned().unwrap_or_default();
            found(path, &last);
        }
        UseTree::Name(name) => named(path, &name.ident.to_string(), &name.ident.to_string(), found),
        UseTree::Rename(rename) => named(path, &rename.ident.to_string(), &rename.rename.to_string(), found),
        UseTree::Glob(_) => found(path, "*"),
        UseTree::Group(group) => group.items.iter().for_each(|item| flatten(item, path, found)),
    }
}

fn named(path: &mut Vec<String>, name: &str, alias: &str, found: &mut impl FnMut(&[String], &str)) {
    path.push(name.to_owned());
    found(path, alias);
    path.pop();
}

/// A path as written in `module`, as one from the crate; none for what lies in another crate.
fn from_crate(is_known: impl Fn(&Module) -> bool, module: &Module, path: &[String]) -> Option<Module> {
    let first = path.first()?.as_str();
    let mut base = module.clone();
    let mut rest = path;
    match first {
        "crate" => return Some(path[1..].to_vec()),
        "self" => rest = &path[1..],
        "super" => {
            while let Some((_, after)) = rest.split_first().filter(|(part, _)| *part == "super") {
                base.pop();
                rest = after;
            }
        }
        child => {
            base.push(child.to_owned());
            if !is_known(&base) {
                return None;
            }
            base.pop();
        }
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

/// Adds each path of the tokens, such as `crate::model::Note` or `words::count`, and each single name.
fn collect(tokens: TokenStream, paths: &mut BTreeSet<Vec<String>>) {
    let mut path: Vec<String> = Vec::new();
    let mut colons = 0;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
            TokenTree::Ident(ident) if colons == 2 => {
                path.push(ident.to_string());
                colons = 0;
            }
            other => {
                colons = 0;
                if !path.is_empty() {
                    paths.insert(std::mem::take(&mut path));
                }
                match other {
                    TokenTree::Ident(ident) => path = vec![ident.to_string()],
                    TokenTree::Group(group) => collect(group.stream(), paths),
                    _ => {}
                }
            }
        }
    }
    if !path.is_empty() {
        paths.insert(path);
    }
}
