//! References: every one has a target, and targets in other files are bundled into the document.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::document;
use crate::error::{Error, Result};

/// Makes one document of `value` and of the files that it refers to, and checks all references.
pub fn bundle(dir: &Path, shown: &Path, mut value: Value) -> Result<Value> {
    let mut bundle = Bundle { dir, shown, files: BTreeMap::new(), schemas: Map::new() };
    bundle.walk(&mut value, &mut String::new(), Path::new(""))?;
    let schemas = std::mem::take(&mut bundle.schemas);
    if !schemas.is_empty() {
        let components = object_entry(&mut value, "components");
        let target = object_entry(components, "schemas");
        if let Value::Object(target) = target {
            target.extend(schemas);
        }
    }
    check(shown, &value, &value, &mut String::new())?;
    Ok(value)
}

struct Bundle<'a> {
    dir: &'a Path,
    shown: &'a Path,
    files: BTreeMap<PathBuf, Value>,
    /// Targets in other files, under the names that they got here.
    schemas: Map<String, Value>,
}

impl Bundle<'_> {
    /// Rewrites references of `value`, which stands in `file` (empty for the document itself).
    fn walk(&mut self, value: &mut Value, pointer: &mut String, file: &Path) -> Result<()> {
        if let Some(Value::String(reference)) = value.get("$ref") {
            let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
            if path.is_empty() && file.as_os_str().is_empty() {
                return Ok(());
            }
            if path.contains("://") {
                return Err(self
                    .fault(pointer, format!("refers to `{reference}` on the network"))
                    .help("put that file beside the description and refer to it by a relative path"));
            }
            let target_file =
                if path.is_empty() { file.to_owned() } else { file.parent().unwrap_or(Path::new("")).join(path) };
            let name = self.adopt(&target_file, fragment, pointer)?;
            *value = serde_json::json!({ "$ref": format!("#/components/schemas/{name}") });
            return Ok(());
        }
        let length = pointer.len();
        match value {
            Value::Object(map) => {
                for (key, child) in map.iter_mut() {
                    push(pointer, key);
                    self.walk(child, pointer, file)?;
                    pointer.truncate(length);
                }
            }
            Value::Array(list) => {
                for (index, child) in list.iter_mut().enumerate() {
                    push(pointer, &index.to_string());
                    self.walk(child, pointer, file)?;
                    pointer.truncate(length);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Copies the target into the components, once, and tells its name there.
    fn adopt(&mut self, file: &Path, fragment: &str, from: &str) -> Result<String> {
        let stem = fragment.rsplit('/').find(|part| !part.is_empty());
        let stem =
            stem.map_or_else(|| file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), str::to_owned);
        let name = heck::ToUpperCamelCase::to_upper_camel_case(stem.as_str());
        if self.schemas.contains_key(&name) {
            return Ok(name);
        }
        if !self.files.contains_key(file) {
            let shown = self.shown.with_file_name(file);
            let text = document::read(&self.dir.join(file), &shown)
                .map_err(|error| self.fault(from, format!("refers to a file that cannot be read: {error}")))?;
            self.files.insert(file.to_owned(), document::parse(&shown, &text)?);
        }
        let target = self.files.get(file).and_then(|value| value.pointer(fragment));
        let Some(mut target) = target.cloned() else {
            return Err(self
                .fault(from, format!("refers to `{}#{fragment}`, which does not exist", file.display()))
                .help("correct the reference, or add what it refers to"));
        };
        // Known before its own references are followed, so that a circle ends.
        self.schemas.insert(name.clone(), Value::Null);
        self.walk(&mut target, &mut fragment.to_owned(), file)?;
        self.schemas.insert(name.clone(), target);
        Ok(name)
    }

    fn fault(&self, pointer: &str, what: String) -> Error {
        Error::new(self.shown, what).at_pointer(pointer)
    }
}

fn object_entry<'a>(value: &'a mut Value, key: &str) -> &'a mut Value {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    &mut value[key]
}

/// Refuses references without a target.
fn check(shown: &Path, root: &Value, value: &Value, pointer: &mut String) -> Result<()> {
    if let Some(Value::String(reference)) = value.get("$ref") {
        let target = reference.strip_prefix('#').and_then(|to| root.pointer(&decode(to)));
        if target.is_none() {
            return Err(Error::new(shown, format!("refers to `{reference}`, which does not exist"))
                .at_pointer(pointer.as_str())
                .help(nearest(root, reference)));
        }
    }
    let length = pointer.len();
    match value {
        Value::Object(map) => {
            for (key, child) in map {
                if is_example(key, pointer) {
                    continue;
                }
                push(pointer, key);
                check(shown, root, child, pointer)?;
                pointer.truncate(length);
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                push(pointer, &index.to_string());
                check(shown, root, child, pointer)?;
                pointer.truncate(length);
            }
        }
        _ => {}
    }
    Ok(())
}

/// Examples may hold a `$ref` of their own that means nothing here.
fn is_example(key: &str, pointer: &str) -> bool {
    key == "example" && !pointer.ends_with("/properties")
}

fn nearest(root: &Value, reference: &str) -> String {
    let name = reference.rsplit('/').next().unwrap_or(reference);
    let Some(Value::Object(schemas)) = root.pointer("/components/schemas") else {
        return "correct the reference, or add what it refers to".to_owned();
    };
    let near = schemas.keys().max_by(|a, b| strsim::jaro_winkler(name, a).total_cmp(&strsim::jaro_winkler(name, b)));
    match near {
        Some(near) if strsim::jaro_winkler(name, near) > 0.75 => {
            format!("did you mean `#/components/schemas/{near}`?")
        }
        _ => "correct the reference, or add what it refers to".to_owned(),
    }
}

/// Appends a segment to a JSON pointer.
pub fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
}

/// The pointer that a URI fragment stands for.
pub(crate) fn decode(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut ahead = rest.clone();
        let digits = [ahead.next(), ahead.next()].map(|digit| digit.and_then(|d| (d as char).to_digit(16)));
        if let [Some(high), Some(low)] = digits {
            bytes.push((high * 16 + low) as u8);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
