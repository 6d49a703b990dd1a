//! `cargo xtask new`: a description becomes a folder of `specs/` and a crate, in one step that either
//! happens whole or leaves nothing.

mod crate_name;
mod facts;
mod intake;
mod report;
mod server;
mod settings;
pub(crate) mod standalone;

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::emit;
use crate::error::{Error, Result};
use crate::features::Features;
use crate::load::{self, Description, Source};
use crate::pipeline::{self, Drawn, Watch};
use crate::select;
use crate::write::{self, Mode, Wanted};
use facts::Facts;

pub use report::{Lost, Report};

/// What `new` is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Name of the folder in `specs/`, in kebab case.
    pub name: String,
    /// The description: a file, or a folder of files that refer to each other.
    pub spec: PathBuf,
    /// GraphQL: the folder or the file with the operations.
    pub documents: Option<PathBuf>,
    /// The server: for GraphQL the address that takes the queries, for OpenAPI one in place of those that the
    /// description names.
    pub server: Option<String>,
    /// Patterns for the operations that the crate gets; none: all.
    pub operations: Vec<String>,
    /// Tags whose operations it gets as well.
    pub tags: Vec<String>,
    /// A folder for a crate that stands alone, with its description inside; none: a crate of the workspace.
    pub out: Option<PathBuf>,
    /// What the crate cannot give is an error.
    pub strict: bool,
}

/// Steps that may take a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The files are copied.
    Copying,
    /// The crate is made of them.
    Making(pipeline::Stage),
    /// Files are written.
    Writing,
}

/// Adds an API to the workspace at `root`, or writes a crate that stands alone. `progress` hears of each
/// stage before it begins.
///
/// # Errors
///
/// If the name is no good or taken, or if the description cannot be served; then nothing is left behind.
pub fn create(root: &Path, request: &Request, mut progress: impl FnMut(Stage)) -> Result<Report> {
    let name = request.name.as_str();
    crate_name::check(name)?;
    let targets = Targets::of(root, request)?;
    let stage = stage_beside(&targets)?;

    progress(Stage::Copying);
    let specs = Path::new("specs").join(name);
    let folder = stage.path().join(&specs);
    let origin = intake::copy(request, &folder)?;
    let file = folder.join("client.toml");
    let write_settings = |text: &str| std::fs::write(&file, text).map_err(|error| Error::io(&file, "write it", &error));
    write_settings(&settings::least(request, &origin))?;

    let mut making = Making { progress: &mut progress, strict: request.strict, facts: Facts::default() };
    let drawn = pipeline::draw_watched(stage.path(), name, &mut making);
    let facts = making.facts;
    let mut drawn = drawn.map_err(|error| named(error, request))?;
    // What is said there changes no type: it is what the description says already, or a comment.
    write_settings(&settings::whole(request, &origin, &drawn.api, &facts))?;
    let source = load::load(stage.path(), name)?;
    let section = &source.client.features;
    drawn.api.features = Features::of(&drawn.api, &drawn.items, section, &source.client_file)?;

    progress(Stage::Making(pipeline::Stage::Emit));
    let emitted = emit::emit(&drawn.api, &source.client, &drawn.items, &source.hash)?;
    let report = Report::new(&drawn, &facts, &targets.shown());
    let mut wanted = Wanted { files: emitted.generated, scaffold: emitted.scaffold, ..Wanted::default() };
    if request.out.is_some() {
        standalone::adapt(root, &drawn.api, &mut wanted)?;
    }

    progress(Stage::Writing);
    write::apply(stage.path(), &wanted, Mode::Write)?;
    targets.take(stage.path(), name)?;
    Ok(report)
}

/// Hands the stages of the making on.
struct Making<'a> {
    progress: &'a mut dyn FnMut(Stage),
    strict: bool,
    facts: Facts,
}

impl Watch for Making<'_> {
    fn loaded(&mut self, source: &Source) {
        if let Description::OpenApi { document, .. } = &source.description {
            let mut chosen = document.clone();
            let left_out = select::select(&mut chosen, &source.client.select).unwrap_or_default();
            self.facts = Facts { left_out, ..Facts::of_document(&chosen) };
        }
    }

    fn begins(&mut self, _name: &str, stage: pipeline::Stage) {
        (self.progress)(Stage::Making(stage));
    }

    fn drawn(&mut self, drawn: &Drawn) -> Result<()> {
        if self.strict { drawn.refuse_losses() } else { Ok(()) }
    }
}

/// Where the result goes.
#[derive(Debug)]
enum Targets {
    /// Folders of the workspace.
    Workspace { specs: PathBuf, krate: PathBuf },
    /// A folder anywhere.
    Alone(PathBuf),
}

impl Targets {
    /// The folders, none of which is there yet.
    fn of(root: &Path, request: &Request) -> Result<Self> {
        let targets = match &request.out {
            Some(out) => Self::Alone(std::path::absolute(out).map_err(|error| Error::io(out, "find it", &error))?),
            None => Self::Workspace {
                specs: root.join("specs").join(&request.name),
                krate: root.join("crates").join(&request.name),
            },
        };
        for folder in targets.folders() {
            if folder.symlink_metadata().is_ok() {
                return Err(Error::new(folder, "is there already, and nothing is overwritten").help(
                    "choose another name, or remove it first; `cargo xtask generate` brings a crate up to date",
                ));
            }
        }
        Ok(targets)
    }

    fn folders(&self) -> Vec<&PathBuf> {
        match self {
            Self::Workspace { specs, krate } => vec![specs, krate],
            Self::Alone(folder) => vec![folder],
        }
    }

    fn shown(&self) -> Vec<String> {
        self.folders().into_iter().map(|folder| folder.display().to_string()).collect()
    }

    /// Moves what stands in the stage to its place. Renaming a folder is one step, and the first of two is
    /// taken back if the second fails.
    fn take(&self, stage: &Path, name: &str) -> Result<()> {
        let (specs_from, crate_from) = (stage.join("specs").join(name), stage.join("crates").join(name));
        match self {
            Self::Workspace { specs, krate } => {
                rename(&specs_from, specs)?;
                rename(&crate_from, krate).inspect_err(|_| {
                    // Back to the stage, which is removed.
                    let _ = std::fs::rename(specs, &specs_from);
                })
            }
            Self::Alone(folder) => {
                let inside = crate_from.join("specs");
                std::fs::create_dir_all(&inside).map_err(|error| Error::io(&inside, "make it", &error))?;
                rename(&specs_from, &inside.join(name))?;
                rename(&crate_from, folder)
            }
        }
    }
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        std::fs::create_dir_all(parent).map_err(|error| Error::io(parent, "make it", &error))?;
    }
    std::fs::rename(from, to).map_err(|error| Error::io(to, "move it to its place", &error))
}

/// A folder on the file system of the targets, which is removed whatever happens. Its name begins with a
/// dot, so that no other command takes it for an API.
fn stage_beside(targets: &Targets) -> Result<TempDir> {
    let beside = match targets {
        Targets::Workspace { specs, .. } => specs.parent().and_then(Path::parent),
        Targets::Alone(folder) => folder.parent(),
    };
    let beside = beside.unwrap_or(Path::new("."));
    std::fs::create_dir_all(beside).map_err(|error| Error::io(beside, "make it", &error))?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".new-");
    builder.tempdir_in(beside).map_err(|error| Error::io(beside, "write into it", &error))
}

/// An error that names the description as the user did, since the copy is gone by then.
fn named(error: Error, request: &Request) -> Error {
    let folder = Path::new("specs").join(&request.name);
    let Ok(inside) = error.file().strip_prefix(&folder).map(Path::to_owned) else { return error };
    let spec = &request.spec;
    let main = inside.file_stem().is_some_and(|stem| stem == "openapi" || stem == "schema" || stem == "introspection");
    match inside.to_str() {
        // What this command has written itself.
        Some("client.toml" | "overlay.yaml") => error,
        _ if spec.is_dir() => error.in_file(spec.join(inside)),
        _ if main && inside.components().count() == 1 => error.in_file(spec),
        _ => error.in_file(spec.parent().unwrap_or(Path::new("")).join(inside)),
    }
}
