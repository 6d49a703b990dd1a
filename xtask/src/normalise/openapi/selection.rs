//! Only the operations that `client.toml` chooses go on, and what they reach.

use super::Draft;
use crate::error::Result;
use crate::load::client_toml::Select;
use crate::select::{prune_unreachable_components, select};

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    let chosen = &draft.client.select;
    if *chosen == Select::default() {
        return Ok(());
    }
    let operations = select(&mut draft.tree, chosen).map_err(|missing| {
        let one = if missing.key == "webhooks" { "webhook" } else { "operation" };
        let what = format!("`{}` chooses no {one}", missing.pattern);
        draft.client_fault(format!("select.{}", missing.key), what).help(missing.advice)
    })?;
    let components = prune_unreachable_components(&mut draft.tree);
    let what = format!("{operations} operations are not chosen; with them go {components} components");
    draft.report.note("selection", "/paths".to_owned(), what, false);
    Ok(())
}
