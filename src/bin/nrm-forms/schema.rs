//! `nrm-forms schema`: the JSON Schema of the answers of a form.

use crate::arguments::SchemaOptions;
use crate::check::form;
use crate::deliver::{Made, deliver};
use crate::diff::of;
use crate::output::Ran;
use nrm_screening::maintain::sign::schema_text;

/// Writes the schema.
pub(crate) fn run(options: &SchemaOptions) -> Ran {
    let (checked, form) = form(&of(&options.form));
    let made = form.map(|form| Made::from(schema_text(&form)));
    deliver(options.output.as_deref(), made, vec![checked], "no schema made")
}
