//! What of a template matters for its names: where they are made, and where they are used.

use crate::model::{At, Span};
use crate::site::views::Shape;

/// A template file.
#[derive(Debug, Default)]
pub(super) struct Template<'t> {
    /// What it extends.
    pub(super) parent: Option<&'t str>,
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) components: Vec<Component<'t>>,
    /// Names it sets, as often as it sets them.
    pub(super) sets: Vec<&'t str>,
}

/// `{% component name(parameters) %}…{% endcomponent %}`
#[derive(Debug)]
pub(super) struct Component<'t> {
    pub(super) name: String,
    pub(super) parameters: Vec<Parameter<'t>>,
    /// `...rest`
    pub(super) rest: Option<&'t str>,
    pub(super) body: Vec<Node<'t>>,
}

#[derive(Debug)]
pub(super) struct Parameter<'t> {
    pub(super) name: &'t str,
    /// `@name`: taken from the caller's surroundings.
    pub(super) is_implicit: bool,
    pub(super) default: Option<Expression<'t>>,
}

#[derive(Debug)]
pub(super) enum Node<'t> {
    Show(Expression<'t>),
    If {
        /// `if` and each `elif`.
        arms: Vec<(Expression<'t>, Vec<Node<'t>>)>,
        otherwise: Vec<Node<'t>>,
    },
    For {
        each: Each<'t>,
        body: Vec<Node<'t>>,
        otherwise: Vec<Node<'t>>,
    },
    Set {
        name: &'t str,
        is_global: bool,
        value: Expression<'t>,
    },
    /// `{% filter … %}`, and `{% set name %}` up to `{% endset %}`.
    Capture {
        set: Option<(&'t str, bool)>,
        arguments: Vec<Expression<'t>>,
        body: Vec<Node<'t>>,
    },
    Block {
        name: At<&'t str>,
        body: Vec<Node<'t>>,
    },
    Include(&'t str),
}

/// `key, value in over`
#[derive(Debug)]
pub(super) struct Each<'t> {
    pub(super) key: Option<&'t str>,
    pub(super) value: &'t str,
    pub(super) over: Box<Expression<'t>>,
}

#[derive(Debug)]
pub(super) enum Expression<'t> {
    Constant(Shape),
    /// A text between quotes: some filters take the name of a field in one.
    Text(At<&'t str>),
    Name(At<&'t str>),
    Field(Field<'t>),
    /// `list[0]`
    Item(Box<Expression<'t>>, Box<Expression<'t>>),
    /// `list[1:2]`
    Slice(Box<Expression<'t>>, Vec<Expression<'t>>),
    /// Its parts, and whether all of them are items: `...more` is none.
    List(Vec<Expression<'t>>, bool),
    /// Values by their keys; no key where it is no text, or where another map is spread.
    Map(Vec<(Option<&'t str>, Expression<'t>)>),
    Comprehension {
        each: Each<'t>,
        condition: Option<Box<Expression<'t>>>,
        item: Box<Expression<'t>>,
    },
    Filter(Applied<'t>),
    Test(Applied<'t>),
    Function(&'t str, Vec<Expression<'t>>),
    Component(Call<'t>),
    Not(Box<Expression<'t>>),
    And(Box<Expression<'t>>, Box<Expression<'t>>),
    Or(Box<Expression<'t>>, Box<Expression<'t>>),
    /// Every other operator: its operands.
    Operation(Vec<Expression<'t>>),
    /// `then if when else otherwise`
    Choice {
        when: Box<Expression<'t>>,
        then: Box<Expression<'t>>,
        otherwise: Box<Expression<'t>>,
    },
}

/// `of.name`, `of?.name` or `of["name"]`
#[derive(Debug)]
pub(super) struct Field<'t> {
    pub(super) of: Box<Expression<'t>>,
    /// Where `of` stands.
    pub(super) place: Span,
    pub(super) name: At<&'t str>,
    pub(super) is_optional: bool,
}

/// A filter or a test: `of | name(arguments)`.
#[derive(Debug)]
pub(super) struct Applied<'t> {
    pub(super) of: Box<Expression<'t>>,
    pub(super) name: At<&'t str>,
    pub(super) arguments: Vec<(At<&'t str>, Expression<'t>)>,
}

/// A component used: `<name arguments />`, or with a body.
#[derive(Debug)]
pub(super) struct Call<'t> {
    pub(super) name: At<String>,
    pub(super) arguments: Vec<(At<&'t str>, Expression<'t>)>,
    /// `{...map}`
    pub(super) spread: Vec<Expression<'t>>,
    pub(super) body: Vec<Node<'t>>,
}
