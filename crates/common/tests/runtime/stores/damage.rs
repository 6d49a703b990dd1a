//! Entries that are not what the store wrote.

use super::*;

/// What may be found in place of an entry.
fn damaged(entry: &str, of_another: &str) -> Vec<Vec<u8>> {
    // Cut off at every place; nothing at all is a case of its own.
    let mut all: Vec<Vec<u8>> = (1..entry.len()).map(|end| entry.as_bytes()[..end].to_vec()).collect();
    all.extend([b"\0".repeat(400), b"{}".to_vec(), b"[1]".to_vec(), b"\xff\xfe".to_vec(), b"{\"format\":1}".to_vec()]);
    all.push(entry.replace("sample-access-1", "").into_bytes());
    all.push(entry.replace("access_token", "token").into_bytes());
    all.push(format!("{entry}{entry}").into_bytes());
    all.push(of_another.into());
    all
}

/// A text that a later version could have written.
fn newer(entry: &str) -> String {
    entry.replace("\"format\":1", "\"format\":2,\"sealed\":true")
}

#[tokio::test]
async fn a_damaged_entry_makes_a_client_with_password_log_in_anew_and_is_kept() {
    let account = Account::new().await;
    call(&account.with_password()).await.unwrap();
    let (file, entry) = (account.file(), account.text());
    for (n, text) in damaged(&entry, &entry.replace("mara", "jonas")).into_iter().enumerate() {
        std::fs::write(&file, &text).unwrap();
        let shown = String::from_utf8_lossy(&text);
        assert_eq!(call(&account.with_password()).await.unwrap(), n as u64 + 2, "{shown}");
        assert_eq!(std::fs::read(file.with_extension("damaged")).unwrap(), text, "{shown}");
        assert!(account.text().contains(&format!("sample-refresh-{}", n + 2)), "{shown}");
    }
    assert!(account.grants().iter().all(|grant| grant == "password"));
}

#[tokio::test]
async fn a_damaged_entry_is_an_error_for_a_client_that_cannot_log_in_and_is_left_alone() {
    let account = Account::new().await;
    call(&account.with_code()).await.unwrap();
    let (file, entry) = (account.file(), account.text());
    let client = account.without_login();
    for text in damaged(&entry, &entry.replace("authorization_code", "password")) {
        std::fs::write(&file, &text).unwrap();
        let error = call(&client).await.unwrap_err();
        assert!(error.is_token_store() && !error.is_login_required() && !error.is_retryable(), "{error}");
        let message = error.to_string();
        assert!(message.contains(&*file.to_string_lossy()) && message.contains("log in again"), "{message}");
        assert!(!format!("{error:?} {message}").contains("sample-access"));
        assert_eq!(std::fs::read(&file).unwrap(), text);
        account.clock.advance(Duration::from_secs(31));
    }
    assert_eq!(account.files("damaged").len(), 0);
    assert_eq!(account.grants(), ["authorization_code"]);
    // Moved away, it is as if it had never been there.
    std::fs::remove_file(&file).unwrap();
    assert!(call(&client).await.unwrap_err().is_login_required());
}

#[tokio::test]
async fn an_empty_entry_is_no_entry() {
    let account = Account::new().await;
    call(&account.with_password()).await.unwrap();
    std::fs::write(account.file(), "").unwrap();
    assert_eq!(call(&account.with_password()).await.unwrap(), 2);
    assert_eq!(account.grants(), ["password"; 2]);
    std::fs::write(account.file(), "").unwrap();
    let client = account.run(&PASSWORD).account("mara").refresh_token("sample-refresh-0").build().unwrap();
    assert!(call(&client).await.unwrap_err().is_login_required());
    assert_eq!(account.files("damaged").len(), 0);
}

#[tokio::test]
async fn an_entry_of_a_newer_format_is_an_error_and_is_left_alone() {
    let account = Account::new().await;
    call(&account.with_password()).await.unwrap();
    let (file, text) = (account.file(), newer(&account.text()));
    std::fs::write(&file, &text).unwrap();
    let without = account.run(&PASSWORD).account("mara").refresh_token("sample-refresh-0").build().unwrap();
    for client in [account.with_password(), without] {
        let error = call(&client).await.unwrap_err();
        assert!(error.is_token_store() && !error.is_retryable(), "{error}");
        assert!(error.to_string().contains("update the program"), "{error}");
        assert!(client.core.forget_tokens().await.unwrap_err().is_token_store());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
    assert_eq!(account.files("damaged").len(), 0);
    assert_eq!(account.grants(), ["password"]);
}

/// The login comes from a code that is good for once, so it must be in the store afterwards.
#[tokio::test]
async fn a_damaged_entry_is_replaced_by_a_new_login_in_the_browser() {
    let account = Account::new().await;
    call(&account.with_code()).await.unwrap();
    std::fs::write(account.file(), "{").unwrap();
    assert_eq!(call(&account.with_code()).await.unwrap(), 2);
    assert_eq!(call(&account.without_login()).await.unwrap(), 2);
}
