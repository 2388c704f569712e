//! Expressions on the walk: what each stands for, and whether a condition can be told.

use super::check::Checker;
use super::problem::Place;
use super::scope::Scope;
use super::tree::{Applied, Expression, Field};
use crate::model::{At, Span};
use crate::site::views::{Plain, Shape};

impl<'t> Checker<'t> {
    /// What an expression stands for; anything where that cannot be told.
    pub(super) fn value(&mut self, expression: &'t Expression<'t>, scope: &mut Scope<'t>) -> Shape {
        match expression {
            Expression::Constant(shape) => shape.clone(),
            Expression::Text(_) => Shape::Plain(Plain::Text),
            Expression::Name(_) | Expression::Field(_) => self.look_up(expression, scope, false).unwrap_or(Shape::Any),
            Expression::Item(of, key) => {
                self.value(key, scope);
                item(&self.value(of, scope))
            }
            Expression::Slice(of, parts) => {
                self.values(parts, scope);
                self.value(of, scope)
            }
            Expression::List(items, is_plain) => {
                let common = self.values(items, scope).into_iter().reduce(|one, other| one.or(&other));
                Shape::list(common.filter(|_| *is_plain).unwrap_or(Shape::Any))
            }
            Expression::Map(entries) => self.map(entries, scope),
            Expression::Comprehension { each, condition, item } => {
                let over = self.value(&each.over, scope);
                scope.enter(each, &over);
                if let Some(condition) = condition {
                    self.truth(condition, scope);
                }
                let item = self.value(item, scope);
                scope.leave();
                Shape::list(item)
            }
            Expression::Filter(filter) => self.filter(filter, scope),
            Expression::Function(name, arguments) => {
                self.values(arguments, scope);
                if *name == "super" {
                    self.replaced_block(scope);
                }
                Shape::Any
            }
            Expression::Component(call) => {
                self.call(call, scope);
                Shape::Plain(Plain::Text)
            }
            Expression::Test(_) | Expression::Not(_) | Expression::And(..) | Expression::Or(..) => {
                self.truth(expression, scope);
                Shape::Any
            }
            Expression::Operation(operands) => {
                self.values(operands, scope);
                Shape::Any
            }
            Expression::Choice { when, then, otherwise } => match self.truth(when, scope) {
                Some(true) => self.value_beside(then, otherwise, scope),
                Some(false) => self.value_beside(otherwise, then, scope),
                None => self.value(then, scope).or(&self.value(otherwise, scope)),
            },
        }
    }

    fn values(&mut self, expressions: &'t [Expression<'t>], scope: &mut Scope<'t>) -> Vec<Shape> {
        expressions.iter().map(|expression| self.value(expression, scope)).collect()
    }

    /// The value of `taken`; `left` is not taken here.
    fn value_beside(&mut self, taken: &'t Expression<'t>, left: &'t Expression<'t>, scope: &mut Scope<'t>) -> Shape {
        self.value(left, &mut scope.vague());
        self.value(taken, scope)
    }

    fn map(&mut self, entries: &'t [(Option<&'t str>, Expression<'t>)], scope: &mut Scope<'t>) -> Shape {
        let mut fields = Vec::new();
        for (key, value) in entries {
            let shape = self.value(value, scope);
            fields.extend(key.map(|key| (key, shape)));
        }
        if fields.len() == entries.len() { Shape::fields(fields) } else { Shape::Any }
    }

    /// What a condition comes to on this page, as far as types tell: whether something is defined.
    pub(super) fn truth(&mut self, condition: &'t Expression<'t>, scope: &mut Scope<'t>) -> Option<bool> {
        match condition {
            Expression::Not(inner) => self.truth(inner, scope).map(|truth| !truth),
            Expression::And(left, right) => self.both(left, right, false, scope),
            Expression::Or(left, right) => self.both(left, right, true, scope),
            Expression::Test(test) => {
                for (_, argument) in &test.arguments {
                    self.value(argument, scope);
                }
                match test.name.value {
                    "defined" => self.is_defined(&test.of, scope),
                    "undefined" => self.is_defined(&test.of, scope).map(|truth| !truth),
                    _ => {
                        self.value(&test.of, scope);
                        None
                    }
                }
            }
            _ => {
                self.value(condition, scope);
                None
            }
        }
    }

    /// `and` ends with what is false, `or` with what is true: `end` says which.
    fn both(
        &mut self,
        left: &'t Expression<'t>,
        right: &'t Expression<'t>,
        end: bool,
        scope: &mut Scope<'t>,
    ) -> Option<bool> {
        let left = self.truth(left, scope);
        if left == Some(end) {
            self.truth(right, &mut scope.vague());
            return left;
        }
        let right = self.truth(right, scope);
        if right == Some(end) { right } else { left.and(right) }
    }

    fn is_defined(&mut self, asked: &'t Expression<'t>, scope: &mut Scope<'t>) -> Option<bool> {
        match self.look_up(asked, scope, true) {
            None => Some(false),
            Some(Shape::Any) => None,
            Some(_) => Some(true),
        }
    }

    /// What a name or a path stands for, or none where it does not exist. That is a mistake, unless it is `asked` whether
    /// it does: then it is one only if it exists nowhere.
    fn look_up(&mut self, expression: &'t Expression<'t>, scope: &mut Scope<'t>, is_asked: bool) -> Option<Shape> {
        match expression {
            Expression::Name(name) => {
                let found = scope.get(name.value).cloned();
                self.problems.name(scope, *name, found.is_some(), is_asked);
                found
            }
            Expression::Field(field) => {
                let of = if field.is_optional {
                    self.look_up(&field.of, scope, is_asked)?
                } else {
                    self.value(&field.of, scope)
                };
                self.field(field, &of, scope, is_asked)
            }
            other => Some(self.value(other, scope)),
        }
    }

    fn field(&mut self, field: &Field<'t>, of: &Shape, scope: &Scope<'t>, is_asked: bool) -> Option<Shape> {
        let found = in_shape(of, field.name.value);
        if *of.present() != Shape::Any {
            let place = Place { file: scope.file, page: self.page, path: field.place, of };
            self.problems.field(&place, field.name, found.is_some(), is_asked);
        }
        found
    }

    fn filter(&mut self, filter: &'t Applied<'t>, scope: &mut Scope<'t>) -> Shape {
        let name = filter.name.value;
        self.problems.filter(scope.file, filter);
        let of = self.look_up(&filter.of, scope, name == "default");
        let mut arguments = Vec::new();
        for (key, value) in &filter.arguments {
            arguments.push((key.value, self.value(value, scope)));
            if let ("sort" | "group_by", "attribute", Expression::Text(path)) = (name, key.value, value) {
                self.attribute(*path, &item(of.as_ref().unwrap_or(&Shape::Any)), scope);
            }
        }
        let instead = || arguments.into_iter().find(|(key, _)| *key == "value").map_or(Shape::Any, |(_, shape)| shape);
        match (name, of) {
            ("default", None) => instead(),
            ("default", Some(of)) => of.present().clone().or(&instead()),
            ("first" | "last" | "nth", Some(of)) => item(&of),
            ("sort" | "unique" | "reverse", Some(of @ Shape::List(_))) => of,
            ("split", _) => Shape::list(Shape::Plain(Plain::Text)),
            _ => Shape::Any,
        }
    }

    /// The path that `sort` and `group_by` look up in each entry.
    fn attribute(&mut self, path: At<&'t str>, of: &Shape, scope: &Scope<'t>) {
        let mut of = of.clone();
        let mut start = path.span.start;
        for part in path.value.split('.') {
            let name = At::new(part, Span::new(start, start + part.len()));
            let Some(next) = in_shape(&of, part) else {
                return self.problems.attribute(scope.file, name, &of);
            };
            of = next;
            start += part.len() + 1;
        }
    }
}

/// A field of `shape`.
fn in_shape(shape: &Shape, name: &str) -> Option<Shape> {
    match shape.present() {
        Shape::Fields(fields) => fields.get(name).cloned(),
        Shape::Any => Some(Shape::Any),
        _ => None,
    }
}

/// An entry of `shape`.
fn item(shape: &Shape) -> Shape {
    match shape.present() {
        Shape::List(item) => Shape::clone(item),
        _ => Shape::Any,
    }
}
