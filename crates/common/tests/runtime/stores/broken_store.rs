//! Stores that cannot be written.

use clientwright_common::auth::store::{Lock, Pending, StoreError, StoreErrorKind};
use clientwright_common::auth::{StoredToken, TokenKey, TokenStore};

use super::*;

/// A store that, some number of times, cannot write although it said that it could.
#[derive(Clone, Debug)]
struct FailsToSave {
    store: FileStore,
    times: Arc<AtomicUsize>,
}

impl TokenStore for FailsToSave {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Lock> {
        self.store.lock(key)
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        self.store.load(key)
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: Option<&'a StoredToken>) -> Pending<'a, ()> {
        let fails = self.times.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if fails {
            return Box::pin(async { Err(StoreError::new(StoreErrorKind::Io, "the disk is full")) });
        }
        self.store.save(key, token)
    }
}

/// An account whose entry holds token 1, which has ended, and a client that will fail to save.
async fn failing_to_save(times: usize) -> (Account, Client, FailsToSave) {
    let account = Account::new().await;
    call(&account.with_code()).await.unwrap();
    account.clock.advance(LIFE);
    let store = FailsToSave { store: FileStore::new(account.folder()), times: Arc::new(AtomicUsize::new(times)) };
    let client = account.run(&BROWSER).token_store(store.clone()).stored_login("app").build().unwrap();
    (account, client, store)
}

#[tokio::test]
async fn a_store_that_cannot_be_written_fails_before_the_refresh_token_is_spent() {
    for ending in ["new", "lock"] {
        let account = Account::new().await;
        call(&account.with_code()).await.unwrap();
        account.clock.advance(LIFE);
        let in_the_way = account.file().with_extension(ending);
        let _ = std::fs::remove_file(&in_the_way);
        std::fs::create_dir(&in_the_way).unwrap();
        let client = account.without_login();
        for _ in 0..3 {
            let error = call(&client).await.unwrap_err();
            assert!(error.is_token_store() && error.is_retryable() && !error.is_auth(), "{error}");
            assert!(error.to_string().contains(&*in_the_way.to_string_lossy()), "{error}");
            account.clock.advance(Duration::from_secs(2));
        }
        assert_eq!(account.grants(), ["authorization_code"]);
        std::fs::remove_dir(&in_the_way).unwrap();
        assert_eq!(call(&client).await.unwrap(), 2);
        assert_eq!(account.refresh_tokens(), ["sample-refresh-1"]);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_an_error_before_any_request() {
    let account = Account::new().await;
    std::fs::write(account.folder(), "a file").unwrap();
    let error = call(&account.with_password()).await.unwrap_err();
    assert!(error.is_token_store(), "{error}");
    assert_eq!(account.server.requests().len(), 0);
}

#[tokio::test]
async fn a_token_that_is_still_valid_is_used_on_while_the_store_cannot_be_written() {
    let account = Account::new().await;
    let client = account.with_code();
    call(&client).await.unwrap();
    let in_the_way = account.file().with_extension("new");
    std::fs::create_dir(&in_the_way).unwrap();
    account.clock.advance(LIFE - Duration::from_secs(20));
    for _ in 0..3 {
        assert_eq!(call(&client).await.unwrap(), 1);
        account.clock.advance(Duration::from_secs(5));
    }
    assert_eq!(account.grants(), ["authorization_code"]);
    std::fs::remove_dir(&in_the_way).unwrap();
    assert_eq!(call(&client).await.unwrap(), 2);
}

#[tokio::test]
async fn a_pair_that_could_not_be_saved_is_used_on_and_saved_soon() {
    for times in [1, 2, 5] {
        let (account, client, _) = failing_to_save(times).await;
        for failed in 0..times {
            assert_eq!(call(&client).await.unwrap(), 2);
            assert!(account.text().contains("sample-refresh-1"), "{failed} of {times}");
            account.clock.advance(Duration::from_secs(5));
        }
        assert_eq!(call(&client).await.unwrap(), 2);
        assert!(account.text().contains("sample-refresh-2"), "{times}");
        assert_eq!(call(&account.without_login()).await.unwrap(), 2);
        assert_eq!(account.grants(), ["authorization_code", "refresh_token"]);
    }
}

#[tokio::test]
async fn a_pair_that_could_not_be_saved_and_has_ended_is_renewed_with_its_own_refresh_token() {
    let (account, client, _) = failing_to_save(1).await;
    assert_eq!(call(&client).await.unwrap(), 2);
    account.clock.advance(LIFE);
    assert_eq!(call(&client).await.unwrap(), 3);
    assert_eq!(account.refresh_tokens(), ["sample-refresh-1", "sample-refresh-2"]);
    assert!(account.text().contains("sample-refresh-3"));
}

#[tokio::test]
async fn a_pair_that_could_not_be_saved_does_not_replace_a_login_that_came_after_it() {
    let (account, client, _) = failing_to_save(1).await;
    assert_eq!(call(&client).await.unwrap(), 2);
    assert_eq!(call(&account.with_code()).await.unwrap(), 3);
    account.clock.advance(Duration::from_secs(5));
    assert_eq!(call(&client).await.unwrap(), 3);
    assert!(account.text().contains("sample-refresh-3"));
}

#[tokio::test]
async fn a_pair_that_could_not_be_saved_does_not_come_back_after_it_was_forgotten() {
    let (account, client, _) = failing_to_save(1).await;
    assert_eq!(call(&client).await.unwrap(), 2);
    client.core.forget_tokens().await.unwrap();
    account.clock.advance(Duration::from_secs(5));
    assert!(call(&client).await.unwrap_err().is_login_required());
    assert_eq!(account.files("json").len(), 0);
}

/// The code is good for once.
#[tokio::test]
async fn a_new_login_that_could_not_be_saved_still_counts_over_the_store() {
    let (account, _, store) = failing_to_save(1).await;
    let client = account.run(&BROWSER).token_store(store).authorization_code(code("app")).build().unwrap();
    assert_eq!(call(&client).await.unwrap(), 2);
    assert!(account.text().contains("sample-refresh-1"));
    account.clock.advance(Duration::from_secs(5));
    assert_eq!(call(&client).await.unwrap(), 2);
    assert!(account.text().contains("sample-refresh-2"));
    assert_eq!(account.grants(), ["authorization_code"; 2]);
}

/// First token 2 cannot be saved, then token 3 in its place.
#[tokio::test]
async fn of_two_pairs_that_could_not_be_saved_the_newer_one_is_saved() {
    let (account, client, _) = failing_to_save(3).await;
    for n in [2, 3] {
        assert_eq!(call(&client).await.unwrap(), n);
        assert!(account.text().contains("sample-refresh-1"));
        account.clock.advance(if n == 2 { LIFE } else { Duration::from_secs(5) });
    }
    assert_eq!(call(&client).await.unwrap(), 3);
    assert!(account.text().contains("sample-refresh-3"));
    assert_eq!(account.refresh_tokens(), ["sample-refresh-1", "sample-refresh-2"]);
}

#[tokio::test]
async fn a_pair_that_could_not_be_saved_is_used_if_the_entry_is_damaged_meanwhile() {
    let (account, client, _) = failing_to_save(1).await;
    assert_eq!(call(&client).await.unwrap(), 2);
    std::fs::write(account.file(), "{").unwrap();
    account.clock.advance(Duration::from_secs(5));
    assert_eq!(call(&client).await.unwrap(), 2);
    assert!(account.text().contains("sample-refresh-2"));
}
