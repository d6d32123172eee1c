//! What unfolds and folds, and the languages of the screen.

use super::{Interview, focus};
use crate::view::act::{Act, Effects};
use crate::view::page::{Page, SUMMARY};
use crate::view::{Panel, pen};

impl Interview {
    pub(super) fn toggle(&mut self, panel: &str, which: &str) -> Effects {
        let Some(panel) = Panel::of(panel) else { return Effects::none() };
        if panel == Panel::Finish && !self.is_open(panel, which) && self.holds_end() {
            return focus(Some(SUMMARY.to_owned()));
        }
        if self.is_open(panel, which) {
            self.fold(&mut |open, one| open == panel && *one == *which);
        } else {
            self.open.push((panel, which.into()));
        }
        // Something inside may have been pressed, or a button that gave way to another: both have the focus go here.
        focus(Some(pen::id(Act::Toggle.word(), panel.word(), which)))
    }

    /// Folds some of what is open.
    #[inline(never)]
    pub(super) fn fold(&mut self, folds: &mut dyn FnMut(Panel, &str) -> bool) {
        self.open.retain(|(panel, which)| !folds(*panel, which));
    }

    /// Prints what was warned of. The warning folds, and the focus goes where it stood.
    pub(super) fn print(&mut self) -> Effects {
        if self.page != Page::Result || !self.is_open(Panel::Print, "") {
            return Effects::none();
        }
        Effects { print: true, ..self.toggle(Panel::Print.word(), "") }
    }

    pub(super) fn unfold(&mut self, panel: &str, which: &str) -> Effects {
        let Some(panel) = Panel::of(panel) else { return Effects::none() };
        if !self.is_open(panel, which) {
            self.open.push((panel, which.into()));
        }
        // The button that was pressed gives way to what it opened.
        focus(Some(pen::folded(panel, which)))
    }

    pub(super) fn escape(&mut self) -> Effects {
        let closable = |(panel, _): &(Panel, Box<str>)| panel.closes_on_escape();
        let Some(place) = self.open.iter().rposition(closable) else { return Effects::none() };
        let (panel, which) = self.open.remove(place);
        focus(Some(pen::id(Act::Toggle.word(), panel.word(), &which)))
    }

    pub(super) fn speak(&mut self, tag: &str) -> Effects {
        let Some(place) = self.languages.iter().position(|words| words.language == tag) else {
            return Effects::none();
        };
        // The two change places, so that both stay on the screen.
        if self.second == Some(place) {
            self.second = Some(self.language);
        }
        self.show(place);
        Effects { language: Some(tag.to_owned()), ..Effects::none() }
    }

    /// Sets the language beside that of the screen; none by any other tag, and by that of the screen itself.
    pub(super) fn speak_beside(&mut self, tag: &str) -> Effects {
        self.second = self.languages.iter().position(|words| words.language == tag);
        self.second = self.second.filter(|second| *second != self.language);
        self.show(self.language);
        Effects::none()
    }
}
