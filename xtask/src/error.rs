//! What the generator tells about a description that it can't serve.

use std::fmt;
use std::path::{Path, PathBuf};

/// Result of any stage of the generator.
pub type Result<T> = std::result::Result<T, Error>;

/// A fault in what the user wrote, or in the file system: where it is, what it is, what to do.
#[derive(Debug)]
pub struct Error(Box<Fault>);

#[derive(Debug)]
struct Fault {
    file: PathBuf,
    place: Place,
    operation: Option<String>,
    what: String,
    help: String,
}

/// Where in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line and a column, both from 1.
    Line(usize, usize),
    /// A JSON pointer.
    Pointer(String),
    /// A path of keys in a TOML file.
    Key(String),
}

impl Error {
    /// A fault of the whole `file`.
    pub fn new(file: impl AsRef<Path>, what: impl Into<String>) -> Self {
        Self(Box::new(Fault {
            file: file.as_ref().to_owned(),
            place: Place::File,
            operation: None,
            what: what.into(),
            help: String::new(),
        }))
    }

    /// Says in which file the fault is.
    #[must_use]
    pub fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.0.file = file.as_ref().to_owned();
        self
    }

    /// Says where in the file the fault is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = place;
        self
    }

    /// Says at which JSON pointer the fault is.
    #[must_use]
    pub fn at_pointer(self, pointer: impl Into<String>) -> Self {
        self.at(Place::Pointer(pointer.into()))
    }

    /// Names the operation that can't be served.
    #[must_use]
    pub fn operation(mut self, id: impl Into<String>) -> Self {
        self.0.operation = Some(id.into());
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = help.into();
        self
    }

    /// Adds to what is wrong.
    #[must_use]
    pub fn also(mut self, more: impl fmt::Display) -> Self {
        self.0.what = format!("{}; {more}", self.0.what);
        self
    }

    /// A failed file operation.
    pub fn io(file: impl AsRef<Path>, doing: &str, error: &std::io::Error) -> Self {
        Self::new(file, format!("cannot {doing}: {error}"))
    }

    /// The file with the fault.
    pub fn file(&self) -> &Path {
        &self.0.file
    }

    /// What the fault is.
    pub fn what(&self) -> &str {
        &self.0.what
    }

    /// What to do about it; empty if nothing is known.
    pub fn advice(&self) -> &str {
        &self.0.help
    }

    /// Where in the file the fault is.
    pub fn place(&self) -> &Place {
        &self.0.place
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.file.display())?;
        match &self.0.place {
            Place::File => {}
            Place::Line(line, column) => write!(f, ":{line}:{column}")?,
            Place::Pointer(pointer) => write!(f, "#{pointer}")?,
            Place::Key(key) => write!(f, " [{key}]")?,
        }
        if let Some(operation) = &self.0.operation {
            write!(f, " (operation {operation})")?;
        }
        write!(f, ": {}", self.0.what)?;
        if !self.0.help.is_empty() {
            write!(f, "\n  help: {}", self.0.help)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}
