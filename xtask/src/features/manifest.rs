//! The generator's part of a crate's `Cargo.toml`: lines of `[features]` between two marks, and the word in
//! `default` that names them. Everything else is the user's and stays as it is, byte for byte.

use std::ops::Range;
use std::path::Path;

use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::Features;
use crate::error::{Error, Place, Result};
use crate::load::client_toml::line_and_column;

const BEGIN: &str = "# >>> features of tags, written by `cargo xtask generate`: say in client.toml what they are";
const END: &str = "# <<< features of tags";
/// What the two marks are known by.
const MARKS: (&str, &str) = ("# >>> features of tags", "# <<< features of tags");
/// The feature that has the default ones.
const DEFAULT: &str = "default-tags";
/// A longer list has a line for each item.
const WIDTH: usize = 100;

/// The text of a manifest with these features, or without any, whatever it has now. `file` is named in errors.
pub fn with(file: &Path, text: &str, features: Option<&Features>) -> Result<String> {
    let (rest, place) = without_block(file, text)?;
    let Some(features) = features else {
        return if place.is_some() { drop_default(file, &rest) } else { Ok(text.to_owned()) };
    };
    let own = parsed(file, &rest)?;
    let listed = own.get("features").and_then(Value::as_table);
    for name in features.names().chain([DEFAULT]) {
        if listed.is_some_and(|listed| listed.contains_key(name)) {
            return Err(Error::new(file, format!("has a feature `{name}`, which is that of a tag"))
                .at(Place::Key(format!("features.{name}")))
                .help("give it another name, or remove it if it means the tag"));
        }
    }
    let has_default = listed.is_some_and(|listed| listed.contains_key("default"));
    let (before, place) = if has_default { add_default(file, &rest, place)? } else { (rest.clone(), place) };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let block = block(features, !has_default).replace('\n', end);
    let wanted = wanted(own, features);
    let fits = |text: &String| text.parse::<Table>().is_ok_and(|table| table == wanted);
    let candidates = [place.and_then(|place| insert(&before, place, &block)), at_the_end(&before, &block, end)];
    candidates.into_iter().flatten().find(fits).ok_or_else(|| {
        Error::new(file, "has its `[features]` in a form that this command does not extend")
            .help(format!("write them as a table, `[features]`, with `default` as a list that has \"{DEFAULT}\" in it"))
    })
}

/// The text without the lines between the marks, and where they stood.
fn without_block(file: &Path, text: &str) -> Result<(String, Option<usize>)> {
    let mut begin = None;
    let mut end = None;
    let mut at = 0;
    let fault = |line: usize, what: &str| {
        Err(Error::new(file, what).at(Place::Line(line, 1)).help(format!(
            "put back what is missing, a line `{BEGIN}` or `{END}`, or remove the mark and the features of tags"
        )))
    };
    for (index, line) in text.split_inclusive('\n').enumerate() {
        match (line.trim_start(), begin, end) {
            (line, None, _) if line.starts_with(MARKS.0) => begin = Some((at, index + 1)),
            (line, Some(_), None) if line.starts_with(MARKS.1) => end = Some(at + line_len(text, at)),
            (line, ..) if line.starts_with(MARKS.0) || line.starts_with(MARKS.1) => {
                return fault(index + 1, "has a mark of the features of tags where none belongs");
            }
            _ => {}
        }
        at += line.len();
    }
    match (begin, end) {
        (Some((from, _)), Some(to)) => Ok((format!("{}{}", &text[..from], &text[to..]), Some(from))),
        (Some((_, line)), None) => fault(line, "begins the features of tags, and nothing ends them"),
        (None, _) => Ok((text.to_owned(), None)),
    }
}

/// Length of the line that begins at a byte, with its end.
fn line_len(text: &str, at: usize) -> usize {
    text[at..].split_inclusive('\n').next().map_or(0, str::len)
}

fn parsed(file: &Path, text: &str) -> Result<Table> {
    text.parse().map_err(|error: toml::de::Error| {
        let (line, column) = error.span().map_or((1, 1), |span| line_and_column(text, span.start));
        Error::new(file, format!("is not a manifest of Cargo: {}", error.message())).at(Place::Line(line, column))
    })
}

/// What the manifest has to say.
fn wanted(mut own: Table, features: &Features) -> Table {
    let texts = |names: &[String]| Value::Array(names.iter().map(|name| Value::String(name.clone())).collect());
    if let Value::Table(listed) = own.entry("features").or_insert_with(|| Value::Table(Table::new())) {
        if let Value::Array(default) = listed.entry("default").or_insert_with(|| Value::Array(Vec::new()))
            && !default.iter().any(|name| name.as_str() == Some(DEFAULT))
        {
            default.insert(0, Value::String(DEFAULT.to_owned()));
        }
        listed.insert(DEFAULT.to_owned(), texts(features.default()));
        listed.extend(features.names().map(|name| (name.to_owned(), texts(&[]))));
    }
    own
}

/// The lines between the marks, and these.
fn block(features: &Features, with_default: bool) -> String {
    let mut text = format!("{BEGIN}\n");
    if with_default {
        text.push_str(&format!("default = [\"{DEFAULT}\"]\n"));
    }
    let quoted: Vec<String> = features.default().iter().map(|name| format!("\"{name}\"")).collect();
    let line = format!("{DEFAULT} = [{}]\n", quoted.join(", "));
    if line.len() <= WIDTH {
        text.push_str(&line);
    } else {
        text.push_str(&format!("{DEFAULT} = [\n"));
        quoted.iter().for_each(|name| text.push_str(&format!("    {name},\n")));
        text.push_str("]\n");
    }
    features.names().for_each(|name| text.push_str(&format!("{} = []\n", key(name))));
    format!("{text}{END}\n")
}

/// A key of TOML, in quotes if it has other letters than those of English.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if name.chars().all(bare) { name.to_owned() } else { format!("\"{name}\"") }
}

fn insert(text: &str, place: usize, block: &str) -> Option<String> {
    let (before, after) = text.split_at_checked(place)?;
    Some(format!("{before}{block}{after}"))
}

/// The block as the last lines of `[features]`, which is made if there is none.
fn at_the_end(text: &str, block: &str, end: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let is_header = |line: &&str| line.trim_start().starts_with('[');
    let Some(header) = lines.iter().position(|line| line.trim().starts_with("[features]")) else {
        return Some(format!("{}{end}{end}[features]{end}{block}", text.trim_end()));
    };
    let next = lines[header + 1..].iter().position(is_header).map_or(lines.len(), |next| header + 1 + next);
    // Blank lines and comments before the next table belong to it.
    let belongs = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let last = lines[header + 1..next].iter().rposition(|line| !belongs(line)).map_or(header, |last| header + 1 + last);
    let before = lines[..=last].concat();
    let gap = if before.ends_with('\n') { "" } else { end };
    Some(format!("{before}{gap}{block}{}", lines[last + 1..].concat()))
}

/// A name in a list, and where it stands.
type Listed = (Range<usize>, String);

/// Where the list `features.default` stands, and its items.
fn default_list(text: &str) -> Option<(Range<usize>, Vec<Listed>)> {
    let table = DeTable::parse(text).ok()?;
    let default = table.get_ref().get("features")?.get_ref().as_table()?.get("default")?;
    let DeValue::Array(items) = default.get_ref() else { return None };
    let items = items.iter().filter_map(|item| Some((item.span(), item.get_ref().as_str()?.to_owned())));
    Some((default.span(), items.collect()))
}

/// Names the default tags in `default`, unless it does already; the place of the block moves along.
fn add_default(file: &Path, text: &str, place: Option<usize>) -> Result<(String, Option<usize>)> {
    let Some((list, items)) = default_list(text).filter(|(list, _)| text[list.clone()].starts_with('[')) else {
        return Err(Error::new(file, "is no list of features").at(Place::Key("features.default".to_owned())));
    };
    if items.iter().any(|(_, name)| name == DEFAULT) {
        return Ok((text.to_owned(), place));
    }
    let at = list.start + 1;
    let blank = if text[at..].starts_with([' ', '\t', '\r', '\n']) { "" } else { " " };
    let word = if items.is_empty() { format!("\"{DEFAULT}\"") } else { format!("\"{DEFAULT}\",{blank}") };
    let place = place.map(|place| if place >= at { place + word.len() } else { place });
    Ok((format!("{}{word}{}", &text[..at], &text[at..]), place))
}

/// Takes the default tags out of `default`.
fn drop_default(file: &Path, text: &str) -> Result<String> {
    let found = default_list(text).and_then(|(_, items)| items.into_iter().find(|(_, name)| name == DEFAULT));
    let Some((item, _)) = found else { return parsed(file, text).map(|_| text.to_owned()) };
    let after = text[item.end..].trim_start_matches([' ', '\t']);
    let after = after.strip_prefix(',').unwrap_or(after);
    let after = after.strip_prefix(' ').filter(|after| after.starts_with(['"', '\''])).unwrap_or(after);
    let text = format!("{}{after}", &text[..item.start]);
    parsed(file, &text).map(|_| text)
}
