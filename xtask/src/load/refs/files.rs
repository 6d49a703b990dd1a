//! The files of one description: each is read once, and none outside of the description's folder.

use std::path::{Component, Path, PathBuf};
use std::rc::Rc;

use serde_json::Value;

use super::Target;
use super::ids::Ids;
use crate::error::Result;
use crate::load::document;
use crate::load::grammar::{self, Kind};
use crate::normalise::Report;

pub(super) struct Files<'a> {
    dir: &'a Path,
    shown: &'a Path,
    files: Vec<File>,
    /// What the parsers noticed.
    pub report: Report,
}

struct File {
    /// Relative to the folder.
    path: PathBuf,
    tree: Rc<Value>,
    ids: Option<Rc<Ids>>,
    /// Whether it is a whole description.
    description: bool,
}

impl<'a> Files<'a> {
    pub(super) fn new(dir: &'a Path, shown: &'a Path, root: Value, report: Report) -> Self {
        let mut files = Self { dir, shown, files: Vec::new(), report };
        files.add(PathBuf::from(shown.file_name().unwrap_or_default()), root);
        files
    }

    fn add(&mut self, path: PathBuf, tree: Value) -> usize {
        let description = tree.get("openapi").is_some() || tree.get("swagger").is_some();
        self.files.push(File { path, tree: Rc::new(tree), ids: None, description });
        self.files.len() - 1
    }

    /// The tree of a file.
    pub(super) fn tree(&self, file: usize) -> Rc<Value> {
        self.files.get(file).map(|file| Rc::clone(&file.tree)).unwrap_or_default()
    }

    /// The identifiers that schemas of a file give themselves.
    pub(super) fn ids(&mut self, file: usize) -> Rc<Ids> {
        let Some(file) = self.files.get_mut(file) else { return Rc::default() };
        Rc::clone(file.ids.get_or_insert_with(|| Rc::new(Ids::of(&file.tree))))
    }

    /// Path relative to the folder.
    pub(super) fn path(&self, file: usize) -> &Path {
        self.files.get(file).map_or(Path::new(""), |file| &file.path)
    }

    /// The name in errors.
    pub(super) fn shown(&self, file: usize) -> PathBuf {
        self.shown.with_file_name(self.path(file))
    }

    /// What a place holds, if the grammar tells.
    pub(super) fn kind_at(&self, target: &Target) -> Option<Kind> {
        let description = self.files.get(target.file).is_some_and(|file| file.description);
        description.then(|| grammar::kind_at(&target.pointer)).flatten()
    }

    /// The number of the file at `path`, seen from file `from`; the reason if there is none. A file that
    /// does not parse is an error.
    pub(super) fn open(&mut self, from: usize, path: &str) -> Result<std::result::Result<usize, String>> {
        let folder = self.path(from).parent().unwrap_or(Path::new(""));
        let Some(path) = inside(&folder.join(path)) else {
            return Ok(Err("lies outside of the description's folder".to_owned()));
        };
        if let Some(known) = self.files.iter().position(|file| file.path == path) {
            return Ok(Ok(known));
        }
        let file = self.dir.join(&path);
        if !file.is_file() {
            return Ok(Err("does not exist".to_owned()));
        }
        let shown = self.shown.with_file_name(&path);
        let text = document::read(&file, &shown)?;
        let tree = document::parse_any(&shown, &text, &mut self.report)?;
        Ok(Ok(self.add(path, tree)))
    }

    /// Files beside the description whose names are close to a path.
    pub(super) fn known(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().skip(1).map(|file| file.path.as_path())
    }

    /// The trees, in the order of their numbers.
    pub(super) fn into_trees(self) -> Vec<Value> {
        let own = |tree: Rc<Value>| Rc::try_unwrap(tree).unwrap_or_else(|shared| Value::clone(&shared));
        self.files.into_iter().map(|file| own(file.tree)).collect()
    }
}

/// The path without `.` and `..`; `None` if it leaves the folder.
fn inside(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::Normal(name) => plain.push(name),
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            Component::Prefix(_) | Component::RootDir => return None,
        }
    }
    Some(plain)
}
