//! References: every one has a target, and every target is a component of this one document, whatever
//! file or place it came from.
//!
//! First the document and all that it reaches is read, and each reference gets its target and each target
//! its name; then the references are rewritten; then the targets move to where their names say. Nothing
//! is copied, so that a large document takes no more memory than it has to.

mod circles;
mod files;
mod ids;
mod missing;
mod names;
mod resolve;
mod settle;

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::path::Path;

use indexmap::IndexMap;
use serde_json::Value;

pub use super::pointer::{decode, push};

use super::grammar::{self, Kind};
use super::pointer;
use crate::error::Result;
use crate::normalise::Report;
use files::Files;
use names::Names;

/// A document without references to other files.
#[derive(Debug)]
pub struct Bundled {
    /// Its tree.
    pub document: Value,
    /// Components that stood elsewhere: pointer in the tree to file and pointer of the source.
    pub origins: BTreeMap<String, String>,
}

/// Makes one document of `value` and of the files that it refers to.
pub fn bundle(dir: &Path, shown: &Path, value: Value, report: &mut Report) -> Result<Bundled> {
    let swagger = value.get("swagger").is_some();
    let names = Names::new(&value, swagger);
    let files = Files::new(dir, shown, value, std::mem::take(report));
    let mut bundle = Bundle {
        files,
        names,
        swagger,
        homes: IndexMap::new(),
        rewrites: IndexMap::new(),
        queue: VecDeque::new(),
        walked: HashSet::new(),
    };
    let found = bundle.find();
    *report = std::mem::take(&mut bundle.files.report);
    found?;
    Ok(settle::settle(bundle, report))
}

/// A place in one of the files.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Target {
    /// Number of the file; 0 is the document itself.
    file: usize,
    /// JSON pointer.
    pointer: String,
}

/// Where a target will stand in the document.
#[derive(Debug, Clone)]
struct Home {
    kind: Kind,
    pointer: String,
}

/// What becomes of a reference.
#[derive(Debug)]
enum Rewrite {
    /// It refers to this pointer of the document.
    To(String),
    /// It has no target, for this reason.
    Missing { kind: Kind, what: String, help: String },
}

/// How a reference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    /// As `$ref` of the object at the place.
    Object,
    /// As the text at the place, in the mapping of a discriminator.
    Text,
}

struct Bundle<'a> {
    files: Files<'a>,
    names: Names,
    swagger: bool,
    homes: IndexMap<Target, Home>,
    rewrites: IndexMap<(Target, Form), Rewrite>,
    queue: VecDeque<(Target, Kind)>,
    walked: HashSet<Target>,
}

/// Where the walk is.
struct At {
    file: usize,
    pointer: String,
    /// Lengths of the pointers to the schemas around.
    scopes: Vec<usize>,
}

impl Bundle<'_> {
    /// Finds the targets of all references.
    fn find(&mut self) -> Result<()> {
        let root = self.files.tree(0);
        self.entries(&root)?;
        let mut at = At { file: 0, pointer: String::new(), scopes: Vec::new() };
        self.walk(&root, Kind::Document, &mut at)?;
        while let Some((target, kind)) = self.queue.pop_front() {
            if self.is_walked(&target) {
                continue;
            }
            let tree = self.files.tree(target.file);
            if let Some(value) = tree.pointer(&target.pointer) {
                let mut at = At { file: target.file, pointer: target.pointer.clone(), scopes: Vec::new() };
                self.walk(value, kind, &mut at)?;
            }
            self.walked.insert(target);
        }
        Ok(())
    }

    /// A component that is nothing but a reference to a place that is no component gives that place its
    /// name: this is how documents of several files are written.
    fn entries(&mut self, root: &Value) -> Result<()> {
        for (section, kind) in names::sections(self.swagger) {
            let Some(Value::Object(entries)) = root.pointer(&section) else { continue };
            for (name, entry) in entries {
                let Some(reference) = only_reference(entry) else { continue };
                let mut pointer = section.clone();
                push(&mut pointer, name);
                let mut at = At { file: 0, pointer: pointer.clone(), scopes: Vec::new() };
                let Ok(target) = self.resolve(&mut at, reference, kind)? else { continue };
                if target.pointer != pointer && !self.is_home(&target, kind) && !self.homes.contains_key(&target) {
                    self.queue.push_back((target.clone(), kind));
                    self.homes.insert(target, Home { kind, pointer });
                }
            }
        }
        Ok(())
    }

    /// Whether the walk has been at a place or above it.
    fn is_walked(&self, target: &Target) -> bool {
        if target.file == 0 && grammar::kind_at(&target.pointer).is_some() {
            return true;
        }
        let mut above = target.clone();
        loop {
            if self.walked.contains(&above) {
                return true;
            }
            let Some(end) = above.pointer.rfind('/') else { return false };
            above.pointer.truncate(end);
        }
    }

    fn walk(&mut self, value: &Value, kind: Kind, at: &mut At) -> Result<()> {
        let Value::Object(map) = value else { return Ok(()) };
        if kind.section().is_some()
            && let Some(Value::String(reference)) = map.get("$ref")
        {
            self.refer(at, reference, kind, Form::Object)?;
        }
        if kind == Kind::Schema {
            at.scopes.push(at.pointer.len());
            self.mapping(value, at)?;
        }
        let length = at.pointer.len();
        for (place, child, kind) in grammar::children(kind, value) {
            at.pointer.push_str(&place);
            self.walk(child, kind, at)?;
            at.pointer.truncate(length);
        }
        if kind == Kind::Schema {
            at.scopes.pop();
        }
        Ok(())
    }

    /// The mapping of a discriminator refers to schemas, by reference or by name.
    fn mapping(&mut self, schema: &Value, at: &mut At) -> Result<()> {
        let Some(Value::Object(mapping)) = schema.pointer("/discriminator/mapping") else { return Ok(()) };
        let length = at.pointer.len();
        for (value, reference) in mapping {
            let Some(reference) = reference.as_str() else { continue };
            let named = format!("#/components/schemas/{}", reference.replace('~', "~0").replace('/', "~1"));
            let tree = self.files.tree(at.file);
            let reference = if tree.pointer(&named[1..]).is_some() { &named } else { reference };
            at.pointer.push_str("/discriminator/mapping");
            push(&mut at.pointer, value);
            self.refer(at, reference, Kind::Schema, Form::Text)?;
            at.pointer.truncate(length);
        }
        Ok(())
    }

    /// Decides what becomes of one reference.
    fn refer(&mut self, at: &mut At, reference: &str, kind: Kind, form: Form) -> Result<()> {
        let rewrite = match self.resolve(at, reference, kind)? {
            Ok(target) => {
                let home = self.home(&target, kind);
                if home.as_ref().is_ok_and(|home| at.file == 0 && *home == at.pointer) {
                    return Ok(());
                }
                match home {
                    Ok(home) if at.file == 0 && reference.strip_prefix('#') == Some(&home) && form == Form::Object => {
                        return Ok(());
                    }
                    Ok(home) => Rewrite::To(home),
                    Err(other) => Rewrite::Missing {
                        kind,
                        what: format!("refers to `{reference}`, which is {}, not {}", other.words(), kind.words()),
                        help: format!("refer to {} here", kind.words()),
                    },
                }
            }
            Err(missing) => Rewrite::Missing { kind, what: missing.what, help: missing.help },
        };
        let place = Target { file: at.file, pointer: at.pointer.clone() };
        self.rewrites.insert((place, form), rewrite);
        Ok(())
    }

    /// Where a target of this kind stands in the end; an error if it is of another kind.
    fn home(&mut self, target: &Target, kind: Kind) -> std::result::Result<String, Kind> {
        if self.is_home(target, kind) {
            return Ok(target.pointer.clone());
        }
        if let Some(home) = self.homes.get(target) {
            return if home.kind == kind { Ok(home.pointer.clone()) } else { Err(home.kind) };
        }
        if let Some(other) = self.files.kind_at(target)
            && other != kind
        {
            return Err(other);
        }
        let words = names::words(&self.files.tree(target.file), &target.pointer);
        let pointer = self.names.choose(kind, words, self.files.path(target.file));
        self.queue.push_back((target.clone(), kind));
        self.homes.insert(target.clone(), Home { kind, pointer: pointer.clone() });
        Ok(pointer)
    }

    /// Whether a place is a component of the document itself, in the section for this kind.
    fn is_home(&self, target: &Target, kind: Kind) -> bool {
        let section = names::section(kind, self.swagger);
        target.file == 0 && target.pointer.strip_prefix(&section).is_some_and(|rest| rest.rfind('/') == Some(0))
    }
}

/// The reference of an object that says nothing else.
fn only_reference(value: &Value) -> Option<&str> {
    let map = value.as_object()?;
    let only = map.iter().all(|(key, _)| matches!(key.as_str(), "$ref" | "description" | "summary"));
    map.get("$ref").and_then(Value::as_str).filter(|_| only)
}

/// The name of a place in notes.
fn place_name(files: &Files<'_>, target: &Target) -> String {
    if target.file == 0 {
        target.pointer.clone()
    } else {
        format!("{}#{}", files.shown(target.file).display(), target.pointer)
    }
}

/// The last segment of a pointer, unescaped.
fn last(pointer: &str) -> Option<String> {
    pointer::parent(pointer).map(|(_, last)| last)
}
