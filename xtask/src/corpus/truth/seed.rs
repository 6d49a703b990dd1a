//! Cases for the operations of an API, from a seed: arguments that the document allows, and answers that it allows.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::case::{About, Answer, Case, Cases};
use super::judge::Judge;
use super::spec::{self, Content, bare};
use super::values::{Room, Seeder, Way};
use crate::model::{Api, Location, Media, Operation};
use crate::normalise::openapi::is_json;

/// The ways in which each request and answer is made.
const WAYS: &[Way] = &[Way::Least, Way::Most, Way::Mixed];
/// Values that are tried before a schema is taken for one that allows none.
const MOST_TRIES: u64 = 16;
/// Cases of one operation.
const MOST_CASES: usize = 24;

/// Makes the cases of an API.
pub(super) fn cases(document: &Value, api: &Api, seed: u64) -> Cases {
    let judge = Judge::new(document);
    let mut maker = Maker { document, judge: &judge, seed, known: BTreeMap::new(), about: About::default() };
    let mut all = Cases::default();
    for (index, operation) in api.operations.iter().enumerate() {
        maker.about = About {
            name: operation.rust_name.clone(),
            wire: format!("{} {}", operation.method, operation.path),
            ..About::default()
        };
        let made = maker.operation(index, operation, api);
        all.cases.extend(made);
        all.operations.push(std::mem::take(&mut maker.about));
    }
    all
}

struct Maker<'a> {
    document: &'a Value,
    judge: &'a Judge,
    seed: u64,
    /// Valid values that have been found, and whether leniently.
    known: BTreeMap<(String, String), Result<(Value, bool), String>>,
    about: About,
}

/// What one call is given.
struct Given {
    arguments: BTreeMap<String, Value>,
    body: Option<Value>,
    mime: Option<String>,
}

impl<'a> Maker<'a> {
    fn operation(&mut self, index: usize, operation: &Operation, api: &Api) -> Vec<Case> {
        let Some((key, told)) = self.find(operation) else {
            self.about.missing.push("the operation is not in the document".to_owned());
            return Vec::new();
        };
        let given: Vec<Given> = WAYS.iter().filter_map(|way| self.given(operation, &told, *way)).collect();
        let others =
            api.operations.iter().filter(|other| other.method == operation.method && other.path == operation.path);
        if !told.body().is_empty() && !others.clone().any(takes_a_body) {
            self.about.missing.push("the body cannot be given".to_owned());
        }
        let answers = self.answers(operation, &told);
        let count = answers.len().max(given.len()).min(MOST_CASES);
        if given.is_empty() || answers.is_empty() {
            return Vec::new();
        }
        let case = |number: usize| {
            let (given, (answer, streamed)) = (&given[number % given.len()], &answers[number % answers.len()]);
            Case {
                operation: index,
                method: operation.method.clone(),
                key: key.clone(),
                arguments: given.arguments.clone(),
                body: given.body.clone(),
                mime: given.mime.clone(),
                streamed: *streamed,
                answer: answer.clone(),
            }
        };
        (0..count).map(case).collect()
    }

    /// The operation in the document, with the key of its path.
    fn find(&self, operation: &Operation) -> Option<(String, spec::Operation<'a>)> {
        let document: &'a Value = self.document;
        let keys = document["paths"].as_object()?.keys();
        let of_path = keys.filter(|key| key.split(['?', '#']).next().unwrap_or_default() == operation.path);
        let fixed = |key: &&String| {
            let text = key.split_once(['?', '#']).map_or("", |(_, query)| query);
            let pairs = text.split('&').filter(|pair| !pair.is_empty());
            let pairs: Vec<(String, String)> = pairs
                .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            pairs == operation.fixed_query
        };
        let found = of_path.filter(fixed).find(|key| spec::Operation::find(document, &operation.method, key).is_some());
        let key = found?.clone();
        spec::Operation::find(document, &operation.method, &key).map(|told| (key, told))
    }

    /// Arguments and body of a call; `None`: the document allows none.
    fn given(&mut self, operation: &Operation, told: &spec::Operation<'_>, way: Way) -> Option<Given> {
        let mut arguments = BTreeMap::new();
        for parameter in told.parameters() {
            let name = format!("{}:{}", parameter.place, parameter.name);
            if !operation.parameters.iter().any(|known| argument_name(known.location, &known.wire_name) == name) {
                let what = format!("the parameter `{name}` cannot be given");
                if !self.about.missing.contains(&what) {
                    self.about.missing.push(what);
                }
                continue;
            }
            if !parameter.required && !self.takes(way, &name) {
                continue;
            }
            let room = if parameter.place == "header" { Room::Header } else { Room::Text };
            match self.valid(&parameter.schema, room, way) {
                Some(value) => drop(arguments.insert(name, value)),
                None if parameter.required => return None,
                None => {}
            }
        }
        let implied = operation.parameters.iter().filter(|known| known.location == Location::Path);
        for known in implied {
            let name = argument_name(known.location, &known.wire_name);
            arguments.entry(name).or_insert_with(|| json!("implied"));
        }
        let (body, mime) = match &operation.body {
            None => (None, None),
            Some(body) => {
                let content = content_of(&told.body(), &body.media)?;
                let value = match &body.media {
                    Media::Json => Some(self.valid(&content.schema, Room::Json, way)?),
                    Media::Form => Some(self.valid(&content.schema, Room::Text, way)?),
                    Media::Multipart => {
                        self.parts(operation, &content, way, &mut arguments)?;
                        None
                    }
                    Media::Text(_) => Some(json!({ "text": "some text, ë & more" })),
                    _ => Some(json!({ "hex": "00ff80" })),
                };
                (value, Some(content.mime))
            }
        };
        Some(Given { arguments, body, mime })
    }

    /// The parts of a multipart form.
    fn parts(
        &mut self,
        operation: &Operation,
        content: &Content,
        way: Way,
        arguments: &mut BTreeMap<String, Value>,
    ) -> Option<()> {
        let properties = spec::properties(self.document, &content.schema, 0);
        for part in &operation.parameters {
            if !matches!(part.location, Location::Part | Location::File) {
                continue;
            }
            let name = argument_name(part.location, &part.wire_name);
            if !part.required && !self.takes(way, &name) {
                continue;
            }
            let Some((_, pointer)) = properties.iter().find(|(known, _)| *known == part.wire_name) else { continue };
            let value = if part.location == Location::File {
                let is_list = self
                    .document
                    .pointer(&spec::settled(self.document, pointer))
                    .is_some_and(|of| of.get("items").is_some());
                let file = json!({ "hex": "89504e470d0a" });
                if is_list { json!([file, { "text": "the second" }]) } else { file }
            } else {
                match self.valid(pointer, Room::Text, way) {
                    Some(value) => value,
                    None if part.required => return None,
                    None => continue,
                }
            };
            arguments.insert(name, value);
        }
        Some(())
    }

    /// Whether an optional argument is given.
    fn takes(&self, way: Way, name: &str) -> bool {
        match way {
            Way::Least => false,
            Way::Most => true,
            Way::Mixed => {
                name.bytes().fold(self.seed, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))) % 2 == 0
            }
        }
    }

    /// The answers, and whether each is read bit by bit.
    fn answers(&mut self, operation: &Operation, told: &spec::Operation<'_>) -> Vec<(Answer, bool)> {
        let statuses = told.statuses();
        let mut answers = Vec::new();
        let only_streams =
            operation.stream.is_some() && operation.answers.iter().all(|answer| answer.media == Media::Empty);
        if let Some(stream) = &operation.stream {
            let status = statuses.iter().find(|status| status.starts_with('2')).map_or("200", String::as_str);
            let contents = told.answer(status);
            let kind = if stream.media == Media::Events { "events" } else { "lines" };
            if let Some(content) = contents.iter().find(|content| bare(&content.mime) == bare(stream.media.mime())) {
                for way in [Way::Most, Way::Mixed] {
                    let Some(item) = self.valid(&content.schema, Room::Json, way) else { continue };
                    let answer = Answer {
                        status: concrete(status, &statuses),
                        mime: Some(content.mime.clone()),
                        kind: kind.to_owned(),
                        value: json!([item, item]),
                        schema: String::new(),
                        part: String::new(),
                    };
                    answers.push((answer, true));
                }
            }
        }
        for answer in operation.answers.iter().filter(|_| !only_streams) {
            for status in &answer.statuses {
                let content = content_of(&told.answer(status), &answer.media);
                let made = self.ways(&answer.media, content, concrete(status, &statuses), WAYS);
                let part = operation.envelope.clone().unwrap_or_default();
                answers.extend(made.into_iter().map(|answer| (Answer { part: part.clone(), ..answer }, false)));
            }
        }
        // An answer to a question about headers alone says nothing more.
        for (status, _) in operation.errors.iter().filter(|_| operation.method != "HEAD") {
            let content = content_of(&told.answer(status), &Media::Json);
            if content.is_some() {
                let made = self.ways(&Media::Json, content, concrete(status, &statuses), &[Way::Most, Way::Mixed]);
                answers.extend(made.into_iter().map(|answer| (answer, false)));
            }
        }
        answers
    }

    fn ways(&mut self, media: &Media, content: Option<Content>, status: u16, ways: &[Way]) -> Vec<Answer> {
        let Some(content) = content.filter(|_| *media != Media::Empty) else {
            return vec![Answer {
                status,
                mime: None,
                kind: "empty".to_owned(),
                value: Value::Null,
                schema: String::new(),
                part: String::new(),
            }];
        };
        let answer = |kind: &str, value: Value| {
            let mime = Some(content.mime.replace("*/*", "application/json").replace('*', "plain"));
            Answer { status, mime, kind: kind.to_owned(), value, schema: content.schema.clone(), part: String::new() }
        };
        match media {
            Media::Json => {
                let values: Vec<Value> =
                    ways.iter().filter_map(|way| self.valid(&content.schema, Room::Json, *way)).collect();
                values.into_iter().map(|value| answer("json", value)).collect()
            }
            Media::Text(_) => vec![answer("text", json!("some text, ë & more"))],
            _ => vec![answer("bytes", json!({ "hex": "00ff80" }))],
        }
    }

    /// A value that the schema allows; without a schema any does.
    fn valid(&mut self, schema: &str, room: Room, way: Way) -> Option<Value> {
        if schema.is_empty() {
            return Some(if room == Room::Json { json!({ "any": ["thing"] }) } else { json!("anything") });
        }
        let pointer = spec::settled(self.document, schema);
        let key = (pointer.clone(), format!("{room:?} {way:?}"));
        if !self.known.contains_key(&key) {
            let found = self.seek(&pointer, room, way);
            self.known.insert(key.clone(), found);
        }
        match self.known[&key].clone() {
            Ok((value, lenient)) => {
                self.about.lenient += usize::from(lenient);
                Some(value)
            }
            Err(fault) => {
                let what = format!("no value was found for {pointer}: {fault}");
                if !self.about.unseeded.contains(&what) {
                    self.about.unseeded.push(what);
                }
                None
            }
        }
    }

    fn seek(&self, pointer: &str, room: Room, way: Way) -> Result<(Value, bool), String> {
        let mut leniently = None;
        let mut fault = "there is none for its place".to_owned();
        for number in 0..MOST_TRIES {
            // The smallest value may be a contradiction where a larger one is none.
            let way = if number > MOST_TRIES / 2 && way == Way::Least { Way::Mixed } else { way };
            let seed = self.seed.wrapping_mul(1009).wrapping_add(number) ^ pointer.len() as u64;
            let value = Seeder::new(&self.judge.tree, seed, way, room).value(pointer);
            if !fits_in(&value, room) {
                continue;
            }
            match self.judge.judge(pointer, &value) {
                Ok(()) => return Ok((value, false)),
                Err(what) => fault = what,
            }
            if leniently.is_none() && self.judge.judge_leniently(pointer, &value).is_ok() {
                leniently = Some(value);
            }
        }
        leniently.map(|value| (value, true)).ok_or(fault)
    }
}

fn takes_a_body(operation: &Operation) -> bool {
    operation.body.is_some()
        || operation.parameters.iter().any(|known| matches!(known.location, Location::Part | Location::File))
}

/// Whether the place where a value goes can hold it.
fn fits_in(value: &Value, room: Room) -> bool {
    room == Room::Json
        || !(value.is_null() || value == &json!([]) || value == &Value::Object(Map::new()) || value == &json!(""))
}

/// The name of an argument in a case.
pub(super) fn argument_name(location: Location, wire_name: &str) -> String {
    let place = match location {
        Location::Path => "path",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Part | Location::File => "part",
        _ => "query",
    };
    format!("{place}:{wire_name}")
}

/// The form of a body or answer that the generator serves.
fn content_of(contents: &[Content], media: &Media) -> Option<Content> {
    let fits = |content: &&Content| {
        let mime = bare(&content.mime);
        match media {
            Media::Json => is_json(&mime),
            Media::Form => mime == "application/x-www-form-urlencoded",
            Media::Multipart => mime.starts_with("multipart/"),
            other => mime == bare(other.mime()),
        }
    };
    let best = contents.iter().find(|content| bare(&content.mime) == "application/json").filter(fits);
    best.or_else(|| contents.iter().find(|content| is_json(&content.mime) && content.mime != "*/*").filter(fits))
        .or_else(|| contents.iter().find(fits))
        .cloned()
}

/// A status that only this answer of the document is for.
fn concrete(status: &str, others: &[String]) -> u16 {
    if let Ok(status) = status.parse() {
        return status;
    }
    let (from, to) = match status.chars().next().and_then(|first| first.to_digit(10)) {
        Some(first) => (first * 100, first * 100 + 99),
        None if others.iter().any(|other| other.starts_with('2')) => (418, 499),
        None => (200, 299),
    };
    let free =
        (from..=to).find(|code| *code != 204 && *code != 205 && !others.iter().any(|other| *other == code.to_string()));
    free.and_then(|code| u16::try_from(code).ok()).unwrap_or(200)
}
