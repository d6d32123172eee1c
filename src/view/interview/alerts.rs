//! What has to be done: which alerts wait, and what is said when one fires.

use super::{Interview, focus};
use crate::value::{Truth, Urgency};
use crate::view::act::{Act, Effects, Event};
use crate::view::words::Word;
use crate::view::{Panel, page, pen};

impl Interview {
    /// Alerts that hold and are not done, the most urgent first.
    pub(in crate::view) fn alerts(&self) -> Vec<u16> {
        let mut alerts = Vec::new();
        for urgency in Urgency::ALL.iter().rev() {
            for ((alert, truth), place) in self.form().alerts.iter().zip(&self.state().alerts).zip(0..) {
                if alert.urgency == *urgency && truth.truth == Truth::True {
                    alerts.push(place);
                }
            }
        }
        alerts
    }

    pub(super) fn put_away(&mut self, id: &str) -> Effects {
        let place = self.form().alerts.iter().zip(0..).find(|(alert, _)| &*alert.id == id).map(|(_, place)| place);
        if let Some(place) = place {
            self.put_away.push(place);
        }
        let left = self.alerts().iter().any(|alert| !self.is_put_away(*alert));
        if !left {
            self.fold(&mut |panel, _| panel == Panel::Alerts);
        }
        let mark = pen::id(Act::Toggle.word(), Panel::Alerts.word(), "");
        focus(if left { Some(mark) } else { page::heading(self) })
    }

    /// Tells what fired since `before`. What no longer holds is not done any more, should it fire again.
    pub(super) fn tell_alerts(&mut self, before: &[u16], effects: &mut Effects) {
        let now = self.alerts();
        self.put_away.retain(|alert| now.contains(alert));
        let Some(words) = self.words() else { return };
        for alert in now.iter().filter(|alert| !before.contains(alert)) {
            let Some(alert) = self.form().alerts.get(usize::from(*alert)) else { continue };
            effects.events.push(Event::Alert { urgency: alert.urgency });
            if alert.urgency == Urgency::Immediate {
                effects.assertive = Some(words.get(Word::ToDoNow).to_owned());
            } else if effects.polite.is_none() {
                effects.polite = Some(words.fill(Word::Points, &[("n", &self.waiting().to_string())]));
            }
        }
    }

    /// How many alerts wait.
    pub(in crate::view) fn waiting(&self) -> usize {
        self.alerts().iter().filter(|alert| !self.is_put_away(**alert)).count()
    }
}
