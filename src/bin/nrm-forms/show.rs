//! Findings for people: message, file, line, mark, help.

use crate::files::Found;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use nrm_screening::Diagnostics;
use nrm_screening::maintain::{Excerpt, Finding, Mark, Severity, Source, readable, shortened};

/// Most columns of a line that are shown where nobody says how many there are.
const COLUMNS: usize = 100;
/// Columns beside the line: its number and the frame.
const FRAME: usize = 10;
/// Most characters of a pointer that are shown.
const LONGEST_POINTER: usize = 100;

/// Draws findings.
pub(crate) struct Show {
    renderer: Renderer,
    columns: usize,
}

impl Show {
    /// In colours or without.
    pub(crate) fn new(colours: bool) -> Self {
        let columns = terminal_size::terminal_size().map_or(COLUMNS, |(width, _)| usize::from(width.0)).clamp(50, 160);
        let renderer = if colours { Renderer::styled() } else { Renderer::plain() };
        // Lines are cut here, around what is marked; the renderer is not to cut them again.
        Self { renderer: renderer.term_width(4 * columns), columns }
    }

    /// Everything that was found in files.
    pub(crate) fn files(&self, found: &[Found]) -> String {
        let mut out = String::new();
        for file in found {
            self.file(file, &mut out);
        }
        out
    }

    /// Everything that was found in a file.
    pub(crate) fn file(&self, found: &Found, out: &mut String) {
        for finding in &found.findings {
            let level = match finding.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
            };
            let group = Group::with_title(level.primary_title(&finding.message).id(finding.code));
            let mark = found.source.as_ref().map(|source| (source, source.mark(finding)));
            let group = self.place(group, &found.file, mark);
            let group = match found.source {
                Some(_) if !finding.pointer.is_empty() => {
                    let pointer = shortened(&readable(&finding.pointer), LONGEST_POINTER);
                    group.element(Level::NOTE.with_name("at").message(pointer))
                }
                _ => group,
            };
            self.draw(group.element(Level::HELP.message(&finding.help)), out);
        }
    }

    /// A case that came out otherwise: its title, where it differs first, and lines of notes with their names.
    pub(crate) fn case(
        &self,
        title: (&str, &str),
        (file, source, place): (&str, &Source, &Finding),
        notes: &[(String, String)],
        out: &mut String,
    ) {
        let (id, title) = title;
        let title = shortened(&readable(title), self.columns);
        let group = Group::with_title(Level::ERROR.with_name("failed").primary_title(title).id(id));
        let mut group = self.place(group, file, Some((source, source.mark(place))));
        for (name, text) in notes {
            group = group.element(Level::NOTE.with_name(&**name).message(&**text));
        }
        self.draw(group, out);
    }

    fn place<'g>(&self, group: Group<'g>, file: &str, mark: Option<(&Source, Mark)>) -> Group<'g> {
        let origin = Origin::path(file.to_owned());
        let Some((source, mark)) = mark else { return group.element(origin) };
        let group = group.element(origin.line(mark.line).char_column(mark.column));
        let excerpt = Excerpt::of(source, mark, self.columns.saturating_sub(FRAME));
        let annotation = AnnotationKind::Primary.span(excerpt.from..excerpt.to);
        group.element(Snippet::source(excerpt.text).line_start(mark.line).annotation(annotation))
    }

    fn draw(&self, group: Group<'_>, out: &mut String) {
        // Between a place and a line that is given apart from it the renderer draws `:::`, as between two files.
        let divides = |line: &&str| anstream::adapter::strip_str(line).to_string().trim() == ":::";
        for line in self.renderer.render(&[group]).lines().filter(|line| !divides(line)) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
}

/// `1 error`, `2 errors`.
pub(crate) fn counted(number: usize, name: &str) -> String {
    format!("{number} {name}{}", if number == 1 { "" } else { "s" })
}

/// How many errors and warnings there are.
pub(crate) fn weighed<'f>(found: impl IntoIterator<Item = &'f Found>) -> String {
    let (mut errors, mut warnings, mut full) = (0, 0, false);
    for file in found {
        let (worse, milder) = (file.count(Severity::Error), file.count(Severity::Warning));
        (errors, warnings) = (errors + worse, warnings + milder);
        full |= worse + milder >= Diagnostics::MOST;
    }
    // Of what is wrong with one file no more is kept.
    let least = if full { "at least " } else { "" };
    match (errors, warnings) {
        (0, 0) => "nothing is wrong".into(),
        (errors, 0) => format!("{least}{}", counted(errors, "error")),
        (0, warnings) => format!("{least}{}", counted(warnings, "warning")),
        (errors, warnings) => format!("{least}{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}
