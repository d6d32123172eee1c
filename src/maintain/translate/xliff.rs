//! XLIFF 2.0: a unit for each text. What is not plain text in it is refused, never left out.

use super::super::finding::{Finding, quoted};
use super::{Given, TextState, Unit};
use crate::form::Form;
use quick_xml::XmlVersion;
use quick_xml::escape::{escape, resolve_xml_entity};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// What the text was that a translation is of.
const TRANSLATED_FROM: &str = "translated-from";
/// The form does not have the text any more.
const OBSOLETE: &str = "obsolete";

pub(super) fn write(form: &Form, language: &str, units: &[Unit]) -> String {
    let own = form.languages.first().map_or("", |own| &*own.tag);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" version=\"2.0\" srcLang=\"{own}\" trgLang=\"{language}\" xml:space=\"preserve\">\n  \
         <file id=\"{}\" original=\"{}/{}\">\n",
        form.id, form.id, form.version
    );
    for unit in units {
        let of = format!("<note category=\"{TRANSLATED_FROM}\">{}</note>", escape(&*unit.of));
        let gone = format!("<note category=\"{OBSOLETE}\">the form does not have this text any more</note>");
        let notes = [(!unit.of.is_empty(), of), (unit.state == TextState::Obsolete, gone)];
        let notes: String = notes.into_iter().filter(|(there, _)| *there).map(|(_, note)| note).collect();
        let notes = if notes.is_empty() { notes } else { format!("      <notes>{notes}</notes>\n") };
        let state = if unit.state == TextState::Translated { "translated" } else { "initial" };
        let target =
            if unit.target.is_empty() { String::new() } else { format!("<target>{}</target>", escape(&*unit.target)) };
        out.extend([
            format!("    <unit id=\"{}\">\n{notes}", escape(&*unit.key)),
            format!("      <segment state=\"{state}\"><source>{}</source>{target}</segment>\n", escape(&*unit.source)),
            "    </unit>\n".into(),
        ]);
    }
    out + "  </file>\n</xliff>\n"
}

/// Where the reader stands.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Other,
    Source,
    Target,
    TranslatedFrom,
}

/// Reads a file.
pub(super) fn read(text: &str) -> Result<Given, Vec<Finding>> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    let mut walk = Walk { given: Given::default(), unit: None, within: Within::Other, root: false };
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let event = reader.read_event().map_err(|error| wrong(text, at, &error.to_string()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                walk.start(&start)?;
            }
            Event::Empty(start) => {
                walk.start(&start)?;
                walk.end(start.local_name().as_ref());
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                walk.end(end.local_name().as_ref());
            }
            Event::Text(part) => walk.text(&part.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(part) => walk.text(&part.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(named) => {
                let letter = named.resolve_char_ref().map_err(|error| wrong(text, at, &error.to_string()))?;
                match (letter, resolve_xml_entity(&named)) {
                    (Some(letter), _) => walk.text(letter.encode_utf8(&mut [0; 4])),
                    (None, Some(known)) => walk.text(known),
                    (None, None) => return Err(wrong(text, at, "it names an entity that XML does not have")),
                }
            }
            Event::DocType(_) => return Err(wrong(text, at, "it declares a document type")),
            Event::Eof if walk.root && depth == 0 => return Ok(walk.given),
            Event::Eof => return Err(wrong(text, at, "it ends too early")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
}

fn wrong(text: &str, at: usize, why: &str) -> Vec<Finding> {
    let line = text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    let message =
        format!("this is not XLIFF 2 that can be read: {}, at line {line}", super::super::excerpt::readable(why));
    vec![Finding::error("not-xliff", "", message, "export it anew, or save it again in the translator's program")]
}

struct Walk {
    given: Given,
    unit: Option<Unit>,
    within: Within,
    root: bool,
}

impl Walk {
    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Vec<Finding>> {
        let attribute = |name: &str| -> Option<String> {
            let found = start.attributes().flatten().find(|one| one.key.as_ref() == name)?;
            Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        let refused = |code, message: String| Err(vec![Finding::error(code, "", message, "export it anew as XLIFF 2")]);
        match start.local_name().as_ref() {
            "xliff" => {
                let version = attribute("version").unwrap_or_default();
                if !version.starts_with("2.") {
                    return refused("not-xliff", format!("this is XLIFF {}, not 2", quoted(&version)));
                }
                self.root = true;
                self.given.language = attribute("trgLang");
            }
            _ if !self.root => return refused("not-xliff", "this is XML, but not XLIFF".into()),
            "file" => self.given.form = attribute("id"),
            "unit" if self.unit.is_some() => return refused("not-xliff", "a unit stands within another".into()),
            "unit" => {
                let key = attribute("id").unwrap_or_default();
                let (source, target, of) = (String::new(), String::new(), String::new());
                self.unit = Some(Unit { key, source, target, of, state: TextState::New });
            }
            "segment" => {
                let looked_at = matches!(attribute("state").as_deref(), Some("translated" | "reviewed" | "final"));
                if let Some(unit) = self.unit.as_mut().filter(|unit| unit.state != TextState::Obsolete) {
                    // Of several segments all have to have been looked at.
                    let first = unit.source.is_empty();
                    let all = looked_at && (first || unit.state == TextState::Translated);
                    unit.state = if all { TextState::Translated } else { TextState::Stale };
                }
            }
            "source" => self.within = Within::Source,
            "target" => self.within = Within::Target,
            "note" => match (attribute("category").as_deref(), &mut self.unit) {
                (Some(TRANSLATED_FROM), _) => self.within = Within::TranslatedFrom,
                (Some(OBSOLETE), Some(unit)) => unit.state = TextState::Obsolete,
                _ => {}
            },
            name if self.within != Within::Other => {
                let key = self.unit.as_ref().map_or("", |unit| &*unit.key);
                let message = format!("{}: the text holds {}, not only letters", quoted(key), quoted(name));
                let help = "texts have no format: take it out in the translator's program";
                return Err(vec![Finding::error("inline-code", "", message, help)]);
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        let Some(unit) = &mut self.unit else { return };
        match self.within {
            Within::Source => unit.source.push_str(text),
            Within::Target => unit.target.push_str(text),
            Within::TranslatedFrom => unit.of.push_str(text),
            Within::Other => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "source" | "target" | "note" => self.within = Within::Other,
            "unit" => self.given.units.extend(self.unit.take()),
            _ => {}
        }
    }
}
