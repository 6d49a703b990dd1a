//! Tokens that outlive a program, in a folder that its user alone can read.

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{ErrorKind as Io, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::{Lock, Pending, StoreError, StoreErrorKind, StoredToken, TokenKey, TokenStore};
use crate::auth::private_file::{contents, exposed};

/// A store of one file per entry, for any number of programs of one user on one machine.
///
/// - The folder has the mode 0700 and the files 0600; those that others can enter or read are refused.
/// - A lock of the operating system keeps an entry for one renewal at a time, in all programs; it ends
///   with its holder, however that ends.
/// - An entry is replaced by writing a new file, `fsync`, an atomic rename and `fsync` of the folder. A
///   program that is killed at any moment leaves the old entry or the new one.
/// - A missing or empty file is no entry. A damaged one is an error, or for a client that can log in by
///   itself a fresh login; the damaged file is then kept beside the new one as `….damaged`. One of a
///   newer format is an error and is left alone.
///
/// Waiting for another program takes real time, whatever clock the client has: at most two minutes.
#[derive(Clone)]
pub struct FileStore {
    folder: PathBuf,
    /// The locks that are held, by the ids of their keys. A file that is being written goes on being
    /// written when the task that holds the lock is dropped, as happens when an async runtime is shut
    /// down; so the writing holds the lock as well.
    held: Arc<Mutex<BTreeMap<String, Weak<File>>>>,
}

/// The longest wait for another program's lock: more than a token endpoint is given.
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest pause between two looks at a lock.
const LONGEST_LOOK: Duration = Duration::from_millis(50);
/// Bytes of an entry that are read.
const MAX_ENTRY: u64 = 1024 * 1024;
/// Bytes that must fit on the disk before a token is spent.
const ROOM: usize = 16 * 1024;

impl FileStore {
    /// A store in this folder, which is for nothing else. It is made when it is first needed.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), held: Arc::default() }
    }

    /// The store of the user: `clientwright/tokens` in the folder for state: `$XDG_STATE_HOME` or
    /// `~/.local/state`; on Windows `%LOCALAPPDATA%`.
    ///
    /// # Errors
    ///
    /// [`StoreErrorKind::Io`] if none of the variables `XDG_STATE_HOME`, `HOME` and `LOCALAPPDATA` is set.
    pub fn for_user() -> Result<Self, StoreError> {
        let folder = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let state = match cfg!(windows) {
            true => folder("LOCALAPPDATA"),
            false => folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local").join("state"))),
        };
        let none = "there is no folder for the user's state: set XDG_STATE_HOME, HOME or LOCALAPPDATA";
        let state = state.ok_or_else(|| StoreError::new(StoreErrorKind::Io, none))?;
        Ok(Self::new(state.join("clientwright").join("tokens")))
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of an entry.
    pub fn path(&self, key: &TokenKey) -> PathBuf {
        self.folder.join(format!("{}.json", key.id()))
    }

    fn beside(&self, key: &TokenKey, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", key.id()))
    }

    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Weak<File>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore").field("folder", &self.folder).finish()
    }
}

impl TokenStore for FileStore {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Lock> {
        let (folder, path, probe) = (self.folder.clone(), self.beside(key, "lock"), self.beside(key, "new"));
        Box::pin(async move {
            let file = blocking({
                let path = path.clone();
                move || {
                    prepare(&folder)?;
                    open_own(&path, OpenOptions::new().create(true).truncate(false))
                }
            })
            .await?;
            let file = Arc::new(take(file, &path).await?);
            self.held().insert(key.id(), Arc::downgrade(&file));
            // The holder of the lock alone writes the new file, so what is there was left by one that died.
            let lock = file.clone();
            let room = move || {
                let _lock = lock;
                make_sure_of_room(&probe)
            };
            blocking(room).await?;
            Ok(Lock::new(file))
        })
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        let path = self.path(key);
        Box::pin(async move {
            blocking({
                let key = key.clone();
                move || read(&path, &key)
            })
            .await
        })
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: Option<&'a StoredToken>) -> Pending<'a, ()> {
        let (path, new, damaged) = (self.path(key), self.beside(key, "new"), self.beside(key, "damaged"));
        let text = token.map(|token| token.to_json(key));
        let lock = self.held().get(&key.id()).and_then(Weak::upgrade);
        let (folder, key) = (self.folder.clone(), key.clone());
        Box::pin(blocking(move || {
            let _lock = lock;
            match read(&path, &key) {
                Err(error) if error.kind() == StoreErrorKind::Damaged => {
                    fs::rename(&path, &damaged).map_err(|error| StoreError::io("keep a copy of", &path, error))?;
                }
                Err(error) => return Err(error),
                Ok(_) => {}
            }
            match text {
                Some(text) => {
                    write(&new, text.expose().as_bytes())?;
                    fs::rename(&new, &path).map_err(|error| StoreError::io("replace", &path, error))?;
                }
                None => match fs::remove_file(&path) {
                    Err(error) if error.kind() != Io::NotFound => return Err(StoreError::io("remove", &path, error)),
                    _ => {}
                },
            }
            sync_folder(&folder)
        }))
    }
}

/// Files are read and written where that holds nobody up.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        Err(StoreError::new(StoreErrorKind::Io, "the async runtime was shut down before the file was done")
            .with_source(error))
    })
}

/// Takes the lock, looking again after a pause that grows.
async fn take(file: File, path: &Path) -> Result<File, StoreError> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => {
                tokio::time::sleep(pause.mul_f64(0.5 + fastrand::f64() / 2.0)).await;
                pause = (pause * 2).min(LONGEST_LOOK);
            }
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::new(
                    StoreErrorKind::Locked,
                    format!("another program has held {} for {} s", path.display(), PATIENCE.as_secs()),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io("lock", path, error)),
        }
    }
}

/// Makes the folder, or checks that others cannot enter the one that is there.
fn prepare(folder: &Path) -> Result<(), StoreError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| StoreError::io("make the folder", folder, error))?;
    let found = fs::metadata(folder).map_err(|error| StoreError::io("look at the folder", folder, error))?;
    refuse_others(folder, &found, "700")
}

/// The file system has room for an entry, and lets us write it.
fn make_sure_of_room(path: &Path) -> Result<(), StoreError> {
    fill(path, &[b' '; ROOM])?;
    fs::remove_file(path).map_err(|error| StoreError::io("remove", path, error))
}

/// A new file with this text, on the disk.
fn write(path: &Path, text: &[u8]) -> Result<(), StoreError> {
    fill(path, text)?.sync_all().map_err(|error| StoreError::io("write", path, error))
}

fn fill(path: &Path, text: &[u8]) -> Result<File, StoreError> {
    let mut file = open_own(path, OpenOptions::new().create(true).truncate(true))?;
    file.write_all(text).map_err(|error| StoreError::io("write", path, error))?;
    Ok(file)
}

/// Opens a file that only its owner can read, whatever it was before.
fn open_own(path: &Path, options: &mut OpenOptions) -> Result<File, StoreError> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    let file = options.write(true).open(path).map_err(|error| StoreError::io("open", path, error))?;
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))
        .map_err(|error| StoreError::io("keep others out of", path, error))?;
    Ok(file)
}

fn read(path: &Path, key: &TokenKey) -> Result<Option<StoredToken>, StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == Io::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::io("open", path, error)),
    };
    let found = file.metadata().map_err(|error| StoreError::io("look at", path, error))?;
    refuse_others(path, &found, "600")?;
    let text = contents(file, &found, MAX_ENTRY).map_err(|error| StoreError::io("read", path, error))?;
    if text.is_empty() {
        return Ok(None);
    }
    StoredToken::from_json(key, &text).map(Some).map_err(|error| {
        let advice = match error.kind() {
            StoreErrorKind::Damaged => "; move it away and log in again",
            _ => "",
        };
        StoreError::new(error.kind(), format!("{}: {error}{advice}", path.display()))
    })
}

fn refuse_others(path: &Path, found: &fs::Metadata, wanted: &str) -> Result<(), StoreError> {
    exposed(path, found, wanted).map_or(Ok(()), |text| Err(StoreError::new(StoreErrorKind::Exposed, text)))
}

/// The rename itself must not be lost.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| StoreError::io("sync", folder, error))
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> Result<(), StoreError> {
    Ok(())
}
