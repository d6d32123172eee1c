//! Finds the mutants of a file: each a small change of what it says, of the kinds that other tools make too.

use std::ops::Range;

use anyhow::{Context, Result};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, GenericArgument, PathArguments, ReturnType, Type, UnOp};

/// A small change of the code.
#[derive(Clone, Debug)]
pub(super) struct Mutant {
    /// Where it is, and what it does.
    pub(super) name: String,
    /// The file it is in.
    pub(super) file: String,
    /// How it does it.
    pub(super) change: Change,
}

/// How code is changed; places are bytes of its file.
#[derive(Clone, Debug)]
pub(super) enum Change {
    /// A function that begins here returns this.
    Return(usize, String),
    /// The arm whose pattern ends here is never taken.
    Arm(usize),
    /// In an expression, a piece is replaced.
    Piece(Range<usize>, Range<usize>, String),
}

/// The mutants of a file.
pub(super) fn find(file: &str, code: &str) -> Result<Vec<Mutant>> {
    let syntax = syn::parse_file(code).with_context(|| format!("{file} cannot be parsed"))?;
    let mut finder = Finder { file, code, within: Vec::new(), found: Vec::new() };
    finder.visit_file(&syntax);
    Ok(finder.found)
}

struct Finder<'f> {
    file: &'f str,
    code: &'f str,
    /// The type and the function that are looked at.
    within: Vec<String>,
    found: Vec<Mutant>,
}

impl Finder<'_> {
    fn text(&self, part: &impl Spanned) -> String {
        let text = self.code.get(part.span().byte_range()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn add(&mut self, at: &impl Spanned, what: &str, change: Change) {
        let place = at.span().start();
        let name = format!("{}:{}:{}: {what}", self.file, place.line, place.column + 1);
        self.found.push(Mutant { name, file: self.file.to_owned(), change });
    }

    fn add_piece(&mut self, what: &str, whole: &impl Spanned, piece: &impl Spanned, with: &str) {
        let what = format!("{what} in {}", self.within.join("::"));
        let change = Change::Piece(whole.span().byte_range(), piece.span().byte_range(), with.to_owned());
        self.add(piece, &what, change);
    }

    /// A function, with what it may return instead.
    fn function(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature, block: &syn::Block) {
        if is_test(attributes) || signature.constness.is_some() {
            return;
        }
        self.within.push(signature.ident.to_string());
        if let Some(first) = block.stmts.first() {
            let (told, values) = match &signature.output {
                ReturnType::Default => (String::new(), vec!["()".to_owned()]),
                ReturnType::Type(_, kind) => (format!(" -> {}", self.text(kind)), values(kind)),
            };
            let body = self.code.get(
                first.span().byte_range().start..block.stmts.last().map_or(0, |last| last.span().byte_range().end),
            );
            for value in values.into_iter().filter(|value| body.map(str::trim) != Some(value.as_str())) {
                let what = format!("replace {}{told} with {value}", self.within.join("::"));
                self.add(first, &what, Change::Return(first.span().byte_range().start, value));
            }
        }
        visit::visit_block(self, block);
        self.within.pop();
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_mod(&mut self, module: &'a syn::ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_macro(&mut self, _: &'a syn::ItemMacro) {}

    // Which mutant is active is not known while constants are computed.
    fn visit_item_const(&mut self, _: &'a syn::ItemConst) {}

    fn visit_item_static(&mut self, _: &'a syn::ItemStatic) {}

    fn visit_impl_item_const(&mut self, _: &'a syn::ImplItemConst) {}

    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        self.function(&function.attrs, &function.sig, &function.block);
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        let kind = self.text(&*item.self_ty);
        self.within.push(kind);
        visit::visit_item_impl(self, item);
        self.within.pop();
    }

    fn visit_impl_item_fn(&mut self, function: &'a syn::ImplItemFn) {
        self.function(&function.attrs, &function.sig, &function.block);
    }

    fn visit_expr_binary(&mut self, expression: &'a syn::ExprBinary) {
        // What a `let` in a chain binds is seen after the operator, so that the chain has to stay one.
        if !binds(&expression.left) && !binds(&expression.right) {
            let operator = self.text(&expression.op);
            for other in others(&expression.op) {
                let what = format!("replace {operator} with {other}");
                self.add_piece(&what, expression, &expression.op, other);
            }
        }
        visit::visit_expr_binary(self, expression);
    }

    fn visit_expr_unary(&mut self, expression: &'a syn::ExprUnary) {
        if matches!(expression.op, UnOp::Not(_) | UnOp::Neg(_)) {
            let what = format!("delete {}", self.text(&expression.op));
            self.add_piece(&what, expression, &expression.op, "");
        }
        visit::visit_expr_unary(self, expression);
    }

    fn visit_expr_match(&mut self, expression: &'a syn::ExprMatch) {
        let rest = expression.arms.iter().any(|arm| arm.guard.is_none() && matches!(arm.pat, syn::Pat::Wild(_)));
        for arm in &expression.arms {
            if let Some((_, guard)) = &arm.guard {
                for value in ["true", "false"] {
                    let what = format!("replace match guard {} with {value}", self.text(&**guard));
                    self.add_piece(&what, &**guard, &**guard, value);
                }
            } else if rest && !matches!(arm.pat, syn::Pat::Wild(_)) {
                let what = format!("delete match arm {} in {}", self.text(&arm.pat), self.within.join("::"));
                self.add(&arm.pat, &what, Change::Arm(arm.pat.span().byte_range().end));
            }
        }
        visit::visit_expr_match(self, expression);
    }

    fn visit_expr_struct(&mut self, expression: &'a syn::ExprStruct) {
        if expression.rest.is_some() {
            for field in expression.fields.pairs() {
                let what =
                    format!("delete field {} from {}", self.text(&field.value().member), self.text(&expression.path));
                self.add_piece(&what, expression, &field, "");
            }
        }
        visit::visit_expr_struct(self, expression);
    }
}

/// Whether it is compiled for tests only, or not natively.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

/// Whether an operand of a chain binds something.
fn binds(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) => binds(&binary.left) || binds(&binary.right),
        _ => false,
    }
}

/// What an operator may be instead.
fn others(operator: &BinOp) -> &'static [&'static str] {
    match operator {
        BinOp::Eq(_) => &["!="],
        BinOp::Ne(_) => &["=="],
        BinOp::And(_) => &["||"],
        BinOp::Or(_) => &["&&"],
        BinOp::Lt(_) => &["==", ">", "<="],
        BinOp::Gt(_) => &["==", "<", ">="],
        BinOp::Le(_) => &[">", "<"],
        BinOp::Ge(_) => &["<", ">"],
        BinOp::Add(_) => &["-", "*"],
        BinOp::Sub(_) | BinOp::Mul(_) => &["+", "/"],
        BinOp::Div(_) => &["%", "*"],
        BinOp::Rem(_) => &["/", "+"],
        BinOp::AddAssign(_) => &["-=", "*="],
        BinOp::SubAssign(_) | BinOp::MulAssign(_) => &["+=", "/="],
        BinOp::DivAssign(_) => &["%=", "*="],
        BinOp::RemAssign(_) => &["/=", "+="],
        BinOp::BitAnd(_) => &["|", "^"],
        BinOp::BitOr(_) => &["&", "^"],
        BinOp::BitXor(_) => &["|", "&"],
        BinOp::BitAndAssign(_) => &["|="],
        BinOp::BitOrAssign(_) => &["&="],
        BinOp::BitXorAssign(_) => &["|=", "&="],
        BinOp::Shl(_) => &[">>"],
        BinOp::Shr(_) => &["<<"],
        _ => &[],
    }
}

/// Values of a type.
fn values(kind: &Type) -> Vec<String> {
    let list = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>();
    let each =
        |inner: &Type, make: &dyn Fn(&str) -> String| values(inner).iter().map(|value| make(value)).collect::<Vec<_>>();
    match kind {
        Type::Tuple(tuple) if tuple.elems.is_empty() => list(&["()"]),
        Type::Tuple(tuple) => {
            let combine = |made: Vec<String>, inner: &Type| {
                let join = |before: &String| each(inner, &|value| format!("{before}{value}, "));
                made.iter().flat_map(join).collect()
            };
            let made = tuple.elems.iter().fold(vec![String::new()], combine);
            made.into_iter().map(|made| format!("({made})")).collect()
        }
        Type::Reference(reference) => match &*reference.elem {
            Type::Path(path) if path.path.is_ident("str") => list(&["\"\"", "\"xyzzy\""]),
            Type::Slice(_) => list(&["&[]"]),
            _ => Vec::new(),
        },
        Type::Path(path) => {
            let Some(name) = path.path.segments.last() else { return Vec::new() };
            let inner = match &name.arguments {
                PathArguments::AngleBracketed(inner) => inner.args.iter().find_map(|inner| match inner {
                    GenericArgument::Type(kind) => Some(kind),
                    _ => None,
                }),
                _ => None,
            };
            match (&*name.ident.to_string(), inner) {
                ("bool", _) => list(&["true", "false"]),
                ("u8" | "u16" | "u32" | "u64" | "u128" | "usize", _) => list(&["0", "1"]),
                ("i8" | "i16" | "i32" | "i64" | "i128" | "isize", _) => list(&["0", "1", "-1"]),
                ("String", _) => list(&["String::new()", "\"xyzzy\".into()"]),
                ("Truth", _) => list(&["Truth::True", "Truth::False", "Truth::Unknown"]),
                ("Option", Some(inner)) => [list(&["None"]), each(inner, &|value| format!("Some({value})"))].concat(),
                ("Result", Some(inner)) => each(inner, &|value| format!("Ok({value})")),
                ("Vec", Some(inner)) => {
                    [list(&["Default::default()"]), each(inner, &|value| format!("[{value}].into()"))].concat()
                }
                ("Box", Some(Type::Path(_))) => each(inner.unwrap_or(kind), &|value| format!("Box::new({value})")),
                _ => list(&["Default::default()"]),
            }
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    fn found(code: &str) -> Vec<String> {
        find("a.rs", code).unwrap().into_iter().map(|mutant| mutant.name).collect()
    }

    #[test]
    fn operators_values_arms_guards_and_fields() {
        let code = "impl A { fn f(&self) -> bool { match x { 1 => !a, n if n == 3 => b, _ => S { c, ..d } } } }";
        assert_eq!(
            found(code),
            [
                "a.rs:1:32: replace A::f -> bool with true",
                "a.rs:1:32: replace A::f -> bool with false",
                "a.rs:1:42: delete match arm 1 in A::f",
                "a.rs:1:56: replace match guard n == 3 with true in A::f",
                "a.rs:1:56: replace match guard n == 3 with false in A::f",
                "a.rs:1:47: delete ! in A::f",
                "a.rs:1:58: replace == with != in A::f",
                "a.rs:1:78: delete field c from S in A::f",
            ]
        );
    }

    #[test]
    fn values_are_of_the_type_of_the_function() {
        let names = |kind: &str| found(&format!("fn f() -> {kind} {{ g() }}")).len();
        assert_eq!(names("Option<(bool, u8)>"), 1 + 4);
        assert_eq!((names("Truth"), names("Vec<i32>"), names("&str"), names("&T")), (3, 4, 2, 0));
        assert_eq!(found("fn f() { g() }"), ["a.rs:1:10: replace f with ()"]);
    }

    #[test]
    fn an_arm_is_deleted_only_where_another_takes_all() {
        let names = |last: &str| found(&format!("fn f() {{ match x {{ _ if a => b, 1 => c, {last} => d }} }}"));
        assert_eq!(names("_").len() - names("2").len(), 1);
        assert!(!names("2").concat().contains("delete match arm"));
    }

    #[test]
    fn tests_constants_and_chains_that_bind_are_left_alone() {
        assert!(
            found(
                "#[cfg(test)] mod t { fn f() -> bool { a && b } } #[test] fn t() {} const fn c() -> u8 { 2 + 3 }
                const A: u8 = 2 * 3; static B: u8 = 2 * 3; impl A { const C: u8 = 2 * 3; }"
            )
            .is_empty()
        );
        assert_eq!(found("fn f() { if let Some(x) = y && x {} }"), ["a.rs:1:10: replace f with ()"]);
    }
}
