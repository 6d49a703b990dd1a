//! The outcome on one screen.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use xtask::write::ChangeKind;

use crate::figures::{counted, milliseconds, times};
use crate::itinerary::Outcome;
use crate::sandbox::Tally;
use crate::section::{Row, Section};

/// Columns of the call, of what came back, and of the time.
const COLUMNS: [usize; 3] = [38, 60, 8];
/// Stale files that are named.
const MOST_STALE: usize = 8;

/// The whole text, with colours or without.
pub fn show(outcome: &Outcome, colour: bool) -> String {
    let mut screen = Screen { text: String::new(), colour };
    screen.freshness(outcome);
    for section in &outcome.sections {
        screen.section(section);
    }
    screen.totals(outcome);
    screen.text
}

struct Screen {
    text: String,
    colour: bool,
}

#[derive(Clone, Copy)]
enum Ink {
    Bold,
    Dim,
    Good,
    Bad,
}

impl Screen {
    fn paint(&self, ink: Ink, text: &str) -> String {
        let code = match ink {
            Ink::Bold => "1",
            Ink::Dim => "2",
            Ink::Good => "32",
            Ink::Bad => "1;31",
        };
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.text, "{}", text.trim_end());
    }

    fn freshness(&mut self, outcome: &Outcome) {
        if outcome.stale.is_empty() {
            let good = self.paint(Ink::Good, "fresh");
            let (files, seconds) = (outcome.files, outcome.checking.as_secs_f64());
            self.line(&format!(
                "Generated code is {good}: {files} files are what specs/ says (checked in {seconds:.1} s)."
            ));
        } else {
            let bad = self.paint(Ink::Bad, "STALE");
            self.line(&format!("Generated code is {bad}: run `cargo xtask generate`."));
            for change in outcome.stale.iter().take(MOST_STALE) {
                let kind = match change.kind {
                    ChangeKind::Stale => "stale",
                    ChangeKind::Missing => "missing",
                    ChangeKind::Superfluous => "superfluous",
                };
                self.line(&format!("  {kind}: {}", change.file.display()));
            }
            if let Some(more @ 1..) = outcome.stale.len().checked_sub(MOST_STALE) {
                self.line(&format!("  and {more} more"));
            }
        }
        let (operations, apis) = (outcome.operations, outcome.apis);
        self.line(&format!(
            "A sandbox on 127.0.0.1 answers {operations} operations of {apis} APIs from the examples in specs/."
        ));
    }

    fn section(&mut self, section: &Section) {
        let title = self.paint(Ink::Bold, &section.title);
        let auth = self.paint(Ink::Dim, &auth(&section.tally));
        self.line("");
        self.line(&format!("{title}  {auth}"));
        for row in &section.rows {
            self.row(row);
        }
    }

    fn row(&mut self, row: &Row) {
        let [call_width, width, time_width] = COLUMNS;
        let call = fit(&row.call, call_width);
        let time = milliseconds(row.took);
        match &row.result {
            Ok(text) => {
                for (index, line) in text.lines().enumerate() {
                    let line = fit(line, width);
                    if index == 0 {
                        let time = self.paint(Ink::Dim, &format!("{time:>time_width$}"));
                        self.line(&format!("  {call} {line} {time}"));
                    } else {
                        self.line(&format!("  {:call_width$} {line}", ""));
                    }
                }
            }
            Err(text) => {
                let bad = self.paint(Ink::Bad, "FAILED");
                self.line(&format!("  {call} {bad}"));
                for line in text.lines() {
                    self.line(&format!("      {line}"));
                }
            }
        }
    }

    fn totals(&mut self, outcome: &Outcome) {
        let sections = &outcome.sections;
        let calls: usize = sections.iter().map(|section| section.tally.answered()).sum();
        let grants = sections.iter().flat_map(|section| &section.tally.grants);
        let tokens = grants.filter(|grant| **grant != "session").count();
        let failed: usize = sections.iter().flat_map(|section| &section.rows).filter(|row| row.result.is_err()).count();
        let words = if outcome.failed() {
            let mut faults = Vec::new();
            if failed > 0 {
                faults.push(counted(failed, "failure"));
            }
            if !outcome.stale.is_empty() {
                faults.push(counted(outcome.stale.len(), "generated file") + " to renew");
            }
            self.paint(Ink::Bad, &faults.join(" and "))
        } else {
            self.paint(Ink::Good, "all well")
        };
        self.line("");
        self.line(&format!(
            "{}, {} answered, {} issued, {:.2} s: {words}",
            counted(sections.len(), "API"),
            counted(calls, "call"),
            counted(tokens, "token"),
            outcome.took.as_secs_f64(),
        ));
    }
}

/// How the calls proved who they were.
fn auth(tally: &Tally) -> String {
    let mut parts = Vec::new();
    if tally.with_key > 0 {
        parts.push(format!("key sent {}", times(tally.with_key)));
    }
    let (logins, grants): (Vec<&str>, Vec<&str>) = tally.grants.iter().partition(|grant| **grant == "session");
    if !logins.is_empty() {
        parts.push(format!("logged in {}", times(logins.len())));
    }
    let (renewed, fetched): (Vec<&str>, Vec<&str>) = grants.into_iter().partition(|grant| *grant == "refresh_token");
    if let Some(first) = fetched.first() {
        let grant = first.replace('_', " ");
        parts.push(format!("token fetched {} ({grant})", times(fetched.len())));
    }
    // A refusal that a refresh token made good is one story.
    let after = if tally.unauthorized > 0 { " after a 401" } else { "" };
    if !renewed.is_empty() {
        parts.push(format!("renewed {}{after}", times(renewed.len())));
    }
    if let Some(more @ 1..) = tally.unauthorized.checked_sub(renewed.len()) {
        parts.push(format!("refused {}", times(more)));
    }
    if tally.with_token > 0 {
        parts.push(format!("used {}", times(tally.with_token)));
    }
    if tally.anonymous > 0 {
        parts.push(format!("{} open to anybody", counted(tally.anonymous, "call")));
    }
    parts.join(", ")
}

/// The text in exactly so many columns of a terminal.
fn fit(text: &str, columns: usize) -> String {
    let width = text.width();
    if width <= columns {
        return format!("{text}{}", " ".repeat(columns - width));
    }
    let mut fitted = String::new();
    let mut used = 0;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used >= columns {
            break;
        }
        fitted.push(character);
    }
    fitted.push('…');
    let missing = columns.saturating_sub(fitted.width());
    format!("{fitted}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_fits_its_columns_whatever_the_script() {
        assert_eq!(fit("abc", 5), "abc  ");
        assert_eq!(fit("abcdef", 5), "abcd…");
        for text in ["灯塔看守人手册", "茶壶 teapot", "", "Совиная гавань"] {
            assert_eq!(fit(text, 8).width(), 8, "{text}");
        }
    }
}
