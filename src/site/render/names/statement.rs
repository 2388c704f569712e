//! Statements: what stands in `{% … %}`, and all of a template.
//!
//! Takes a template's text; gives its tree. The engine has accepted the text before, so what it would refuse is read
//! without a word here.

use super::expression::{component_with_body, each, expression, list, named};
use super::reader::{Read, Reader};
use super::token::Token;
use super::tree::{Applied, Component, Expression, Node, Parameter, Template};
use crate::site::views::Shape;

/// Reads a whole template, or says where it cannot be read.
pub(super) fn template(text: &str) -> Read<Template<'_>> {
    let mut reader = Reader::new(text)?;
    let mut template = Template::default();
    while reader.peek().is_some() {
        if reader.peek() == Some(Token::Tag) && reader.peek_at(1) == Some(Token::Word("extends")) {
            reader.next()?;
            reader.next()?;
            template.parent = Some(reader.text()?);
            reader.expect(Token::Close)?;
        } else if reader.peek() == Some(Token::Tag) && reader.peek_at(1) == Some(Token::Word("component")) {
            reader.next()?;
            reader.next()?;
            template.components.push(component(&mut reader)?);
            reader.expect(Token::Close)?;
        } else {
            template.nodes.push(node(&mut reader)?);
        }
    }
    template.sets = reader.sets;
    Ok(template)
}

/// Everything up to a tag that starts with one of `ends`; the reader is left at that.
pub(super) fn nodes<'t>(reader: &mut Reader<'t>, ends: &[Token<'_>]) -> Read<Vec<Node<'t>>> {
    reader.deeper(|reader| {
        let mut nodes = Vec::new();
        loop {
            if reader.peek() == Some(Token::Tag) && reader.peek_at(1).is_some_and(|token| ends.contains(&token)) {
                reader.next()?;
                return Ok(nodes);
            }
            nodes.push(node(reader)?);
        }
    })
}

/// Everything up to the tag `end`, which is read too but for its close.
fn body<'t>(reader: &mut Reader<'t>, end: &'static str) -> Read<Vec<Node<'t>>> {
    let nodes = nodes(reader, &[Token::Word(end)])?;
    reader.next()?;
    Ok(nodes)
}

fn node<'t>(reader: &mut Reader<'t>) -> Read<Node<'t>> {
    let node = if reader.takes(Token::Print) {
        Node::Show(expression(reader)?)
    } else {
        reader.expect(Token::Tag)?;
        tag(reader)?
    };
    reader.expect(Token::Close)?;
    Ok(node)
}

fn tag<'t>(reader: &mut Reader<'t>) -> Read<Node<'t>> {
    let place = reader.place();
    match reader.next()? {
        Token::Word("if") => condition(reader),
        Token::Word("for") => repetition(reader),
        Token::Word("set") => set(reader, false),
        Token::Word("set_global") => set(reader, true),
        Token::Word("filter") => {
            let arguments = filters(reader)?;
            Ok(Node::Capture { set: None, arguments, body: body(reader, "endfilter")? })
        }
        Token::Word("block") => {
            let name = reader.word()?;
            reader.expect(Token::Close)?;
            let body = body(reader, "endblock")?;
            reader.takes(Token::Word(name.value));
            Ok(Node::Block { name, body })
        }
        Token::Word("include") => Ok(Node::Include(reader.text()?)),
        Token::Word("break" | "continue") => Ok(Node::Show(Expression::Constant(Shape::Any))),
        Token::Sign("<") => Ok(Node::Show(Expression::Component(component_with_body(reader)?))),
        _ => Err(place),
    }
}

fn condition<'t>(reader: &mut Reader<'t>) -> Read<Node<'t>> {
    let mut arms = Vec::new();
    loop {
        let when = expression(reader)?;
        reader.expect(Token::Close)?;
        let then = nodes(reader, &[Token::Word("elif"), Token::Word("else"), Token::Word("endif")])?;
        arms.push((when, then));
        match reader.next()? {
            Token::Word("elif") => {}
            Token::Word("else") => {
                reader.expect(Token::Close)?;
                return Ok(Node::If { arms, otherwise: body(reader, "endif")? });
            }
            _ => return Ok(Node::If { arms, otherwise: Vec::new() }),
        }
    }
}

fn repetition<'t>(reader: &mut Reader<'t>) -> Read<Node<'t>> {
    let each = each(reader, 0)?;
    reader.expect(Token::Close)?;
    let inner = nodes(reader, &[Token::Word("else"), Token::Word("endfor")])?;
    let otherwise = if reader.next()? == Token::Word("else") {
        reader.expect(Token::Close)?;
        body(reader, "endfor")?
    } else {
        Vec::new()
    };
    Ok(Node::For { each, body: inner, otherwise })
}

fn set<'t>(reader: &mut Reader<'t>, is_global: bool) -> Read<Node<'t>> {
    let name = reader.word()?.value;
    reader.sets.push(name);
    if reader.sign("=") {
        return Ok(Node::Set { name, is_global, value: expression(reader)? });
    }
    let arguments = if reader.sign("|") { filters(reader)? } else { closed(reader)? };
    Ok(Node::Capture { set: Some((name, is_global)), arguments, body: body(reader, "endset")? })
}

fn closed<'t>(reader: &mut Reader<'t>) -> Read<Vec<Expression<'t>>> {
    reader.expect(Token::Close)?;
    Ok(Vec::new())
}

/// `name(arguments) | …` up to the close: the values of all arguments.
fn filters<'t>(reader: &mut Reader<'t>) -> Read<Vec<Expression<'t>>> {
    let mut values = Vec::new();
    loop {
        let Applied { arguments, .. } = named(reader, Box::new(Expression::Constant(Shape::Any)))?;
        values.extend(arguments.into_iter().map(|(_, value)| value));
        if !reader.sign("|") {
            reader.expect(Token::Close)?;
            return Ok(values);
        }
    }
}

fn component<'t>(reader: &mut Reader<'t>) -> Read<Component<'t>> {
    let name = reader.dotted()?.value;
    reader.expect_sign("(")?;
    let mut rest = None;
    let parameters = list(reader, ")", |reader| {
        if reader.sign("...") {
            rest = Some(reader.word()?.value);
            return Ok(None);
        }
        parameter(reader).map(Some)
    })?;
    if reader.is_sign("{") {
        // What the component says about itself: no names.
        expression(reader)?;
    }
    reader.expect(Token::Close)?;
    let body = body(reader, "endcomponent")?;
    if let Some(Token::Word(_)) = reader.peek() {
        reader.dotted()?;
    }
    Ok(Component { name, parameters: parameters.into_iter().flatten().collect(), rest, body })
}

fn parameter<'t>(reader: &mut Reader<'t>) -> Read<Parameter<'t>> {
    let is_implicit = reader.sign("@");
    let name = reader.word()?.value;
    reader.sets.push(name);
    if reader.sign(":") {
        reader.word()?;
    }
    let default = if reader.sign("=") { Some(expression(reader)?) } else { None };
    Ok(Parameter { name, is_implicit, default })
}
