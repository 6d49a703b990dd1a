//! Nobody else gets at the tokens.
#![cfg(unix)]

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use clientwright_common::auth::MemoryStore;

use super::*;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[tokio::test]
async fn the_folder_and_all_files_in_it_are_for_their_owner_alone() {
    let account = Account::new().await;
    let folder = account.home.path().join("deep").join("tokens");
    let build = || account.run(&PASSWORD).token_store(FileStore::new(&folder)).password("mara", "sample-password");
    call(&build().build().unwrap()).await.unwrap();
    // Left by a program that died, and by somebody careless.
    let entry = files(&folder, "json").pop().unwrap();
    for ending in ["new", "lock"] {
        std::fs::write(entry.with_extension(ending), "left over").unwrap();
        set_mode(&entry.with_extension(ending), 0o666);
    }
    std::fs::write(&entry, "{").unwrap();
    call(&build().build().unwrap()).await.unwrap();
    assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    let mut found: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    found.sort();
    let endings: Vec<_> = found.iter().map(|path| path.extension().unwrap().to_string_lossy().into_owned()).collect();
    assert_eq!(endings, ["damaged", "json", "lock"]);
    for path in found {
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
}

#[tokio::test]
async fn a_folder_or_file_that_others_can_get_at_is_an_error_that_says_chmod() {
    let account = Account::new().await;
    call(&account.with_password()).await.unwrap();
    let (folder, file) = (account.folder(), account.file());
    for (path, open, private, advice) in [
        (&folder, 0o755, 0o700, "chmod 700"),
        (&folder, 0o701, 0o700, "chmod 700"),
        (&folder, 0o770, 0o700, "chmod 700"),
        (&file, 0o644, 0o600, "chmod 600"),
        (&file, 0o640, 0o600, "chmod 600"),
        (&file, 0o602, 0o600, "chmod 600"),
    ] {
        set_mode(path, open);
        let client = account.with_password();
        let error = call(&client).await.unwrap_err();
        assert!(error.is_token_store() && !error.is_retryable(), "{error}");
        let message = error.to_string();
        assert!(message.contains(advice) && message.contains(&*path.to_string_lossy()), "{message}");
        assert!(client.core.forget_tokens().await.unwrap_err().is_token_store());
        assert_eq!(mode(path), open, "it is for the user to say");
        set_mode(path, private);
        account.clock.advance(Duration::from_secs(31));
        assert_eq!(call(&client).await.unwrap(), 1);
    }
    assert_eq!(account.grants(), ["password"]);
}

#[tokio::test]
async fn no_token_shows_in_the_debug_of_stores_and_clients() {
    let account = Account::new().await;
    let memory = MemoryStore::new();
    let builder = account.run(&PASSWORD).token_store(memory.clone()).password("mara", "sample-password");
    let (kept, filed) = (builder.clone().build().unwrap(), account.with_password());
    for client in [&kept, &filed] {
        call(client).await.unwrap();
    }
    let store = FileStore::new(account.folder());
    let seen = format!("{builder:?} {memory:?} {store:?} {kept:?} {filed:?}");
    assert!(seen.contains("MemoryStore") && seen.contains("FileStore"));
    assert!(!seen.contains("sample-access") && !seen.contains("sample-refresh"), "{seen}");
}
