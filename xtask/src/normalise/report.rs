//! What the passes changed, for `generate -v`.

use std::fmt;

/// Everything that the passes changed in one description.
#[derive(Debug, Default)]
pub struct Report {
    /// In the order in which it happened.
    pub notes: Vec<Note>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Name of the pass, which says why.
    pub pass: &'static str,
    /// JSON pointer, coordinate or operation.
    pub place: String,
    /// What was changed into what.
    pub what: String,
    /// Whether meaning was lost that the crate cannot give back.
    pub lost: bool,
}

impl Report {
    /// Adds a change.
    pub fn note(&mut self, pass: &'static str, place: String, what: String, lost: bool) {
        self.notes.push(Note { pass, place, what, lost });
    }

    /// What the crate cannot give.
    pub fn lost(&self) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(|note| note.lost)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost = if self.lost { " [lost]" } else { "" };
        write!(f, "{}: {}: {}{lost}", self.pass, self.place, self.what)
    }
}
