//! Expressions: what stands in `{{ … }}`, in conditions and in arguments.
//!
//! Takes the reader at the start of one; gives the expression, with the engine's own rules of what binds tighter.

use super::reader::{Read, Reader};
use super::statement;
use super::token::Token;
use super::tree::{Applied, Call, Each, Expression, Field};
use crate::model::{At, Span};
use crate::site::views::{Plain, Shape};

/// How tight an operator binds: to what stands left of it, and right of it.
type Binding = (u8, u8);

const NOT: u8 = 5;
const MINUS: u8 = 20;
/// An expression that ends before ` if `.
const WITHOUT_CHOICE: u8 = 1;
const MEMBERSHIP: Binding = (5, 6);

/// Any expression.
pub(super) fn expression<'t>(reader: &mut Reader<'t>) -> Read<Expression<'t>> {
    binding(reader, 0)
}

/// An expression of operators that bind at least as tight as `least`.
fn binding<'t>(reader: &mut Reader<'t>, least: u8) -> Read<Expression<'t>> {
    reader.deeper(|reader| {
        let start = reader.place().start;
        let mut left = operand(reader)?;
        while let Some(token) = reader.peek() {
            left = match token {
                Token::Sign("[") => subscript(reader, left, start)?,
                Token::Word("if") if least == 0 => return choice(reader, left),
                Token::Word("not") if MEMBERSHIP.0 >= least => {
                    reader.next()?;
                    continue;
                }
                _ => match operator(token) {
                    Some((left_bound, right)) if left_bound >= least => {
                        reader.next()?;
                        applied(reader, token, left, right)?
                    }
                    _ => break,
                },
            };
        }
        Ok(left)
    })
}

fn operator(token: Token<'_>) -> Option<Binding> {
    Some(match token {
        Token::Word("or") => (1, 2),
        Token::Word("and") => (3, 4),
        Token::Word("in" | "is") => MEMBERSHIP,
        Token::Sign("==" | "!=" | "<" | "<=" | ">" | ">=") => (7, 8),
        Token::Sign("+" | "-") => (11, 12),
        Token::Sign("*" | "/" | "%" | "~" | "//") => (13, 14),
        Token::Sign("**") => (16, 15),
        Token::Sign("|") => (17, 18),
        _ => return None,
    })
}

fn applied<'t>(reader: &mut Reader<'t>, operator: Token<'t>, left: Expression<'t>, right: u8) -> Read<Expression<'t>> {
    let left = Box::new(left);
    Ok(match operator {
        Token::Word("is") => {
            let is_not = reader.takes(Token::Word("not"));
            let test = Expression::Test(named(reader, left)?);
            if is_not { Expression::Not(Box::new(test)) } else { test }
        }
        Token::Sign("|") => Expression::Filter(named(reader, left)?),
        Token::Word("and") => Expression::And(left, Box::new(binding(reader, right)?)),
        Token::Word("or") => Expression::Or(left, Box::new(binding(reader, right)?)),
        _ => Expression::Operation(vec![*left, binding(reader, right)?]),
    })
}

/// `name(arguments)` of a filter or a test.
pub(super) fn named<'t>(reader: &mut Reader<'t>, of: Box<Expression<'t>>) -> Read<Applied<'t>> {
    let name = reader.word()?;
    let arguments = if reader.is_sign("(") { arguments(reader)? } else { Vec::new() };
    Ok(Applied { of, name, arguments })
}

/// `(key=value, …)`
fn arguments<'t>(reader: &mut Reader<'t>) -> Read<Vec<(At<&'t str>, Expression<'t>)>> {
    reader.expect_sign("(")?;
    list(reader, ")", |reader| {
        let key = reader.word()?;
        reader.expect_sign("=")?;
        Ok((key, expression(reader)?))
    })
}

/// Things with commas between them, up to `end`.
pub(super) fn list<'t, T>(
    reader: &mut Reader<'t>,
    end: &'static str,
    mut one: impl FnMut(&mut Reader<'t>) -> Read<T>,
) -> Read<Vec<T>> {
    let mut all = Vec::new();
    while !reader.sign(end) {
        if !all.is_empty() {
            reader.expect_sign(",")?;
            if reader.sign(end) {
                break;
            }
        }
        all.push(one(reader)?);
    }
    Ok(all)
}

fn choice<'t>(reader: &mut Reader<'t>, then: Expression<'t>) -> Read<Expression<'t>> {
    reader.expect(Token::Word("if"))?;
    let when = Box::new(expression(reader)?);
    reader.expect(Token::Word("else"))?;
    Ok(Expression::Choice { when, then: Box::new(then), otherwise: Box::new(expression(reader)?) })
}

fn operand<'t>(reader: &mut Reader<'t>) -> Read<Expression<'t>> {
    let place = reader.place();
    Ok(match reader.next()? {
        Token::Number => Expression::Constant(Shape::Plain(Plain::Number)),
        Token::Text(text) => Expression::Text(At::new(text, Span::new(place.start + 1, place.end - 1))),
        Token::Word("true" | "True" | "false" | "False") => Expression::Constant(Shape::Plain(Plain::YesOrNo)),
        Token::Word("none" | "None" | "null") => Expression::Constant(Shape::Any),
        Token::Word("not") => Expression::Not(Box::new(binding(reader, NOT)?)),
        Token::Word(word) => return path(reader, At::new(word, place)),
        Token::Sign("-") => Expression::Operation(vec![binding(reader, MINUS)?]),
        Token::Sign("<") => Expression::Component(component(reader)?),
        Token::Sign("(") => {
            let inner = expression(reader)?;
            reader.expect_sign(")")?;
            inner
        }
        Token::Sign("[") => return array(reader),
        Token::Sign("{") => Expression::Map(list(reader, "}", entry)?),
        _ => return Err(place),
    })
}

/// A function, or a name with what is looked up in it.
fn path<'t>(reader: &mut Reader<'t>, name: At<&'t str>) -> Read<Expression<'t>> {
    if reader.is_sign("(") {
        let values = arguments(reader)?.into_iter().map(|(_, value)| value).collect();
        return Ok(Expression::Function(name.value, values));
    }
    let start = name.span.start;
    let mut path = Expression::Name(name);
    loop {
        path = match reader.peek() {
            Some(Token::Sign(sign @ ("." | "?."))) => {
                let place = Span::new(start, reader.behind());
                reader.next()?;
                let name = reader.word()?;
                Expression::Field(Field { of: Box::new(path), place, name, is_optional: sign == "?." })
            }
            Some(Token::Sign("[" | "?[")) => subscript(reader, path, start)?,
            _ => return Ok(path),
        }
    }
}

/// `[…]` behind what starts at `start`: a field, an item, or a slice.
fn subscript<'t>(reader: &mut Reader<'t>, of: Expression<'t>, start: usize) -> Read<Expression<'t>> {
    let place = Span::new(start, reader.behind());
    let is_optional = reader.next()? == Token::Sign("?[");
    let key = reader.place();
    if let (Some(Token::Text(text)), Some(Token::Sign("]"))) = (reader.peek(), reader.peek_at(1)) {
        reader.next()?;
        reader.next()?;
        let name = At::new(text, Span::new(key.start + 1, key.end - 1));
        return Ok(Expression::Field(Field { of: Box::new(of), place, name, is_optional }));
    }
    let mut parts = Vec::new();
    let mut is_slice = false;
    while !reader.sign("]") {
        if reader.sign(":") {
            is_slice = true;
        } else {
            parts.push(expression(reader)?);
        }
    }
    let of = Box::new(of);
    match parts.pop() {
        Some(only) if !is_slice && parts.is_empty() => Ok(Expression::Item(of, Box::new(only))),
        Some(last) if is_slice => {
            parts.push(last);
            Ok(Expression::Slice(of, parts))
        }
        None if is_slice => Ok(Expression::Slice(of, parts)),
        _ => Err(key),
    }
}

fn array<'t>(reader: &mut Reader<'t>) -> Read<Expression<'t>> {
    let mut has_spread = false;
    let mut item = |reader: &mut Reader<'t>| {
        has_spread |= reader.sign("...");
        expression(reader)
    };
    if reader.sign("]") {
        return Ok(Expression::List(Vec::new(), true));
    }
    let first = item(reader)?;
    if reader.takes(Token::Word("for")) {
        return comprehension(reader, first);
    }
    let mut items = vec![first];
    if !reader.sign("]") {
        reader.expect_sign(",")?;
        items.extend(list(reader, "]", item)?);
    }
    Ok(Expression::List(items, !has_spread))
}

fn comprehension<'t>(reader: &mut Reader<'t>, item: Expression<'t>) -> Read<Expression<'t>> {
    let each = each(reader, WITHOUT_CHOICE)?;
    let condition =
        if reader.takes(Token::Word("if")) { Some(Box::new(binding(reader, WITHOUT_CHOICE)?)) } else { None };
    reader.expect_sign("]")?;
    Ok(Expression::Comprehension { each, condition, item: Box::new(item) })
}

/// `value in over` or `key, value in over`.
pub(super) fn each<'t>(reader: &mut Reader<'t>, least: u8) -> Read<Each<'t>> {
    let first = reader.word()?.value;
    let second = if reader.sign(",") { Some(reader.word()?.value) } else { None };
    reader.expect(Token::Word("in"))?;
    let over = Box::new(binding(reader, least)?);
    Ok(match second {
        Some(value) => Each { key: Some(first), value, over },
        None => Each { key: None, value: first, over },
    })
}

fn entry<'t>(reader: &mut Reader<'t>) -> Read<(Option<&'t str>, Expression<'t>)> {
    if reader.sign("...") {
        return Ok((None, expression(reader)?));
    }
    let key = match reader.next()? {
        Token::Text(text) => Some(text),
        _ => None,
    };
    reader.expect_sign(":")?;
    Ok((key, expression(reader)?))
}

/// `name arguments />`, behind the `<`.
fn component<'t>(reader: &mut Reader<'t>) -> Read<Call<'t>> {
    let call = opening(reader)?;
    reader.expect_sign("/")?;
    reader.expect_sign(">")?;
    Ok(call)
}

/// `name arguments> %}…{% </name>`, behind the `<`.
pub(super) fn component_with_body<'t>(reader: &mut Reader<'t>) -> Read<Call<'t>> {
    let mut call = opening(reader)?;
    reader.expect_sign(">")?;
    reader.expect(Token::Close)?;
    call.body = statement::nodes(reader, &[Token::Sign("</")])?;
    reader.expect_sign("</")?;
    reader.dotted()?;
    reader.expect_sign(">")?;
    Ok(call)
}

fn opening<'t>(reader: &mut Reader<'t>) -> Read<Call<'t>> {
    let name = reader.dotted()?;
    let mut call = Call { name, arguments: Vec::new(), spread: Vec::new(), body: Vec::new() };
    loop {
        if reader.sign("{") {
            reader.expect_sign("...")?;
            call.spread.push(expression(reader)?);
            reader.expect_sign("}")?;
        } else if let Some(Token::Word(_)) = reader.peek() {
            let name = reader.word()?;
            call.arguments.push((name, argument(reader, name)?));
        } else {
            return Ok(call);
        }
    }
}

/// `="text"`, `={expression}`, or nothing where the name says it all.
fn argument<'t>(reader: &mut Reader<'t>, name: At<&'t str>) -> Read<Expression<'t>> {
    if !reader.sign("=") {
        return Ok(Expression::Name(name));
    }
    if reader.sign("{") {
        let value = expression(reader)?;
        reader.expect_sign("}")?;
        return Ok(value);
    }
    reader.text()?;
    Ok(Expression::Constant(Shape::Plain(Plain::Text)))
}
