//! One program, run again and again.

use super::*;

#[tokio::test]
async fn a_second_run_uses_the_stored_token_without_a_token_request() {
    let account = Account::new().await;
    assert_eq!(call(&account.with_password()).await.unwrap(), 1);
    assert_eq!(call(&account.with_password()).await.unwrap(), 1);
    assert_eq!(call(&account.with_code()).await.unwrap(), 2);
    assert_eq!(call(&account.without_login()).await.unwrap(), 2);
    account.without_login().core.log_in().await.unwrap();
    assert_eq!(account.grants(), ["password", "authorization_code"]);
}

#[tokio::test]
async fn a_run_after_the_end_of_the_token_renews_it_with_the_stored_refresh_token() {
    let account = Account::new().await;
    for n in 1..=5 {
        assert_eq!(call(&account.with_password()).await.unwrap(), n);
        account.clock.advance(LIFE);
    }
    assert_eq!(account.grants(), ["password", "refresh_token", "refresh_token", "refresh_token", "refresh_token"]);
}

#[tokio::test]
async fn a_stored_refresh_token_counts_over_the_older_one_of_the_builder() {
    let account = Account::new().await;
    call(&account.with_password()).await.unwrap();
    let client = account.run(&PASSWORD).account("mara").refresh_token("sample-refresh-0").build().unwrap();
    assert_eq!(call(&client).await.unwrap(), 1);
    account.clock.advance(LIFE);
    assert_eq!(call(&client).await.unwrap(), 2);
    assert_eq!(account.refresh_tokens(), ["sample-refresh-1"]);
}

#[tokio::test]
async fn a_refresh_token_of_the_builder_is_used_if_the_store_has_none_that_is_good() {
    let account = Account::new().await;
    let client = account.run(&PASSWORD).account("mara").refresh_token("sample-refresh-0").build().unwrap();
    account.unspent.lock().unwrap().insert("sample-refresh-0".into());
    assert_eq!(call(&client).await.unwrap(), 1);
    account.spend("sample-refresh-1");
    account.unspent.lock().unwrap().insert("sample-refresh-new".into());
    account.clock.advance(LIFE);
    let client = account.run(&PASSWORD).account("mara").refresh_token("sample-refresh-new").build().unwrap();
    assert_eq!(call(&client).await.unwrap(), 2);
    assert_eq!(account.refresh_tokens(), ["sample-refresh-0", "sample-refresh-1", "sample-refresh-new"]);
}

#[tokio::test]
async fn a_new_login_in_the_browser_counts_over_the_store() {
    let account = Account::new().await;
    assert_eq!(call(&account.with_code()).await.unwrap(), 1);
    assert_eq!(call(&account.with_code()).await.unwrap(), 2);
    assert_eq!(call(&account.without_login()).await.unwrap(), 2);
    assert_eq!(account.grants(), ["authorization_code"; 2]);
}

#[tokio::test]
async fn a_new_pair_is_in_the_file_before_the_first_call_uses_it() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let note = seen.clone();
    let account = Account::watched(move |folder, request| {
        let token = request.header("authorization").unwrap().strip_prefix("Bearer ").unwrap().to_owned();
        let entry = files(folder, "json").pop().map(|file| std::fs::read_to_string(file).unwrap());
        note.lock().unwrap().push((token, entry.unwrap_or_default()));
    })
    .await;
    let client = account.with_password();
    for _ in 0..4 {
        call(&client).await.unwrap();
        account.clock.advance(LIFE);
    }
    let seen = seen.lock().unwrap();
    assert_eq!(seen.len(), 4);
    for (token, entry) in &*seen {
        let refresh = token.replace("access", "refresh");
        assert!(entry.contains(&format!("{token:?}")) && entry.contains(&format!("{refresh:?}")), "{token}: {entry}");
    }
}

#[tokio::test]
async fn forgotten_tokens_leave_the_folder() {
    let account = Account::new().await;
    let client = account.with_code();
    call(&client).await.unwrap();
    account.file();
    client.core.forget_tokens().await.unwrap();
    assert_eq!(account.files("json").len(), 0);
    for client in [client, account.without_login()] {
        assert!(call(&client).await.unwrap_err().is_login_required());
    }
    assert_eq!(account.grants(), ["authorization_code"]);
    // What was never there can be forgotten as well.
    account.with_password().core.forget_tokens().await.unwrap();
}

#[tokio::test]
async fn a_client_without_login_and_without_entry_needs_a_login_and_asks_nobody() {
    let account = Account::new().await;
    let error = call(&account.without_login()).await.unwrap_err();
    assert!(error.is_login_required() && error.is_auth() && !error.is_token_store(), "{error}");
    assert_eq!(account.server.requests().len(), 0);
}
