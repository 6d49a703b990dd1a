//! `cargo xtask lint`: what is wrong or missing in a description, with place and advice. The rules are
//! in the folder `rules`, one file each; they look at the document as it was written.

mod document;
mod finding;
mod lines;
mod rules;
mod subject;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Place, Result};
use crate::load::client_toml::ClientToml;
use crate::load::{self, Description, Source, document as files};
use crate::pipeline::{self, Drawn};
use document::Document;

pub use finding::{Finding, Findings, Severity};
pub use rules::{RULES, Rule};
use subject::Subject;

/// All findings about an API: errors first, then in the order of the file.
///
/// # Errors
///
/// If there is no such API. A description that cannot be read is a finding.
pub fn lint(root: &Path, name: &str) -> Result<Vec<Finding>> {
    if !root.join("specs").join(name).is_dir() {
        load::load(root, name)?;
    }
    let mut found = Findings::default();
    match pipeline::draw_whole(root, name) {
        Ok(drawn) => {
            let source = &drawn.source;
            let subject = Subject { client_file: &source.client_file, client: &source.client, api: Some(&drawn.api) };
            rules::look_at_client(&subject, &mut found);
            look_at_description(root, source, &mut found);
            tell_what_is_lost(&drawn, &mut found);
        }
        Err(error) => undrawn(root, name, &error, &mut found),
    }
    Ok(found.finish(root))
}

/// What can be said of a description that does not become a client.
fn undrawn(root: &Path, name: &str, error: &Error, found: &mut Findings) {
    match load::load(root, name) {
        Ok(source) => {
            let subject = Subject { client_file: &source.client_file, client: &source.client, api: None };
            rules::look_at_client(&subject, found);
            look_at_description(root, &source, found);
        }
        Err(_) => {
            let written = written(root, &Path::new("specs").join(name));
            let written = written.as_ref().map(|(file, tree)| Document::new(file, tree));
            rules::look_at_openapi(root, written.as_ref(), written.as_ref(), &ClientToml::default(), found);
        }
    }
    if !found.has_error_at(error.file(), error.place()) {
        let advice = match error.advice() {
            "" => "correct the description, or leave the operation out with `[select]` in client.toml",
            advice => advice,
        };
        found.add(
            "not-served",
            Severity::Error,
            error.file(),
            error.place().clone(),
            in_one_line(error.what()),
            advice,
        );
    }
}

/// Engines print whole schemas; the beginning says which one it is.
fn in_one_line(text: &str) -> String {
    const MOST_WORDS: usize = 40;
    let words: Vec<&str> = text.split_whitespace().take(MOST_WORDS + 1).collect();
    match words.get(..MOST_WORDS) {
        Some(first) if words.len() > MOST_WORDS => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    }
}

/// The main file of an API, without those that it refers to.
fn written(root: &Path, folder: &Path) -> Option<(PathBuf, Value)> {
    let files_in = ["openapi.yaml", "openapi.yml", "openapi.json"].map(|file| folder.join(file));
    let file = files_in.into_iter().find(|file| root.join(file).is_file())?;
    let text = files::read(&root.join(&file), &file).ok()?;
    let tree = files::parse(&file, &text).ok()?;
    Some((file, tree))
}

fn look_at_description(root: &Path, source: &Source, found: &mut Findings) {
    match &source.description {
        Description::OpenApi { file, document } => {
            let written = written(root, file.parent().unwrap_or(file));
            let written = written.as_ref().map(|(file, tree)| Document::new(file, tree));
            let loaded = Document::new(file, document);
            rules::look_at_openapi(root, written.as_ref(), Some(&loaded), &source.client, found);
        }
        Description::GraphQl(source) => rules::look_at_graphql(source, found),
    }
}

/// What the passes could not keep, as far as no rule has said it.
fn tell_what_is_lost(drawn: &Drawn, found: &mut Findings) {
    let main = drawn.source.description.file();
    for note in drawn.report.lost() {
        // A place in another file begins with its name.
        let (file, pointer) = match note.place.split_once('#') {
            Some((file, pointer)) if !file.is_empty() => (Path::new(file), pointer),
            _ => (main, note.place.trim_start_matches('#')),
        };
        let place = if pointer.starts_with('/') { Place::Pointer(pointer.to_owned()) } else { Place::File };
        if place == Place::File || !found.has_error_at(file, &place) {
            let what = format!("the client cannot give this: {}", note.what);
            let advice = format!("the pass `{}` left it out; an overlay.yaml can say it in another way", note.pass);
            found.add("lost", Severity::Hint, file, place, what, advice);
        }
    }
}
