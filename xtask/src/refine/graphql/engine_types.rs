//! The items that the engine wrote for one operation, by name. It gives the same name to two types
//! whose paths read alike (`gameData` and `game { data }`); they come in the order of the document, so
//! the first one is always the one that is meant next.

use std::collections::{BTreeMap, VecDeque};

use syn::{Item, Visibility};

/// Types of an operation that nobody has taken yet.
#[derive(Debug, Default)]
pub(super) struct EngineTypes(BTreeMap<String, VecDeque<Item>>);

impl EngineTypes {
    /// Keeps types and drops what the engine's own runtime needs: imports, constants, implementations
    /// and aliases of scalars.
    pub(super) fn new(items: Vec<Item>) -> Self {
        let mut types = Self::default();
        for item in items {
            let name = match &item {
                Item::Struct(item) => item.ident.to_string(),
                Item::Enum(item) => item.ident.to_string(),
                Item::Type(item) if matches!(item.vis, Visibility::Public(_)) => item.ident.to_string(),
                _ => continue,
            };
            types.0.entry(name).or_default().push_back(item);
        }
        types
    }

    /// Takes the next type of this name.
    pub(super) fn take(&mut self, name: &str) -> Option<Item> {
        self.0.get_mut(name)?.pop_front()
    }
}
