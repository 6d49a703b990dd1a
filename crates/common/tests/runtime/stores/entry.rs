//! The text form of an entry.

use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use clientwright_common::auth::store::{Lock, Pending, StoreError, StoreErrorKind};
use clientwright_common::auth::{Secret, StoredToken, TokenKey, TokenStore};
use proptest::prelude::*;

use super::*;

/// A store that only shows which entry it was asked for.
#[derive(Clone, Debug, Default)]
struct KeySeen(Arc<OnceLock<TokenKey>>);

impl TokenStore for KeySeen {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Lock> {
        let _ = self.0.set(key.clone());
        Box::pin(async { Err(StoreError::new(StoreErrorKind::Io, "sample")) })
    }
    fn load<'a>(&'a self, _: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        Box::pin(async { Ok(None) })
    }
    fn save<'a>(&'a self, _: &'a TokenKey, _: Option<&'a StoredToken>) -> Pending<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// The key of an entry of the password grant.
pub(super) fn key() -> &'static TokenKey {
    static KEY: OnceLock<TokenKey> = OnceLock::new();
    KEY.get_or_init(|| {
        let seen = KeySeen::default();
        let client: Client =
            set_up(&PASSWORD).token_store(seen.clone()).password("mara", "sample-password").build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        assert!(runtime.block_on(client.core.log_in()).unwrap_err().is_token_store());
        seen.0.get().unwrap().clone()
    })
}

fn any_key() -> impl Strategy<Value = TokenKey> {
    (any::<[String; 3]>(), any::<[String; 3]>()).prop_map(|([api, scheme, host], [client, account, grant])| {
        let mut key = key().clone();
        (key.api, key.scheme, key.host) = (api, scheme, host);
        (key.client, key.account, key.grant) = (client, account, grant);
        key
    })
}

fn any_token() -> impl Strategy<Value = StoredToken> {
    let texts = ("(?s).+", proptest::option::of("(?s).+"));
    // Milliseconds from 1970 on; a life of any length.
    let times = (proptest::option::of(0..=1u64 << 50), proptest::option::of(any::<u64>()));
    (texts, times).prop_map(|((access, refresh), (expires, life))| {
        let mut token = StoredToken::new(access);
        token.refresh = refresh.map(Secret::from);
        token.expires = expires.map(|millis| UNIX_EPOCH + Duration::from_millis(millis));
        token.life = life.map(Duration::from_millis);
        token
    })
}

proptest! {
    #[test]
    fn a_token_that_is_written_is_read_back_the_same(key in any_key(), token in any_token()) {
        let text = token.to_json(&key);
        prop_assert_eq!(StoredToken::from_json(&key, text.expose().as_bytes()).unwrap(), token);
    }

    #[test]
    fn an_entry_of_another_key_is_not_read(key in any_key(), other in any_key(), token in any_token()) {
        prop_assume!(key != other);
        let error = StoredToken::from_json(&other, token.to_json(&key).expose().as_bytes()).unwrap_err();
        prop_assert_eq!(error.kind(), StoreErrorKind::Damaged);
        prop_assert_ne!(key.id(), other.id());
    }

    #[test]
    fn whatever_is_read_nothing_panics(bytes in any::<Vec<u8>>()) {
        prop_assert!(StoredToken::from_json(key(), &bytes).is_err());
    }

    #[test]
    fn an_entry_with_any_byte_changed_or_cut_off_does_not_panic(
        token in any_token(),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut text = token.to_json(key()).expose().as_bytes().to_vec();
        let at = at.index(text.len());
        prop_assert_eq!(StoredToken::from_json(key(), &text[..at]).unwrap_err().kind(), StoreErrorKind::Damaged);
        text[at] = byte;
        let _ = StoredToken::from_json(key(), &text);
    }

    #[test]
    fn the_id_of_a_key_is_a_file_name(key in any_key()) {
        let id = key.id();
        prop_assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')), "{}", id);
    }
}

#[test]
fn a_key_says_whose_token_it_is() {
    let key = key();
    assert_eq!((&*key.api, &*key.scheme, &*key.host), ("sample", "login", "https://login.example.com"));
    assert_eq!((&*key.client, &*key.account, &*key.grant), ("", "mara", "password"));
    let mut shifted = [key.clone(), key.clone()];
    (shifted[0].client, shifted[0].account) = ("ab".into(), "c".into());
    (shifted[1].client, shifted[1].account) = ("a".into(), "bc".into());
    assert_ne!(shifted[0].id(), shifted[1].id());
}

#[test]
fn the_debug_of_a_token_and_of_the_errors_about_it_show_none() {
    let mut token = StoredToken::new("sample-access-1");
    token.refresh = Some("sample-refresh-1".into());
    let text = token.to_json(key());
    let mut seen = format!("{token:?} {text:?}");
    for end in 0..text.expose().len() {
        let error = StoredToken::from_json(key(), &text.expose().as_bytes()[..end]).unwrap_err();
        seen += &format!("{error} {error:?}");
    }
    assert!(!seen.contains("sample-"), "{seen}");
}
