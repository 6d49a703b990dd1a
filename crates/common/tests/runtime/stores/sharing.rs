//! Several clients over one store.

use std::future::poll_fn;
use std::task::Poll;

use clientwright_common::auth::{MemoryStore, StoredToken, TokenStore};

use super::*;

#[tokio::test]
async fn entries_of_two_hosts_accounts_clients_and_grants_do_not_mix() {
    let (here, there) = (Account::new().await, Account::new().await);
    let runs = || {
        let elsewhere = set_up(&PASSWORD).base_url(&there.server.url).clock(here.clock.clone());
        let elsewhere = elsewhere.token_store(FileStore::new(here.folder()));
        [
            here.with_password(),
            here.run(&PASSWORD).password("jonas", "sample-password").build().unwrap(),
            here.run(&PASSWORD).password("mara", "sample-password").account("mara at work").build().unwrap(),
            here.with_code(),
            here.run(&BROWSER).authorization_code(code("other app")).build().unwrap(),
            here.run(&BROWSER).authorization_code(code("app")).account("mara").build().unwrap(),
            elsewhere.password("mara", "sample-password").build().unwrap(),
        ]
    };
    let mut numbers = Vec::new();
    for client in runs() {
        numbers.push(call(&client).await.unwrap());
    }
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 1]);
    assert_eq!(here.files("json").len(), 7);
    let again = [
        here.with_password(),
        here.run(&PASSWORD).password("jonas", "sample-password").build().unwrap(),
        here.run(&PASSWORD).account("mara at work").refresh_token("sample-refresh-0").build().unwrap(),
        here.without_login(),
        here.run(&BROWSER).stored_login("other app").build().unwrap(),
        here.run(&BROWSER).stored_login("app").account("mara").build().unwrap(),
    ];
    for (client, number) in again.iter().zip(numbers) {
        assert_eq!(call(client).await.unwrap(), number);
    }
    assert_eq!((here.grants().len(), there.grants().len()), (6, 1));
    // One is forgotten: the others stay.
    again[0].core.forget_tokens().await.unwrap();
    assert_eq!(here.files("json").len(), 6);
    assert_eq!(call(&again[1]).await.unwrap(), 2);
}

#[tokio::test]
async fn two_clients_over_one_memory_store_make_one_token_request() {
    let account = Account::new().await;
    let store = MemoryStore::new();
    let build = || account.run(&PASSWORD).token_store(store.clone()).password("mara", "sample-password").build();
    let (one, other) = (build().unwrap(), build().unwrap());
    for n in 1..=3 {
        let calls: Vec<_> = [&one, &other].repeat(50).into_iter().map(|c| c.call(&LOGIN).send_json::<u64>()).collect();
        let calls: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
        for call in calls {
            assert_eq!(*call.await.unwrap().unwrap(), n);
        }
        account.clock.advance(LIFE);
    }
    assert_eq!(account.grants(), ["password", "refresh_token", "refresh_token"]);
    one.core.forget_tokens().await.unwrap();
    assert_eq!(call(&build().unwrap()).await.unwrap(), 4);
}

#[tokio::test]
async fn two_clients_over_one_folder_that_find_an_expired_token_rotate_it_once() {
    let account = Account::new().await;
    let (one, other) = (account.with_password(), account.with_password());
    for n in 1..=5 {
        let (first, second) = tokio::join!(call(&one), call(&other));
        assert_eq!((first.unwrap(), second.unwrap()), (n, n));
        account.clock.advance(LIFE);
    }
    assert_eq!(account.grants(), ["password", "refresh_token", "refresh_token", "refresh_token", "refresh_token"]);
}

#[tokio::test]
async fn after_a_401_the_token_that_another_client_has_renewed_is_taken_without_a_token_request() {
    let account = Account::new().await;
    let (one, other) = (account.with_code(), account.without_login());
    assert_eq!(call(&one).await.unwrap(), 1);
    assert_eq!(call(&other).await.unwrap(), 1);
    account.oldest.store(2, Ordering::SeqCst);
    assert_eq!(call(&one).await.unwrap(), 2);
    assert_eq!(call(&other).await.unwrap(), 2);
    assert_eq!(account.grants(), ["authorization_code", "refresh_token"]);
}

#[tokio::test]
async fn a_refresh_token_that_somebody_else_has_spent_is_mended_by_the_password() {
    let account = Account::new().await;
    call(&account.with_password()).await.unwrap();
    account.spend("sample-refresh-1");
    account.clock.advance(LIFE);
    assert_eq!(call(&account.with_password()).await.unwrap(), 2);
    assert_eq!(account.grants(), ["password", "refresh_token", "password"]);
    assert!(account.text().contains("sample-refresh-2"));
}

#[tokio::test]
async fn a_refresh_token_that_somebody_else_has_spent_needs_a_login_and_is_sent_once() {
    let account = Account::new().await;
    call(&account.with_code()).await.unwrap();
    account.spend("sample-refresh-1");
    account.clock.advance(LIFE);
    let client = account.without_login();
    for _ in 0..100 {
        let error = call(&client).await.unwrap_err();
        assert!(error.is_login_required() && !error.is_retryable(), "{error}");
        assert_eq!(error.api_code(), Some("invalid_grant"));
    }
    assert_eq!(account.grants(), ["authorization_code", "refresh_token"]);
    // Not after the pause either.
    account.clock.advance(Duration::from_secs(31));
    assert!(call(&client).await.unwrap_err().is_login_required());
    assert_eq!(account.grants(), ["authorization_code", "refresh_token"]);
    // Somebody logs in: everybody gets on.
    assert_eq!(call(&account.with_code()).await.unwrap(), 2);
    account.clock.advance(Duration::from_secs(31));
    assert_eq!(call(&client).await.unwrap(), 2);
}

#[tokio::test]
async fn a_renewal_waits_while_somebody_else_holds_the_lock() {
    let account = Account::new().await;
    call(&account.with_code()).await.unwrap();
    account.clock.advance(LIFE);
    let held = std::fs::File::open(account.files("lock").pop().unwrap()).unwrap();
    held.lock().unwrap();
    let waiting = tokio::spawn(account.without_login().call(&LOGIN).send_json::<u64>());
    // A whole client gets its answer meanwhile.
    assert_eq!(call(&account.with_password()).await.unwrap(), 2);
    assert!(!waiting.is_finished());
    drop(held);
    assert_eq!(*waiting.await.unwrap().unwrap(), 3);
    assert_eq!(account.grants(), ["authorization_code", "password", "refresh_token"]);
}

/// As happens when an async runtime is shut down. Otherwise the next holder of the lock would read an
/// entry that is about to be replaced.
#[tokio::test]
async fn a_save_that_is_dropped_under_way_holds_the_lock_until_it_is_done() {
    let account = Account::new().await;
    let (one, other) = (FileStore::new(account.folder()), FileStore::new(account.folder()));
    let key = entry::key();
    for n in 0..20 {
        let token = StoredToken::new(format!("sample-access-{n}"));
        let lock = one.lock(key).await.unwrap();
        let mut save = one.save(key, Some(&token));
        poll_fn(|context| Poll::Ready(save.as_mut().poll(context).is_ready())).await;
        drop((save, lock));
        let _lock = other.lock(key).await.unwrap();
        assert_eq!(other.load(key).await.unwrap(), Some(token));
    }
}

#[tokio::test]
async fn a_failure_that_may_pass_does_not_make_older_refresh_tokens_be_tried_and_logs_nobody_out() {
    let account = Account::new().await;
    let (one, other) = (account.with_code(), account.without_login());
    call(&one).await.unwrap();
    account.clock.advance(LIFE);
    assert_eq!(call(&other).await.unwrap(), 2);
    account.clock.advance(LIFE);
    account.hiccups.store(1, Ordering::SeqCst);
    let error = call(&one).await.unwrap_err();
    assert!(error.is_retryable() && !error.is_login_required(), "{error}");
    account.clock.advance(Duration::from_secs(2));
    assert_eq!(call(&one).await.unwrap(), 3);
    assert_eq!(account.refresh_tokens(), ["sample-refresh-1", "sample-refresh-2", "sample-refresh-2"]);
}
