//! The `cel` crate with the functions of the form language, and the answers as its variables.

use super::answers::{Child, Told};
use super::generator::{HARM, OFTEN, PAPERS, SEX};
use cel::common::ast::{CallExpr, ComprehensionExpr, Expr, ListExpr, LiteralValue, operators};
use cel::extractors::Arguments;
use cel::objects::{Key, Map};
use cel::parser::Macro;
use cel::{Context, Env, ExecutionError, Value};
use std::collections::HashMap;
use std::sync::Arc;

/// The standard library of CEL, and `rows.sum(row, …)` and the like as macros over `map`.
pub fn environment() -> Arc<Env> {
    let mut env = Env::stdlib();
    for function in ["count", "sum", "min", "max", "mean"] {
        let expand = move |helper: &mut cel::parser::MacroExprHelper<'_>,
                           target: &mut Option<cel::parser::Expression>,
                           list: &mut Vec<cel::parser::Expression>| {
            let (body, row) = (list.pop().unwrap(), list.pop().unwrap());
            let Expr::Ident(row) = row.expr else { panic!("a name of a row") };
            let accumulated = "@result".to_owned();
            let init = helper.next_expr(Expr::List(ListExpr::new(Vec::new())));
            let always = helper.next_expr(Expr::Literal(LiteralValue::Boolean(true.into())));
            let so_far = helper.next_expr(Expr::Ident(accumulated.clone()));
            let one = helper.next_expr(Expr::List(ListExpr::new(vec![body])));
            let args = vec![so_far, one];
            let step =
                helper.next_expr(Expr::Call(CallExpr { func_name: operators::ADD.to_owned(), target: None, args }));
            let result = helper.next_expr(Expr::Ident(accumulated.clone()));
            let mapped = helper.next_expr(Expr::Comprehension(Box::new(ComprehensionExpr {
                iter_range: target.take().unwrap(),
                iter_var: row,
                iter_var2: None,
                accu_var: accumulated,
                accu_init: init,
                loop_cond: always,
                loop_step: step,
                result,
            })));
            let call = CallExpr { func_name: function.to_owned(), target: None, args: vec![mapped] };
            Ok(Some(helper.next_expr(Expr::Call(call))))
        };
        env.add_macro(Macro::receiver(function, 2, expand)).unwrap();
    }
    Arc::new(env)
}

/// What a function is given: its arguments, or the one list of them.
fn given(list: &Arc<Vec<Value>>) -> Arc<Vec<Value>> {
    match &***list {
        [Value::List(list)] => Arc::clone(list),
        _ => Arc::clone(list),
    }
}

fn double(value: &Value) -> f64 {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "the whole numbers of the oracle are small")]
        Value::Int(number) => *number as f64,
        Value::Float(number) => *number,
        other => panic!("{other:?} is not a number"),
    }
}

/// A number of several: whole where all are.
fn folded(list: &[Value], whole: fn(i64, i64) -> i64, real: fn(f64, f64) -> f64) -> Result<Value, ExecutionError> {
    let nothing = || ExecutionError::function_error("fold", "of nothing");
    let wholes: Option<Vec<i64>> =
        list.iter().map(|value| if let Value::Int(number) = value { Some(*number) } else { None }).collect();
    match wholes {
        Some(wholes) => wholes.into_iter().reduce(whole).map(Value::Int).ok_or_else(nothing),
        None => list.iter().map(double).reduce(real).map(Value::Float).ok_or_else(nothing),
    }
}

/// The whole years between two days, by trying.
pub fn years(from: &str, to: &str) -> i64 {
    let parts = |text: &str| {
        let mut parts = text.split('-').map(|part| part.parse::<i64>().unwrap());
        (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
    };
    let (from, to) = (parts(from), parts(to));
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let after = |years: i64| match from {
        (year, 2, 29) if !leap(year + years) => (year + years, 3, 1),
        (year, month, day) => (year + years, month, day),
    };
    (-300..300).rev().find(|years| after(*years) <= to).unwrap()
}

fn text(value: impl Into<String>) -> Value {
    Value::String(Arc::new(value.into()))
}

fn map(entries: Vec<(&str, Value)>) -> Value {
    let entries: HashMap<Key, Value> =
        entries.into_iter().map(|(key, value)| (Key::String(Arc::new(key.to_owned())), value)).collect();
    Value::Map(Map { map: Arc::new(entries) })
}

fn child(child: &Child) -> Vec<(&'static str, Value)> {
    vec![
        ("sex", text(SEX[child.sex])),
        ("in_school", Value::Bool(child.in_school)),
        ("years", Value::Int(child.years)),
        ("share", Value::Float(child.share.parse().unwrap())),
        ("arrived", text(child.arrived)),
        ("twice", Value::Int(child.years * 2)),
    ]
}

/// The same with every number in it a double.
fn in_doubles(value: Value) -> Value {
    match value {
        Value::Int(_) => Value::Float(double(&value)),
        Value::List(list) => Value::List(Arc::new(list.iter().cloned().map(in_doubles).collect())),
        Value::Map(map) => {
            let map = map.map.iter().map(|(key, value)| (key.clone(), in_doubles(value.clone()))).collect();
            Value::Map(Map { map: Arc::new(map) })
        }
        other => other,
    }
}

/// An expression with its whole numbers written as doubles: `age / 2` is `age / 2.0`.
pub fn with_doubles(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
        let end = match first {
            '\'' | '"' => rest[1..].find(first).expect("the other quote") + 2,
            _ if is_word(first) => rest.find(|letter: char| !is_word(letter)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (word, left) = rest.split_at(end);
        out.push_str(word);
        if word == "size" {
            out.push_str("InDoubles");
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
            out.push_str(".0");
        }
        rest = left;
    }
    out
}

/// The functions of the form language and the answers; all numbers as doubles, if wanted.
pub fn context(env: &Arc<Env>, told: &Told, doubles: bool) -> Context<'static, 'static> {
    let number = move |value: Value| if doubles { in_doubles(value) } else { value };
    let mut context = Context::with_env(Arc::clone(env));
    let add = &mut context;
    add.add_function("sum", move |Arguments(list): Arguments| {
        let list = given(&list);
        if list.is_empty() {
            Ok(number(Value::Int(0)))
        } else {
            folded(&list, |one, other| one + other, |one, other| one + other)
        }
    })
    .unwrap();
    add.add_function("min", |Arguments(list): Arguments| folded(&given(&list), i64::min, f64::min)).unwrap();
    add.add_function("max", |Arguments(list): Arguments| folded(&given(&list), i64::max, f64::max)).unwrap();
    add.add_function("mean", |Arguments(list): Arguments| {
        let list = given(&list);
        let sum: f64 = list.iter().map(double).sum();
        Value::Float(sum / f64::from(u32::try_from(list.len()).unwrap()))
    })
    .unwrap();
    add.add_function("count", move |Arguments(list): Arguments| {
        let count = given(&list).iter().filter(|value| **value == Value::Bool(true)).count();
        number(Value::Int(i64::try_from(count).unwrap()))
    })
    .unwrap();
    let years_between = move |from: Arc<String>, to: Arc<String>| number(Value::Int(years(&from, &to)));
    add.add_function("yearsBetween", years_between).unwrap();
    if doubles {
        let size = |list: Arc<Vec<Value>>| f64::from(u32::try_from(list.len()).unwrap());
        add.add_function("sizeInDoubles", size).unwrap();
    }
    add.add_function("date", |day: Arc<String>| Value::String(day)).unwrap();
    add.add_function("answered", |_: Value| true).unwrap();
    for state in ["declined", "doesNotKnow", "notAsked", "notConveyed", "notObservable"] {
        add.add_function(state, |_: Value| false).unwrap();
    }

    let (no_papers, locked_in) = (PAPERS[told.papers] == "taken", told.harm.contains(&1));
    let danger = told.harm.contains(&0) && told.age < 18;
    let pressure = [0, 1, 3, 2][told.papers] + if told.free { 0 } else { 2 };
    let load = told.hours + [0, 1, 2][told.often];
    let harm: Vec<_> = told.harm.iter().map(|place| text(HARM[*place])).collect();
    let variables = [
        ("papers", text(PAPERS[told.papers])),
        ("free", Value::Bool(told.free)),
        ("often", text(OFTEN[told.often])),
        ("harm", Value::List(Arc::new(harm))),
        ("age", Value::Int(told.age)),
        ("hours", Value::Int(told.hours)),
        ("pay", Value::Float(told.pay.parse().unwrap())),
        ("rate", Value::Float(told.rate.parse().unwrap())),
        ("born", text(told.born)),
        ("came", text(told.came)),
        ("today", text("2026-11-02")),
        ("total", Value::Int(told.age + told.hours)),
        ("heavy", Value::Bool(told.hours > 12)),
        ("kids", Value::List(Arc::new(told.kids.iter().map(|kid| map(child(kid))).collect()))),
        ("scores", map(vec![("pressure", Value::Int(pressure)), ("load", Value::Int(load))])),
        (
            "bands",
            map(vec![
                ("pressure", text(if pressure >= 3 { "high" } else { "low" })),
                ("load", map(vec![("strict", text(if load >= 10 { "poor" } else { "fair" }))])),
            ]),
        ),
        ("indicators", map(vec![("no_papers", Value::Bool(no_papers)), ("locked_in", Value::Bool(locked_in))])),
        ("dimensions", map(vec![("control", Value::Bool(no_papers && locked_in))])),
        ("alerts", map(vec![("danger", Value::Bool(danger))])),
        ("noIndicator", Value::Bool(!no_papers && !locked_in && !danger)),
    ];
    for (name, value) in variables {
        context.add_variable_from_value(name, number(value));
    }
    context
}

/// The same with the items of a row under their own names.
pub fn in_row<'c>(outer: &'c Context<'static, 'static>, kid: &Child, doubles: bool) -> Context<'c, 'static> {
    let mut inner = outer.new_inner_scope();
    for (name, value) in child(kid) {
        inner.add_variable_from_value(name, if doubles { in_doubles(value) } else { value });
    }
    inner
}
