//! The stages in their order: load, normalise, engine, refine, emit. Pure functions from the files of
//! `specs/` to the files of the crates; [`crate::write`] comes after.

use std::path::Path;

use serde_json::Value;
use syn::Item;

use crate::emit;
use crate::error::{Error, Result};
use crate::features::Features;
use crate::load::{self, Description, Source, client_toml::ClientToml};
use crate::model::Api;
use crate::normalise::{self, Report};
use crate::refine;
use crate::survey;
use crate::write::Wanted;
use crate::{engine, graphql};

/// An API as far as it is known before its code is printed.
#[derive(Debug)]
pub struct Drawn {
    /// The API.
    pub api: Api,
    /// Items of `types.rs`, refined.
    pub items: Vec<Item>,
    /// What the passes changed.
    pub report: Report,
    /// The files that it was drawn from, without the OpenAPI document unless that was asked for.
    pub source: Source,
}

/// What a run is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The files are read and become one plain tree.
    Load,
    /// The passes before the engine, and the survey.
    Normalise,
    /// The engine.
    Engine,
    /// The passes after the engine.
    Refine,
    /// Code becomes text.
    Emit,
}

/// Who is told how a run goes, and may end it.
pub trait Watch {
    /// A stage of the API of this name begins.
    fn begins(&mut self, _name: &str, _stage: Stage) {}

    /// The files of an API are read; the passes take the document out of them.
    fn loaded(&mut self, _source: &Source) {}

    /// An API is drawn, and its code is not printed yet; an error ends the run.
    fn drawn(&mut self, _drawn: &Drawn) -> Result<()> {
        Ok(())
    }
}

/// Watches nothing.
impl Watch for () {}

/// Ends the run where a description would not be served whole.
#[derive(Debug, Clone, Copy, Default)]
pub struct Strict;

impl Watch for Strict {
    fn drawn(&mut self, drawn: &Drawn) -> Result<()> {
        drawn.refuse_losses()
    }
}

impl Drawn {
    /// What the crate cannot give is an error that names it.
    pub fn refuse_losses(&self) -> Result<()> {
        const MOST_SHOWN: usize = 20;
        let lost: Vec<String> = self.report.lost().map(ToString::to_string).collect();
        if lost.is_empty() {
            return Ok(());
        }
        let more = lost.len().saturating_sub(MOST_SHOWN);
        let more = if more > 0 { format!("\n  ... and {more} others") } else { String::new() };
        let shown = lost.iter().take(MOST_SHOWN).map(|lost| format!("\n  {lost}")).collect::<String>();
        let what = format!("{} places would be lost, and `--strict` was asked for:{shown}{more}", lost.len());
        Err(Error::new(self.source.description.file(), what).help(
            "correct them in an overlay.yaml, leave them out by `[select]` in client.toml, or do without `--strict`",
        ))
    }
}

/// Load, normalise, engine, refine.
pub fn draw(root: &Path, name: &str) -> Result<Drawn> {
    draw_watched(root, name, &mut ())
}

/// Like [`draw`], and the source keeps its OpenAPI document, which costs a copy.
pub fn draw_whole(root: &Path, name: &str) -> Result<Drawn> {
    let mut kept = Kept(None);
    let mut drawn = draw_watched(root, name, &mut kept)?;
    if let (Description::OpenApi { document, .. }, Some(kept)) = (&mut drawn.source.description, kept.0) {
        *document = kept;
    }
    Ok(drawn)
}

/// Keeps the document, which the passes take.
struct Kept(Option<Value>);

impl Watch for Kept {
    fn loaded(&mut self, source: &Source) {
        if let Description::OpenApi { document, .. } = &source.description {
            self.0 = Some(document.clone());
        }
    }
}

/// Like [`draw`], and `watch` is told.
pub fn draw_watched(root: &Path, name: &str, watch: &mut dyn Watch) -> Result<Drawn> {
    watch.begins(name, Stage::Load);
    let mut source = load::load(root, name)?;
    watch.loaded(&source);
    watch.begins(name, Stage::Normalise);
    let mut report = std::mem::take(&mut source.report);
    let (mut api, items) = match &mut source.description {
        Description::OpenApi { file, document } => {
            let tree = document.take();
            let mut draft = normalise::openapi::Draft::new(file, &source.client_file, &source.client, tree, report);
            normalise::openapi::normalise(&mut draft)?;
            let mut api = survey::survey(name, &mut draft)?;
            let view = normalise::openapi::engine_view(&mut draft)?;
            report = std::mem::take(&mut draft.report);
            drop(draft);
            watch.begins(name, Stage::Engine);
            let items = engine::openapi::run(file, view, &mut api, &mut report)?;
            (api, items)
        }
        Description::GraphQl(files) => graphql::build(name, files, &source.client, &mut report)?,
    };
    watch.begins(name, Stage::Refine);
    survey::points::check(&api, &source.client, &source.client_file)?;
    let mut draft = refine::Draft {
        items,
        properties: &api.properties,
        nullable: &api.nullable,
        client: &source.client,
        client_file: &source.client_file,
    };
    refine::refine(&mut draft)?;
    let items = draft.items;
    api.features = Features::of(&api, &items, &source.client.features, &source.client_file)?;
    let drawn = Drawn { api, items, report, source };
    watch.drawn(&drawn)?;
    Ok(drawn)
}

/// All stages for these APIs: what is to stand on disk.
pub fn wanted(root: &Path, names: &[String], watch: &mut dyn Watch) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    for name in names {
        let drawn = draw_watched(root, name, watch)?;
        watch.begins(name, Stage::Emit);
        print(&drawn, &mut wanted)?;
    }
    let schema = Path::new("specs").join("client.schema.json");
    wanted.files.insert(schema, ClientToml::json_schema());
    Ok(wanted)
}

/// Emit: adds the files of an API to those that are to stand on disk.
pub fn print(drawn: &Drawn, wanted: &mut Wanted) -> Result<()> {
    let emitted = emit::emit(&drawn.api, &drawn.source.client, &drawn.items, &drawn.source.hash)?;
    wanted.files.extend(emitted.generated);
    wanted.scaffold.extend(emitted.scaffold);
    wanted.manifests.insert(emit::manifest(&drawn.api.name), drawn.api.features.clone());
    wanted.folders.insert(emit::folder(&drawn.api.name));
    Ok(())
}
