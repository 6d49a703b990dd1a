//! Names that schemas give themselves: `$id` and `$anchor`.

use std::collections::HashMap;

use serde_json::Value;

use super::push;

/// Pointers by name, of one file.
#[derive(Debug, Default)]
pub(super) struct Ids {
    ids: HashMap<String, String>,
    anchors: HashMap<String, String>,
}

impl Ids {
    pub(super) fn of(tree: &Value) -> Self {
        let mut ids = Self::default();
        ids.collect(tree, &mut String::new());
        ids
    }

    /// The place of an `$id`, given without its fragment.
    pub(super) fn id(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(String::as_str)
    }

    /// The place of an anchor.
    pub(super) fn anchor(&self, name: &str) -> Option<&str> {
        self.anchors.get(name).map(String::as_str)
    }

    fn collect(&mut self, value: &Value, pointer: &mut String) {
        let length = pointer.len();
        match value {
            Value::Object(map) => {
                for key in ["$id", "$self", "$anchor", "$dynamicAnchor"] {
                    let Some(Value::String(name)) = map.get(key) else { continue };
                    // In older drafts an anchor is an `$id` that begins with a hash.
                    let (name, known) = match name.strip_prefix('#') {
                        Some(anchor) => (anchor, &mut self.anchors),
                        None if key.ends_with("nchor") => (name.as_str(), &mut self.anchors),
                        None => (name.trim_end_matches('#'), &mut self.ids),
                    };
                    known.entry(name.to_owned()).or_insert_with(|| pointer.clone());
                }
                for (key, child) in map {
                    push(pointer, key);
                    self.collect(child, pointer);
                    pointer.truncate(length);
                }
            }
            Value::Array(list) => {
                for (index, child) in list.iter().enumerate() {
                    push(pointer, &index.to_string());
                    self.collect(child, pointer);
                    pointer.truncate(length);
                }
            }
            _ => {}
        }
    }
}
