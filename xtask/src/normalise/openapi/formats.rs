//! Formats of the document become markers (see [`crate::normalise::wire_formats`]).

use std::collections::BTreeMap;

use super::{Draft, walk};
use crate::error::Result;
use crate::normalise::wire_formats;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let mut custom = BTreeMap::new();
    for (format, entry) in &draft.client.formats {
        if !entry.path.starts_with("crate::") {
            return Err(draft
                .client_fault(format!("formats.{format}.type"), format!("`{}` is not a path in the crate", entry.path))
                .help("write it as `crate::Name`"));
        }
        custom.insert(format.clone(), entry.path.clone());
    }
    let report = &mut draft.report;
    walk::each_schema(&mut draft.tree, &mut |at, schema| {
        if let Some(marker) = wire_formats::mark_one(schema, &custom) {
            report.note("formats", at.pointer(), format!("served as `{marker}`"), false);
        }
        Ok(())
    })
}
