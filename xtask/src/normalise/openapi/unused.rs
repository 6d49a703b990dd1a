//! Schemas that stood inside of others and have been merged into them, or taken apart, are no types.

use std::collections::{HashMap, HashSet};

use super::components::{referred, schemas};
use super::{Draft, found, walk};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let inline = schemas(&mut draft.tree).iter().filter(|(_, schema)| schema.get(found::INLINE) == Some(&true.into()));
    let inline: HashSet<String> = inline.map(|(name, _)| name.clone()).collect();
    if inline.is_empty() {
        return Ok(());
    }
    let mut uses = Uses { count: inline.iter().map(|name| (name.clone(), 0)).collect(), by: HashMap::new() };
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        if let Some(target) = referred(schema).filter(|target| inline.contains(*target)) {
            uses.add(at.component().filter(|user| inline.contains(*user)), target);
        }
        Ok(())
    })?;
    let unused = uses.unused();
    schemas(&mut draft.tree).retain(|name, _| !unused.contains(name));
    Ok(())
}

/// Which of the inline schemas are used, and which of them use others.
struct Uses {
    count: HashMap<String, usize>,
    by: HashMap<String, Vec<String>>,
}

impl Uses {
    fn add(&mut self, user: Option<&str>, target: &str) {
        if let Some(count) = self.count.get_mut(target) {
            *count += 1;
        }
        if let Some(user) = user {
            self.by.entry(user.to_owned()).or_default().push(target.to_owned());
        }
    }

    /// Those that nothing uses, and those that only these use.
    fn unused(mut self) -> HashSet<String> {
        let mut open: Vec<String> =
            self.count.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name.clone()).collect();
        let mut unused = HashSet::new();
        while let Some(name) = open.pop() {
            for target in self.by.remove(&name).unwrap_or_default() {
                if let Some(count) = self.count.get_mut(&target) {
                    *count -= 1;
                    if *count == 0 {
                        open.push(target);
                    }
                }
            }
            unused.insert(name);
        }
        unused
    }
}
