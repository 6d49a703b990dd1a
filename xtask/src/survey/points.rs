//! Budgets of points: what they say about operations must be about operations that there are.

use std::path::Path;

use crate::error::{Error, Place, Result};
use crate::load::client_toml::ClientToml;
use crate::model::Api;
use crate::names;

/// Looks for faults in `[[points]]`.
pub(crate) fn check(api: &Api, client: &ClientToml, client_file: &Path) -> Result<()> {
    for (index, points) in client.points.iter().enumerate() {
        let fault =
            |key: &str, what: String| Error::new(client_file, what).at(Place::Key(format!("points.{index}.{key}")));
        let costs = points.costs.iter().map(|(operation, cost)| (operation.as_str(), *cost));
        for (operation, cost) in costs.clone().chain([("", points.cost)]) {
            if !(cost.is_finite() && cost >= 0.0) {
                return Err(fault("cost", format!("{cost} is not a number of points")));
            }
            let known = || api.operations.iter().map(|operation| operation.id.as_str());
            if !operation.is_empty() && !known().any(|id| id == operation) {
                let what = format!("there is no operation `{operation}`");
                return Err(fault("costs", what).help(names::nearest(operation, known())));
            }
        }
        if points.per_seconds == 0 {
            return Err(fault("per_seconds", "a period must last at least a second".to_owned()));
        }
        for (key, pointer) in [("limit", &points.limit), ("spent", &points.spent), ("resets_in", &points.resets_in)] {
            if !pointer.starts_with('/') {
                return Err(fault(key, format!("`{pointer}` is not a JSON pointer")).help("it begins with `/`"));
            }
        }
    }
    Ok(())
}
