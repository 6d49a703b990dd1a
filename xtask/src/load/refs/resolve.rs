//! From the text of a reference to the place that it means.

use std::cmp::Ordering;

use serde_json::Value;

use super::{At, Bundle, Target, names, only_reference, push};
use crate::error::{Error, Result};
use crate::load::grammar::Kind;
use crate::load::pointer;

/// Why a reference has no target.
#[derive(Debug)]
pub(super) struct Missing {
    pub what: String,
    pub help: String,
}

/// References that lead to references are followed this far.
const LONGEST_CHAIN: usize = 32;

type Found = std::result::Result<Target, Missing>;

impl Bundle<'_> {
    /// The target of a reference. It is no reference itself, unless it is a component.
    pub(super) fn resolve(&mut self, at: &mut At, reference: &str, kind: Kind) -> Result<Found> {
        let mut found = self.follow(at, reference, kind)?;
        for _ in 0..LONGEST_CHAIN {
            let Ok(target) = &found else { return Ok(found) };
            // A schema may be another name of a schema; every other part is taken from where it is said.
            if self.homes.contains_key(target) || (kind == Kind::Schema && self.is_home(target, kind)) {
                return Ok(found);
            }
            let tree = self.files.tree(target.file);
            let Some(next) = tree.pointer(&target.pointer).and_then(only_reference) else { return Ok(found) };
            let mut at = At { file: target.file, pointer: target.pointer.clone(), scopes: Vec::new() };
            found = self.follow(&mut at, next, kind)?;
        }
        Ok(Err(Missing {
            what: format!("refers to `{reference}`, which leads in a circle"),
            help: "say at one place of the circle what is meant".to_owned(),
        }))
    }

    /// The place that a reference names.
    fn follow(&mut self, at: &mut At, reference: &str, kind: Kind) -> Result<Found> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = match self.base(at, path, reference)? {
            Ok(base) => base,
            Err(why) => {
                return Ok(match self.by_name(path, kind).filter(|_| fragment.is_empty()) {
                    Some(target) => Ok(target),
                    None => Err(self.missing(reference, kind, why)),
                });
            }
        };
        let decoded = pointer::decode(fragment);
        for fragment in [decoded.as_str(), fragment] {
            if let Some(target) = self.locate(&base, fragment, 0)? {
                return Ok(Ok(target));
            }
            if path.is_empty()
                && let Some(target) = self.in_scope(at, fragment)?
            {
                return Ok(Ok(target));
            }
        }
        let name = super::last(&decoded).unwrap_or_default();
        let old = ["/definitions/", "/components/schemas/", "/components/", "/parameters/", "/responses/"];
        if base == (Target { file: 0, pointer: String::new() })
            && old.iter().any(|prefix| decoded.strip_prefix(prefix).is_some_and(|rest| !rest.contains('/')))
            && let Some(target) = self.by_name(&name, kind)
        {
            return Ok(Ok(target));
        }
        Ok(Err(self.missing(reference, kind, "does not exist".to_owned())))
    }

    /// The whole that the part before the fragment names; the reason if there is none.
    fn base(&mut self, at: &At, path: &str, reference: &str) -> Result<std::result::Result<Target, String>> {
        if path.is_empty() {
            return Ok(Ok(Target { file: at.file, pointer: String::new() }));
        }
        for file in [at.file, 0] {
            if let Some(pointer) = self.files.ids(file).id(path) {
                return Ok(Ok(Target { file, pointer: pointer.to_owned() }));
            }
        }
        if path.contains("://") || path.starts_with("//") {
            let what = format!("refers to `{reference}` on the network");
            return Err(Error::new(self.files.shown(at.file), what).at_pointer(at.pointer.clone()).help(
                "put that file beside the description and refer to it by a relative path; overlay.yaml can do so",
            ));
        }
        let opened = self.files.open(at.file, &pointer::decode(path))?;
        Ok(opened.map(|file| Target { file, pointer: String::new() }))
    }

    /// The place below `base` that a fragment names: a pointer, also one that leads through references,
    /// or an anchor.
    fn locate(&mut self, base: &Target, fragment: &str, depth: usize) -> Result<Option<Target>> {
        if fragment.is_empty() {
            return Ok(Some(base.clone()));
        }
        if !fragment.starts_with('/') {
            let anchors = self.files.ids(base.file);
            return Ok(anchors.anchor(fragment).map(|at| Target { file: base.file, pointer: at.to_owned() }));
        }
        let mut here = base.clone();
        for segment in pointer::segments(fragment) {
            let tree = self.files.tree(here.file);
            let Some(value) = tree.pointer(&here.pointer) else { return Ok(None) };
            let mut next = here.clone();
            push(&mut next.pointer, &segment);
            if tree.pointer(&next.pointer).is_none() {
                let Some(reference) = value.get("$ref").and_then(Value::as_str) else { return Ok(None) };
                let Some(through) = self.through(&here, reference, depth)? else { return Ok(None) };
                next = through;
                push(&mut next.pointer, &segment);
                if self.files.tree(next.file).pointer(&next.pointer).is_none() {
                    return Ok(None);
                }
            }
            here = next;
        }
        Ok(Some(here))
    }

    /// Follows a reference that stands in the middle of a pointer.
    fn through(&mut self, here: &Target, reference: &str, depth: usize) -> Result<Option<Target>> {
        if depth == LONGEST_CHAIN {
            return Ok(None);
        }
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let at = At { file: here.file, pointer: here.pointer.clone(), scopes: Vec::new() };
        let Ok(base) = self.base(&at, path, reference)? else { return Ok(None) };
        self.locate(&base, &pointer::decode(fragment), depth + 1)
    }

    /// A pointer that begins at one of the schemas around the reference, the nearest first: schemas that
    /// came from elsewhere refer to their own `definitions`.
    fn in_scope(&mut self, at: &At, fragment: &str) -> Result<Option<Target>> {
        if !fragment.starts_with('/') {
            return Ok(None);
        }
        for length in at.scopes.iter().rev() {
            let base = Target { file: at.file, pointer: at.pointer[..*length].to_owned() };
            if let Some(target) = self.locate(&base, fragment, 0)? {
                return Ok(Some(target));
            }
        }
        Ok(None)
    }

    /// The component of the document that has this name.
    fn by_name(&self, name: &str, kind: Kind) -> Option<Target> {
        let mut pointer = names::section(kind, self.swagger);
        push(&mut pointer, name);
        self.files.tree(0).pointer(&pointer)?;
        Some(Target { file: 0, pointer })
    }

    fn missing(&self, reference: &str, kind: Kind, why: String) -> Missing {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        let section = names::section(kind, self.swagger);
        let root = self.files.tree(0);
        let known = root.pointer(&section).and_then(Value::as_object).into_iter().flatten();
        let known = known.map(|(known, _)| (known.clone(), format!("#{section}/{known}")));
        let files = self.files.known().map(|path| path.display().to_string()).map(|path| (path.clone(), path));
        let near = known.chain(files).map(|(known, whole)| (strsim::jaro_winkler(name, &known), whole));
        let nearest = near.max_by(|(a, _), (b, _)| a.partial_cmp(b).unwrap_or(Ordering::Equal));
        let help = match nearest {
            Some((likeness, whole)) if likeness > 0.75 => format!("did you mean `{whole}`?"),
            _ => "correct the reference, or add what it refers to".to_owned(),
        };
        Missing { what: format!("refers to `{reference}`, which {why}"), help }
    }
}
