//! Files and folders that hold secrets: others must not get at them.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// The first `most` bytes of a file. One buffer of the right size: growing would leave copies in memory.
pub(crate) fn contents(file: File, found: &Metadata, most: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut text = Zeroizing::new(Vec::with_capacity(found.len().min(most) as usize + 1));
    file.take(most).read_to_end(&mut text)?;
    Ok(text)
}

/// What is wrong if others than the owner have access; `wanted` is the mode to set.
#[cfg(unix)]
pub(crate) fn exposed(path: &Path, found: &Metadata, wanted: &str) -> Option<String> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&found.permissions()) & 0o777;
    let text = || format!("others have access to {} (mode {mode:o}): chmod {wanted} it", path.display());
    (mode & 0o077 != 0).then(text)
}

/// Elsewhere the access lists of the folder above hold.
#[cfg(not(unix))]
pub(crate) fn exposed(_: &Path, _: &Metadata, _: &str) -> Option<String> {
    None
}
