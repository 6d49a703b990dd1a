//! The stages in their order: load, normalise, engine, refine, emit. Pure functions from the files of
//! `specs/` to the files of the crates; [`crate::write`] comes after.

use std::path::Path;

use syn::Item;

use crate::emit;
use crate::error::Result;
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
    /// The files that it was drawn from.
    pub source: Source,
}

/// What a run is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The files are read and become one plain tree.
    Load,
    /// The passes before the engine, and the survey.
    Normalise,
    /// The engine.
    Engine,
    /// The passes after the engine.
    Refine,
}

/// Load, normalise, engine, refine.
pub fn draw(root: &Path, name: &str) -> Result<Drawn> {
    draw_watched(root, name, |_| {})
}

/// Like [`draw`]; `begins` hears of each step before it begins.
pub fn draw_watched(root: &Path, name: &str, mut begins: impl FnMut(Step)) -> Result<Drawn> {
    begins(Step::Load);
    let mut source = load::load(root, name)?;
    begins(Step::Normalise);
    let mut report = std::mem::take(&mut source.report);
    let (mut api, items) = match &source.description {
        Description::OpenApi { file, document } => {
            let tree = document.clone();
            let mut draft = normalise::openapi::Draft::new(file, &source.client_file, &source.client, tree, report);
            normalise::openapi::normalise(&mut draft)?;
            let mut api = survey::survey(name, &mut draft)?;
            let view = normalise::openapi::engine_view(&mut draft)?;
            report = std::mem::take(&mut draft.report);
            begins(Step::Engine);
            let items = engine::openapi::run(file, view, &mut api, &mut report)?;
            (api, items)
        }
        Description::GraphQl(files) => graphql::build(name, files, &source.client, false, &mut report)?,
    };
    begins(Step::Refine);
    survey::points::check(&api, &source.client, &source.client_file)?;
    let mut draft =
        refine::Draft { items, properties: &api.properties, client: &source.client, client_file: &source.client_file };
    refine::refine(&mut draft)?;
    let items = draft.items;
    api.features = Features::of(&api, &items, &source.client.features, &source.client_file)?;
    Ok(Drawn { api, items, report, source })
}

/// All stages for these APIs: what is to stand on disk. Notes of the passes go to `notes`.
pub fn wanted(root: &Path, names: &[String], mut notes: impl FnMut(&str, &Report)) -> Result<Wanted> {
    let mut wanted = Wanted::default();
    for name in names {
        let drawn = draw(root, name)?;
        notes(name, &drawn.report);
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
