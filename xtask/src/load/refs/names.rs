//! Names for targets that were no components: from what they are called where they stand.

use std::collections::HashSet;
use std::path::Path;

use heck::ToUpperCamelCase;
use serde_json::Value;

use super::push;
use crate::load::grammar::{Kind, SECTIONS};
use crate::load::pointer;

/// The names that are taken, by section, without case and separators: what is equal then is equal in Rust.
pub(super) struct Names {
    swagger: bool,
    taken: HashSet<(Kind, String)>,
}

impl Names {
    pub(super) fn new(root: &Value, swagger: bool) -> Self {
        let mut taken = HashSet::new();
        for (section, kind) in sections(swagger) {
            let names = root.pointer(&section).and_then(Value::as_object).into_iter().flatten();
            taken.extend(names.map(|(name, _)| (kind, plain(name))));
        }
        Self { swagger, taken }
    }

    /// A free name made of these words, else with those of the file before them, else with a number: the
    /// pointer to the component of that name.
    pub(super) fn choose(&mut self, kind: Kind, words: Vec<String>, file: &Path) -> String {
        let outer: Vec<String> =
            file.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let (words, outer) = match (words.is_empty(), outer.split_last()) {
            (true, Some((stem, folders))) => (vec![stem.clone()], folders.to_vec()),
            _ => (words, outer),
        };
        let first = name(&words);
        let in_file = name(&[&outer[outer.len().saturating_sub(1)..], &words].concat());
        let in_folder = name(&[outer.as_slice(), &words].concat());
        let numbered = (2_usize..).map(|number| format!("{first}{number}"));
        let mut candidates = [first.clone(), in_file, in_folder].into_iter().chain(numbered);
        let free = candidates.find(|name| self.taken.insert((kind, plain(name)))).unwrap_or(first);
        let mut pointer = section(kind, self.swagger);
        push(&mut pointer, &free);
        pointer
    }
}

/// One word that is a name already stays as it is.
fn name(words: &[String]) -> String {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    match words {
        [only] if !only.is_empty() && only.chars().all(word) && !only.starts_with(|c: char| c.is_ascii_digit()) => {
            only.clone()
        }
        _ => Some(words.join(" ").to_upper_camel_case()).filter(|name| !name.is_empty()).unwrap_or("Part".to_owned()),
    }
}

fn plain(name: &str) -> String {
    name.to_upper_camel_case().to_lowercase()
}

/// The sections of a document with the kind that each holds, as pointers.
pub(super) fn sections(swagger: bool) -> impl Iterator<Item = (String, Kind)> {
    SECTIONS.iter().map(move |(kind, _)| (section(*kind, swagger), *kind))
}

/// The section for a kind, as a pointer. Swagger 2.0 has three of them, and gets others that it does not
/// have, which its conversion puts in their place.
pub(super) fn section(kind: Kind, swagger: bool) -> String {
    let name = kind.section().unwrap_or("others");
    match (swagger, kind) {
        (false, _) => format!("/components/{name}"),
        (true, Kind::Schema) => "/definitions".to_owned(),
        (true, Kind::Parameter | Kind::Response) => format!("/{name}"),
        (true, _) => format!("/x-{name}"),
    }
}

/// The words that name a place of a document. None for a file as a whole.
pub(super) fn words(tree: &Value, pointer: &str) -> Vec<String> {
    let segments: Vec<String> = pointer::segments(pointer).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let mut words = Vec::new();
    let rest = match segments.as_slice() {
        ["components", _, name, rest @ ..]
        | ["definitions" | "parameters" | "responses" | "$defs", name, rest @ ..] => {
            words.push((*name).to_owned());
            rest
        }
        ["paths" | "webhooks" | "x-webhooks", path, "parameters", rest @ ..] => {
            words.push((*path).to_owned());
            words.extend(parameter(tree, &["paths", path, "parameters"], rest.first()));
            rest.get(1..).unwrap_or_default()
        }
        ["paths" | "webhooks" | "x-webhooks", path, method, rest @ ..] => {
            let operation = tree.get(segments[0]).and_then(|paths| paths.get(path)?.get(method));
            match operation.and_then(|operation| operation.get("operationId")?.as_str()) {
                Some(id) => words.push(id.to_owned()),
                None => words.push(format!("{method} {path}")),
            }
            if let ["parameters", number, ..] = rest {
                words.extend(parameter(tree, &[segments[0], path, method, "parameters"], Some(number)));
            }
            rest
        }
        all => all,
    };
    inner(rest, &mut words);
    words
}

/// The name of a parameter in a list.
fn parameter(tree: &Value, list: &[&str], number: Option<&&str>) -> Option<String> {
    let list = list.iter().try_fold(tree, |value, key| value.get(key))?;
    let parameter = list.get(number?.parse::<usize>().ok()?)?;
    parameter.get("name").and_then(Value::as_str).map(str::to_owned)
}

/// Keywords are left out, names are kept.
fn inner(segments: &[&str], words: &mut Vec<String>) {
    let mut rest = segments.iter();
    while let Some(segment) = rest.next() {
        match *segment {
            "properties" | "patternProperties" | "$defs" | "definitions" | "headers" | "examples" | "links"
            | "callbacks" | "schemas" => words.extend(rest.next().map(|name| (*name).to_owned())),
            "responses" => words.extend(rest.next().map(|status| format!("response {status}"))),
            "requestBody" => words.push("body".to_owned()),
            "content" | "parameters" => {
                rest.next();
            }
            "items" => words.push("item".to_owned()),
            "additionalProperties" => words.push("value".to_owned()),
            "allOf" | "oneOf" | "anyOf" | "prefixItems" => {
                let number = rest.next().and_then(|number| number.parse::<usize>().ok());
                words.extend(number.map(|number| format!("part {}", number.saturating_add(1))));
            }
            "schema" | "components" => {}
            other => words.push(other.to_owned()),
        }
    }
}
