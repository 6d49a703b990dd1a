//! Real documents that are known to be hard, each with a program that uses what is made of it: the description is
//! fetched, becomes a crate that stands alone with nothing lost, and `tests/vendors/<name>/example.rs` calls it
//! over loopback.

mod example;
mod settings;

use std::path::Path;

use crate::error::Result;
use crate::new;

pub use settings::Vendor;

/// What came of one of them.
#[derive(Debug)]
pub struct Served {
    /// Operations of the crate.
    pub operations: usize,
    /// Lines that its program printed.
    pub said: String,
}

/// The names of all of them, sorted.
pub fn names(root: &Path) -> Result<Vec<String>> {
    settings::names(root)
}

/// Fetches the description of `name`, makes its crate below `target/vendors`, and runs its program.
///
/// # Errors
///
/// If the package cannot be fetched, if anything of the description would be lost, or if its program does not
/// compile or fails.
pub fn serve(root: &Path, name: &str) -> Result<Served> {
    let vendor = settings::read(root, name)?;
    let package = vendor.package.fetch(root)?;
    let folder = example::empty(root, name)?;
    let request = new::Request {
        name: name.to_owned(),
        spec: package.join(&vendor.spec),
        server: vendor.server.clone(),
        out: Some(folder.clone()),
        strict: true,
        ..new::Request::default()
    };
    let report = new::create(root, &request, |_| {})?;
    example::add(root, name, &folder)?;
    let said = example::run(root, name, &folder, vendor.features.as_deref())?;
    Ok(Served { operations: report.served, said })
}
