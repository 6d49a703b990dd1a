//! Settings of `client.toml` that one version of a description does not know.

use std::path::Path;

use toml::{Table, Value};

/// The most settings that are left out before the fault is told.
pub(super) const MOST: usize = 200;

/// Removes the setting at a path of keys, as errors name it. Tells whether there was one.
pub(super) fn remove(file: &Path, key: &str) -> bool {
    let Some(mut table) = std::fs::read_to_string(file).ok().and_then(|text| text.parse::<Table>().ok()) else {
        return false;
    };
    remove_in(&mut table, key) && toml::to_string(&table).is_ok_and(|text| std::fs::write(file, text).is_ok())
}

/// Keys may hold dots themselves, in quotes or not: the longest one that fits is meant.
fn remove_in(table: &mut Table, path: &str) -> bool {
    let fits = |key: &String| {
        let quoted = format!("\"{key}\"");
        [quoted.as_str(), key.as_str()].into_iter().find_map(|key| {
            let rest = path.strip_prefix(key)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| rest.trim_start_matches('.').to_owned())
        })
    };
    let best = table.keys().filter_map(|key| Some((key.clone(), fits(key)?))).max_by_key(|(key, _)| key.len());
    let Some((key, rest)) = best else { return false };
    match table.get_mut(&key) {
        Some(Value::Table(inner)) if !rest.is_empty() => remove_in(inner, &rest) || table.remove(&key).is_some(),
        _ => table.remove(&key).is_some(),
    }
}
