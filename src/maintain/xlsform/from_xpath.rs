//! A condition of an XLSForm in the form language, or why it cannot be.
//!
//! Invariant: once every question it reads is closed, the translation is true wherever the original is: no question is lost
//! that the original asks. Where nothing was answered, XPath reads an empty text: `= 'x'` is then false, and here unknown,
//! which asks no more and concludes no less; `!= 'x'` is then true, so the translation says that it is (`!answered(q)`), and
//! is refused where the question may not apply, as that cannot be said. Numbers made with `if` are refused: there a silence
//! would count as no.

use super::super::finding::quoted;
use super::questions::{Asked, Question, Questions};
use super::xpath::{Path, Sign, parse};

/// Why something has no translation.
pub(super) type Refusal = String;

/// A condition on its way.
#[derive(Debug, PartialEq)]
enum Made {
    Any(Vec<Made>),
    All(Vec<Made>),
    Atom(String),
}

impl Made {
    fn text(&self) -> String {
        let joined = |parts: &[Self], sign: &str| {
            let part = |part: &Self| match part {
                Self::Atom(text) => text.clone(),
                other => format!("({})", other.text()),
            };
            parts.iter().map(part).collect::<Vec<_>>().join(sign)
        };
        match self {
            Self::Atom(text) => text.clone(),
            Self::Any(parts) => joined(parts, " || "),
            Self::All(parts) => joined(parts, " && "),
        }
    }

    /// Parts as one, with those of the same kind put among them.
    fn of(any: bool, parts: Vec<Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            match part {
                Self::Any(inner) if any => flat.extend(inner),
                Self::All(inner) if !any => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if any { Self::Any(flat) } else { Self::All(flat) }
    }
}

/// Translates; `own` is the question that `.` stands for.
pub(super) struct Translation<'k> {
    pub(super) known: &'k Questions,
    pub(super) own: Option<&'k Question>,
}

/// A condition in the form language.
///
/// # Errors
/// Why it has none.
pub(super) fn condition(text: &str, own: Option<&Question>, known: &Questions) -> Result<String, Refusal> {
    let path = parse(text)?;
    Translation { known, own }.condition(&path, true).map(|made| made.text())
}

/// A calculation: a condition or a number.
///
/// # Errors
/// Why it has no translation.
pub(super) fn calculation(text: &str, known: &Questions) -> Result<String, Refusal> {
    let translation = Translation { known, own: None };
    match parse(text)? {
        Path::Text(_) => Err("it is a text, which is no calculation here".into()),
        path @ (Path::Number(_) | Path::Negative(_) | Path::Question(_)) => {
            translation.number(&path).map(|(text, _)| text)
        }
        path @ Path::Two(Sign::Plus | Sign::Minus | Sign::Times | Sign::Divided | Sign::Rest, _) => {
            translation.number(&path).map(|(text, _)| text)
        }
        path => translation.condition(&path, true).map(|made| made.text()),
    }
}

/// The bounds that a constraint is nothing but: keys of the item with their values.
pub(super) fn bounds(text: &str, asked: Asked) -> Option<Vec<(&'static str, String)>> {
    let path = parse(text).ok()?;
    let sides = match path {
        Path::Two(Sign::And, sides) => sides.to_vec(),
        other => vec![other],
    };
    let bound = |side: &Path<'_>| -> Option<(&'static str, String)> {
        let Path::Two(sign, sides) = side else { return None };
        let [Path::Own, value] = &**sides else { return None };
        let value = match (asked, value) {
            (Asked::Number, Path::Number(text)) => (*text).into(),
            (Asked::Number, Path::Negative(inner)) => match &**inner {
                Path::Number(text) => format!("-{text}"),
                _ => return None,
            },
            (Asked::Day, Path::Call("today", none)) if none.is_empty() => "today".into(),
            (Asked::Day, Path::Call("date", one)) => match one.as_slice() {
                [Path::Text(day)] => (*day).into(),
                _ => return None,
            },
            _ => return None,
        };
        let key = match (asked, sign) {
            (Asked::Number, Sign::AtLeast) => "min",
            (Asked::Number, Sign::AtMost) => "max",
            (_, Sign::AtLeast) => "earliest",
            (_, Sign::AtMost) => "latest",
            _ => return None,
        };
        Some((key, value))
    };
    let found: Vec<_> = sides.iter().map(bound).collect::<Option<_>>()?;
    let twice = matches!(found.as_slice(), [one, other] if one.0 == other.0);
    (!twice).then_some(found)
}

/// A choice filter `column = ${question}`: the column and the question.
pub(super) fn filter(text: &str) -> Option<(String, String)> {
    match parse(text).ok()? {
        Path::Two(Sign::Equal, sides) => match &*sides {
            [Path::Name(column), Path::Question(name)] | [Path::Question(name), Path::Name(column)] => {
                Some(((*column).into(), (*name).into()))
            }
            _ => None,
        },
        _ => None,
    }
}

impl<'k> Translation<'k> {
    fn question(&self, path: &Path<'_>) -> Result<Option<&'k Question>, Refusal> {
        match path {
            Path::Own => self.own.map(Some).ok_or_else(|| "`.` stands for nothing here".into()),
            Path::Question(name) => {
                let known = self.known.named(name).map(Some);
                known.ok_or_else(|| format!("there is no question {}", quoted(name)))
            }
            _ => Ok(None),
        }
    }

    /// A condition, or the opposite of one.
    fn condition(&self, path: &Path<'_>, holds: bool) -> Result<Made, Refusal> {
        match path {
            Path::Two(sign @ (Sign::Or | Sign::And), _) => {
                let mut parts = Vec::new();
                chain(path, *sign, &mut parts);
                self.joined(*sign, &parts, holds)
            }
            Path::Call("not", one) => match one.as_slice() {
                [inner] => self.condition(inner, !holds),
                _ => Err("`not` takes one condition".into()),
            },
            Path::Two(..) | Path::Call("selected", _) => self.atom(path, holds, false),
            Path::Call(name, _) => Err(function(name)),
            Path::Question(name) => Err(format!("{} alone is no condition: compare it", quoted(name))),
            _ => Err("this is no condition".into()),
        }
    }

    fn joined(&self, sign: Sign, parts: &[&Path<'_>], holds: bool) -> Result<Made, Refusal> {
        let any = (sign == Sign::Or) == holds;
        let mut made = Vec::new();
        let mut place = 0;
        while let Some(part) = parts.get(place) {
            place += 1;
            // `${q} != '' and ${q} != 'x'`: that it is answered is said, and need not be said again.
            if sign == Sign::And && holds {
                let answered = self.is_answered_test(part);
                let next = parts.get(place).filter(|next| answered.is_some() && self.of_empty(next) == answered);
                if let Some(next) = next {
                    place += 1;
                    made.push(self.atom(next, true, true)?);
                    continue;
                }
            }
            // `${q} = 'x' or ${q} = 'y'`
            if sign == Sign::Or && holds {
                let run: Vec<_> = parts.iter().skip(place - 1).map_while(|part| self.equality(part)).collect();
                let same = run.iter().take_while(|one| Some(&one.0) == run.first().map(|first| &first.0)).count();
                if same > 1 {
                    place += same - 1;
                    let codes: Vec<String> = run.iter().take(same).map(|(_, code)| format!("'{code}'")).collect();
                    let id = run.first().map_or("", |(id, _)| id);
                    made.push(Made::Atom(format!("{id} in [{}]", codes.join(", "))));
                    continue;
                }
            }
            made.push(self.condition(part, holds)?);
        }
        Ok(Made::of(any, made))
    }

    /// The question of `${q} != ''`.
    fn is_answered_test(&self, path: &Path<'_>) -> Option<&str> {
        let Path::Two(Sign::Unequal, sides) = path else { return None };
        let [side, Path::Text("")] = &**sides else { return None };
        self.question(side).ok().flatten().map(|question| question.id.as_str())
    }

    /// The question without whose answer a condition holds.
    fn of_empty(&self, path: &Path<'_>) -> Option<&str> {
        let (inner, holds) = match path {
            Path::Call("not", one) => (one.first()?, false),
            other => (other, true),
        };
        let side = match inner {
            Path::Call("selected", of) if !holds => of.first()?,
            Path::Two(sign, sides) if (*sign == Sign::Unequal) == holds && sign.opposite().is_some() => {
                match &**sides {
                    [_, Path::Text("")] => return None,
                    [side, _] => side,
                }
            }
            _ => return None,
        };
        self.question(side).ok().flatten().map(|question| question.id.as_str())
    }

    /// `${q} = 'x'` of a single question: its id and the code.
    fn equality(&self, path: &Path<'_>) -> Option<(&'k str, &'k str)> {
        let Path::Two(Sign::Equal, sides) = path else { return None };
        let [side, Path::Text(name) | Path::Number(name)] = &**sides else { return None };
        let question = self.question(side).ok().flatten()?;
        (question.asked == Asked::Single).then_some(())?;
        Some((&question.id, question.code(name)?))
    }

    /// A comparison; `guarded` where it is said beside it that the question is answered.
    fn atom(&self, path: &Path<'_>, holds: bool, guarded: bool) -> Result<Made, Refusal> {
        if let Path::Call("not", one) = path
            && let [inner] = one.as_slice()
        {
            return self.atom(inner, !holds, guarded);
        }
        let (sign, left, right) = match path {
            Path::Call("selected", of) => match of.as_slice() {
                [of, Path::Text(name)] => return self.selected(of, name, holds, guarded),
                _ => return Err("`selected` takes a question and a choice in quotes".into()),
            },
            Path::Two(sign, sides) => {
                let [left, right] = &**sides;
                let literal = matches!(left, Path::Text(_) | Path::Number(_) | Path::Negative(_));
                if literal { (sign.turned(), right, left) } else { (*sign, left, right) }
            }
            _ => return Err("this is no condition".into()),
        };
        let Some(opposite) = sign.opposite() else { return Err("this is a number, not a condition".into()) };
        // Of an empty text only `!=` holds.
        let of_empty = (sign == Sign::Unequal) == holds;
        let sign = if holds { sign } else { opposite };
        let question = self.question(left)?;
        if let (Some(question), Path::Text("")) = (question, right) {
            return self.answered(question, sign);
        }
        let guard = |question: Option<&Question>, atom: String, code: Option<&str>| {
            if of_empty { self.guarded(question, atom, code, guarded) } else { Ok(Made::Atom(atom)) }
        };
        if let Some(question) = question
            && let Path::Text(name) | Path::Number(name) = right
            && !matches!(question.asked, Asked::Number)
        {
            let word = match (sign, question.asked) {
                (_, Asked::Single) => word(sign),
                (Sign::Equal, Asked::Calculation) if *name == "true" && holds => {
                    return Ok(Made::Atom(question.id.clone()));
                }
                (_, Asked::Calculation) if matches!(right, Path::Number(_)) => {
                    return self.numbers(sign, left, right, guarded, of_empty);
                }
                (_, Asked::Calculation) => {
                    return Err("of a calculation only `= 'true'` and numbers can be asked".into());
                }
                (_, Asked::Multiple) => {
                    return Err("several choices are not compared: write `selected(${…}, '…')`".into());
                }
                (_, Asked::Words) => return Err("of a text or a time only whether it is answered can be asked".into()),
                (_, Asked::Day) => return Err("a day is compared with `today()` or `date('2001-02-03')`".into()),
                (_, Asked::Nothing | Asked::Number) => return Err("it has no answer that could be compared".into()),
            };
            let code = question.code(name).ok_or_else(|| no_choice(question, name))?;
            let (Sign::Equal | Sign::Unequal) = sign else { return Err("choices have no order".into()) };
            return guard(Some(question), format!("{} {word} '{code}'", question.id), Some(code));
        }
        if self.is_day(left)? || self.is_day(right)? {
            let atom = format!("{} {} {}", self.day(left)?, word(sign), self.day(right)?);
            let plain = question.filter(|_| self.question(right).ok().flatten().is_none());
            return guard(plain, atom, None);
        }
        self.numbers(sign, left, right, guarded, of_empty)
    }

    fn numbers(
        &self,
        sign: Sign,
        left: &Path<'_>,
        right: &Path<'_>,
        guarded: bool,
        of_empty: bool,
    ) -> Result<Made, Refusal> {
        let atom = format!("{} {} {}", self.number(left)?.0, word(sign), self.number(right)?.0);
        if !of_empty {
            return Ok(Made::Atom(atom));
        }
        let plain = self.question(left)?.filter(|_| matches!(right, Path::Number(_) | Path::Negative(_)));
        self.guarded(plain, atom, None, guarded)
    }

    /// An atom that the original takes for true where the question has no answer.
    fn guarded(
        &self,
        question: Option<&Question>,
        atom: String,
        code: Option<&str>,
        guarded: bool,
    ) -> Result<Made, Refusal> {
        let Some(question) = question.filter(|question| question.asked != Asked::Calculation) else {
            return Err(
                "it holds where something has no answer, which cannot be said of more than one question: turn it \
                        round, as `<=` for `not(… > …)`"
                    .into(),
            );
        };
        if guarded || self.own.is_some_and(|own| own.id == question.id) {
            return Ok(Made::Atom(atom));
        }
        if question.may_not_apply {
            let name = &question.name;
            return Err(format!(
                "in XLSForm this holds too where {} does not apply, and here it could not: write `${{{name}}} != '' and …`, \
                 or name the choices for which it holds",
                quoted(name)
            ));
        }
        match (&question.when_missing, code) {
            // A silence reads as another choice, for which it holds.
            (Some(reads), Some(code)) if reads != code => Ok(Made::Atom(atom)),
            _ => Ok(Made::Any(vec![Made::Atom(atom), Made::Atom(format!("!answered({})", question.id))])),
        }
    }

    fn answered(&self, question: &Question, sign: Sign) -> Result<Made, Refusal> {
        if matches!(question.asked, Asked::Nothing | Asked::Calculation) || self.own.is_some() {
            return Err("it has no answer that could be missing".into());
        }
        match sign {
            Sign::Unequal => Ok(Made::Atom(format!("answered({})", question.id))),
            Sign::Equal if !question.may_not_apply => Ok(Made::Atom(format!("!answered({})", question.id))),
            Sign::Equal => Err(format!(
                "in XLSForm this holds too where {} does not apply, and here it could not",
                quoted(&question.name)
            )),
            _ => Err("an empty text has no order".into()),
        }
    }

    fn selected(&self, of: &Path<'_>, name: &str, holds: bool, guarded: bool) -> Result<Made, Refusal> {
        let Some(question) = self.question(of)? else { return Err("`selected` takes a question".into()) };
        let code = question.code(name).ok_or_else(|| no_choice(question, name))?;
        let id = &question.id;
        let atom = match (question.asked, holds) {
            (Asked::Multiple, true) => format!("'{code}' in {id}"),
            (Asked::Multiple, false) => format!("!('{code}' in {id})"),
            (Asked::Single, true) if code == "yes" && question.is_yes_no() => id.clone(),
            (Asked::Single, false) if code == "yes" && question.is_yes_no() => format!("!{id}"),
            (Asked::Single, true) => format!("{id} == '{code}'"),
            (Asked::Single, false) => format!("{id} != '{code}'"),
            _ => return Err("`selected` asks of questions with choices".into()),
        };
        if holds { Ok(Made::Atom(atom)) } else { self.guarded(Some(question), atom, Some(code), guarded) }
    }

    fn is_day(&self, path: &Path<'_>) -> Result<bool, Refusal> {
        Ok(match path {
            Path::Call("today" | "date", _) => true,
            other => self.question(other)?.is_some_and(|question| question.asked == Asked::Day),
        })
    }

    fn day(&self, path: &Path<'_>) -> Result<String, Refusal> {
        match path {
            Path::Call("today", none) if none.is_empty() => Ok("today".into()),
            Path::Call("date", one) => match one.as_slice() {
                [Path::Text(day)] => Ok(format!("date('{day}')")),
                _ => Err("`date` takes a day in quotes".into()),
            },
            other => match self.question(other)? {
                Some(question) if question.asked == Asked::Day => Ok(question.id.clone()),
                _ => Err("a day is compared with a day".into()),
            },
        }
    }

    /// A number, and how tightly it binds.
    fn number(&self, path: &Path<'_>) -> Result<(String, u8), Refusal> {
        match path {
            Path::Number(text) => Ok(((*text).into(), 7)),
            Path::Negative(inner) => {
                let (text, binds) = self.number(inner)?;
                Ok((if binds < 6 { format!("-({text})") } else { format!("-{text}") }, 6))
            }
            Path::Two(sign, sides) => {
                let (sign, own) = match sign {
                    Sign::Plus => ("+", 4),
                    Sign::Minus => ("-", 4),
                    Sign::Times => ("*", 5),
                    Sign::Divided => ("/", 5),
                    Sign::Rest => ("%", 5),
                    _ => {
                        return Err(
                            "a condition is no number: whether it holds for a silence would have to be said".into()
                        );
                    }
                };
                let side = |path, least: u8| {
                    self.number(path).map(|(text, binds)| if binds < least { format!("({text})") } else { text })
                };
                let [left, right] = &**sides;
                Ok((format!("{} {sign} {}", side(left, own)?, side(right, own + 1)?), own))
            }
            Path::Call(name, _) => Err(function(name)),
            Path::Question(_) | Path::Own => match self.question(path)? {
                Some(question) if matches!(question.asked, Asked::Number | Asked::Calculation) => {
                    Ok((question.id.clone(), 7))
                }
                Some(question) => Err(format!("{} is no number", quoted(&question.name))),
                None => Err("this is no number".into()),
            },
            Path::Text(_) | Path::Name(_) => Err("this is no number".into()),
        }
    }
}

/// The members of a chain of one sign.
fn chain<'p, 't>(path: &'p Path<'t>, sign: Sign, out: &mut Vec<&'p Path<'t>>) {
    match path {
        Path::Two(own, sides) if *own == sign => sides.iter().for_each(|side| chain(side, sign, out)),
        other => out.push(other),
    }
}

fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Equal => "==",
        Sign::Unequal => "!=",
        Sign::Less => "<",
        Sign::AtMost => "<=",
        Sign::More => ">",
        _ => ">=",
    }
}

fn no_choice(question: &Question, name: &str) -> Refusal {
    format!("{} has no choice {}", quoted(&question.name), quoted(name))
}

/// Why a function has no translation.
fn function(name: &str) -> Refusal {
    let name = quoted(name);
    match name.trim_matches('`') {
        "if" | "coalesce" => format!("{name} would make a number of a silence, as if it were a no"),
        "true" | "false" => format!("{name} asks nothing"),
        _ => format!("there is no {name} here"),
    }
}
