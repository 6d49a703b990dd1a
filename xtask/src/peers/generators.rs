//! The other generators: what they are called, and how they are run.

use std::path::Path;
use std::process::Command;

use super::{NAME, said};
use crate::new;

/// A generator of Rust clients for OpenAPI documents.
#[derive(Debug)]
pub struct Generator {
    /// Name of its package.
    pub package: &'static str,
    /// The version that is compared.
    pub version: &'static str,
    /// Name of its program.
    pub program: &'static str,
    /// Its arguments; `{document}` and `{out}` stand for the document and the folder of the crate.
    arguments: &'static [&'static str],
    /// File of the dependencies that a crate around its output needs, where it writes no crate of its own; its
    /// output then goes below `src`.
    dependencies: Option<&'static str>,
}

/// Those that are compared.
pub const PEERS: &[Generator] = &[
    Generator {
        package: "cargo-progenitor",
        version: "0.15.1",
        program: "cargo-progenitor",
        arguments: &[
            "progenitor",
            "--input",
            "{document}",
            "--output",
            "{out}",
            "--name",
            NAME,
            "--version",
            "0.1.0",
            "--interface",
            "positional",
            "--license-name",
            "MIT",
        ],
        dependencies: None,
    },
    Generator {
        package: "openapi-to-rust",
        version: "0.23.0",
        program: "openapi-to-rust",
        arguments: &["generate", "{document}", "--output-dir", "{out}/src/generated"],
        dependencies: Some("src/generated/REQUIRED_DEPS.toml"),
    },
    Generator {
        package: "ploidy",
        version: "0.15.0",
        program: "ploidy",
        arguments: &["generate", "rust", "{document}", "--output", "{out}", "--name", NAME],
        dependencies: None,
    },
];

impl Generator {
    /// Makes the crate of `document` in `out`, with the program in `tools`.
    pub(super) fn generate(&self, tools: &Path, document: &Path, out: &Path) -> Result<(), String> {
        let write = |file: &str, text: &str| {
            let file = out.join(file);
            std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))
        };
        std::fs::create_dir_all(out.join("src")).map_err(|error| error.to_string())?;
        let (document, folder) = (document.to_string_lossy(), out.to_string_lossy());
        let filled = self.arguments.iter().map(|text| text.replace("{document}", &document).replace("{out}", &folder));
        said(Command::new(tools.join("bin").join(self.program)).args(filled))?;
        if let Some(file) = self.dependencies {
            let dependencies = std::fs::read_to_string(out.join(file)).map_err(|error| format!("{file}: {error}"))?;
            let package = format!("[package]\nname = \"{NAME}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n");
            write("Cargo.toml", &(package + &dependencies))?;
            write("src/lib.rs", "#![allow(warnings)]\npub mod generated;\n")?;
        }
        // It stands below the target folder of another workspace.
        let manifest = std::fs::read_to_string(out.join("Cargo.toml")).map_err(|error| error.to_string())?;
        if manifest.contains("[workspace]") { Ok(()) } else { write("Cargo.toml", &(manifest + "\n[workspace]\n")) }
    }
}

/// The same with this generator.
pub(super) fn own(root: &Path, document: &Path, out: &Path) -> Result<(), String> {
    let request = new::Request {
        name: NAME.to_owned(),
        spec: document.to_owned(),
        out: Some(out.to_owned()),
        ..new::Request::default()
    };
    new::create(root, &request, |_| {}).map(|_| ()).map_err(|error| error.to_string())
}
