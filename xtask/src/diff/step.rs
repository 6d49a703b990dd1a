//! Which version step follows from changes, as Cargo reads versions.

use std::fmt;
use std::path::Path;

use toml::Table;

use super::change::{Change, Effect};

/// A step from one version to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Nothing to publish.
    None,
    /// The last number.
    Patch,
    /// The middle number.
    Minor,
    /// The first number.
    Major,
}

impl Step {
    /// Before 1.0 the middle number says that something breaks, and the last one everything else.
    pub(super) fn of(changes: &[Change], version: &str) -> Self {
        let early = numbers(version).is_none_or(|[major, ..]| major == 0);
        match changes.iter().map(|change| change.effect).min() {
            None => Self::None,
            Some(Effect::Breaking) if early => Self::Minor,
            Some(Effect::Breaking) => Self::Major,
            Some(Effect::Addition) if !early => Self::Minor,
            Some(Effect::Addition | Effect::Other) => Self::Patch,
        }
    }

    /// The version after a step; the same one if it is no version.
    pub fn next(self, version: &str) -> String {
        let Some([major, minor, patch]) = numbers(version) else { return version.to_owned() };
        match self {
            Self::None => version.to_owned(),
            Self::Patch => format!("{major}.{minor}.{}", patch + 1),
            Self::Minor => format!("{major}.{}.0", minor + 1),
            Self::Major => format!("{}.0.0", major + 1),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "no",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// The numbers of a version; what follows a hyphen or a plus is left out.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let plain = version.split(['-', '+']).next()?;
    let mut parts = plain.split('.').map(|part| part.parse::<u32>().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

/// The version of a crate, which may be that of the workspace; `0.1.0` if nobody says.
pub(super) fn version_of(root: &Path, name: &str) -> String {
    let read = |file: &Path| std::fs::read_to_string(root.join(file)).ok()?.parse::<Table>().ok();
    let own = read(&Path::new("crates").join(name).join("Cargo.toml"));
    let own = own.as_ref().and_then(|manifest| manifest.get("package")?.get("version")?.as_str());
    let shared = read(Path::new("Cargo.toml"));
    let shared = shared.as_ref().and_then(|it| it.get("workspace")?.get("package")?.get("version")?.as_str());
    own.or(shared).unwrap_or("0.1.0").to_owned()
}
