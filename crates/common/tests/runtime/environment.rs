//! Credentials from the environment and from a file.

use std::path::PathBuf;

use clientwright_common::rt::*;

use crate::support::*;

const fn variable(role: Role, name: &'static str) -> Variable {
    Variable { role, name }
}

const FLOW: Flow = Flow {
    grant: Grant::ClientCredentials,
    authorize_url: "https://login.example.com/authorize",
    token_url: "https://login.example.com/token",
    scopes: &[],
    client_auth: ClientAuth::Body,
    pkce: false,
    single_use_refresh: false,
    token_pointers: &[],
    login: None,
};

const KEY_SCHEME: Scheme = Scheme {
    name: "key",
    kind: SchemeKind::ApiKey,
    placement: Placement::Query { name: "k" },
    flows: &[],
    server: None,
    environment: &[variable(Role::ApiKey, "CLIENTWRIGHT_SAMPLE_KEY")],
};

const LOGIN_SCHEME: Scheme = Scheme {
    name: "login",
    kind: SchemeKind::Token,
    placement: Placement::Header { name: "authorization", word: "Bearer", prefix: "" },
    flows: &[FLOW, Flow { grant: Grant::Password, ..FLOW }],
    server: None,
    environment: &[
        variable(Role::Token, "SAMPLE_TOKEN"),
        variable(Role::Username, "SAMPLE_USER"),
        variable(Role::Password, "SAMPLE_PASSWORD"),
        variable(Role::ClientId, "SAMPLE_ID"),
        variable(Role::ClientSecret, "SAMPLE_SECRET"),
    ],
};

static KEYED: Api = Api { schemes: &[KEY_SCHEME], ..API };
static MANY: Api = Api { schemes: &[KEY_SCHEME, LOGIN_SCHEME], ..API };
static WITH_KEY: Operation = Operation { security: &[&["key"]], ..GET };
static LOGGED_IN: Operation = Operation { security: &[&["login"]], ..GET };

/// A file in a folder of its own that is removed with it.
struct Credentials(PathBuf);

impl Credentials {
    fn new(name: &str, text: &str, mode: u32) -> Self {
        let folder = std::env::temp_dir().join(format!("clientwright-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("credentials.json");
        std::fs::write(&path, text).unwrap();
        #[cfg(unix)]
        std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(mode)).unwrap();
        Self(path)
    }
}

impl Drop for Credentials {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap());
    }
}

fn refusal(api: &'static Api, name: &str, text: &str) -> String {
    let file = Credentials::new(name, text, 0o600);
    let error = set_up(api).credentials_from_file(&file.0).unwrap_err();
    assert!(error.is_config());
    error.to_string().replace(file.0.to_str().unwrap(), "<file>")
}

#[tokio::test]
async fn a_file_gives_each_scheme_its_credential() {
    let server = Loopback::new(|request| match request.target.as_str() {
        "/token" => reply(200, r#"{"access_token":"sample-access"}"#),
        _ => reply(200, "1"),
    })
    .await;
    let text =
        r#"{"CLIENTWRIGHT_SAMPLE_KEY": "sample-key", "SAMPLE_ID": "app", "SAMPLE_SECRET": "s\"1", "OTHER_API": "x"}"#;
    let file = Credentials::new("good", text, 0o600);
    let builder = set_up(&MANY).base_url(&server.url).credentials_from_file(&file.0).unwrap();
    assert!(!format!("{builder:?}").contains("sample-key"));
    let client = builder.build().unwrap();
    client.call(&WITH_KEY).send_empty().await.unwrap();
    assert_eq!(server.requests()[0].target, "/thing?k=sample-key");
    #[cfg(feature = "oauth")]
    {
        client.call(&LOGGED_IN).send_empty().await.unwrap();
        assert_eq!(server.requests()[1].form("client_secret").as_deref(), Some("s\"1"));
        assert_eq!(server.requests()[2].header("authorization"), Some("Bearer sample-access"));
    }
    let _ = &LOGGED_IN;
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(refusal(&KEYED, "none", "{}"), "no credentials in <file>: Sample API takes CLIENTWRIGHT_SAMPLE_KEY");
    assert_eq!(
        refusal(&MANY, "part", r#"{"SAMPLE_USER": "mara", "SAMPLE_PASSWORD": ""}"#),
        "SAMPLE_PASSWORD is not set in <file>, but SAMPLE_USER is"
    );
    // A complete credential does not hide that another one is not.
    assert_eq!(
        refusal(&MANY, "both", r#"{"CLIENTWRIGHT_SAMPLE_KEY": "sample-key", "SAMPLE_SECRET": "sample"}"#),
        "SAMPLE_ID is not set in <file>, but SAMPLE_SECRET is"
    );
    assert!(refusal(&MANY, "list", "{}").ends_with(
        "takes CLIENTWRIGHT_SAMPLE_KEY, or SAMPLE_TOKEN, or SAMPLE_USER with SAMPLE_PASSWORD, or SAMPLE_ID with SAMPLE_SECRET"
    ));
    assert_eq!(refusal(&PLAIN, "plain", "{}"), "Sample API takes no credentials in <file>");
}

#[test]
fn a_file_that_is_not_one_or_not_private_is_refused_and_nothing_of_it_is_shown() {
    let text = refusal(&KEYED, "json", "{\"CLIENTWRIGHT_SAMPLE_KEY\": 123456789}");
    assert!(text.contains("line 1") && !text.contains("123456789"), "{text}");
    refusal(&KEYED, "text", "CLIENTWRIGHT_SAMPLE_KEY=sample");
    let file = Credentials::new("open", r#"{"CLIENTWRIGHT_SAMPLE_KEY": "sample-key"}"#, 0o644);
    if cfg!(unix) {
        let error = set_up(&KEYED).credentials_from_file(&file.0).unwrap_err().to_string();
        assert!(error.contains("chmod 600") && error.contains("mode 644"), "{error}");
    }
    let error = set_up(&KEYED).credentials_from_file(file.0.with_file_name("none.json")).unwrap_err();
    assert!(error.to_string().contains("none.json"), "{error}");
}

/// The environment of this process cannot be changed safely: a child has one of its own.
#[test]
fn the_environment_gives_the_same_as_a_file() {
    let child = |key: Option<&str>| {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "environment::child", "--nocapture"]).env("CLIENTWRIGHT_TEST_CHILD", "1");
        command.env_remove("CLIENTWRIGHT_SAMPLE_KEY");
        if let Some(key) = key {
            command.env("CLIENTWRIGHT_SAMPLE_KEY", key);
        }
        let output = command.output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(child(Some("sample-key")).contains("found: /thing?k=sample-key"));
    let none = "missing: no credentials in the environment: Sample API takes CLIENTWRIGHT_SAMPLE_KEY";
    assert!(child(None).contains(none));
    assert!(child(Some("")).contains(none));
}

#[tokio::test]
async fn child() {
    if std::env::var_os("CLIENTWRIGHT_TEST_CHILD").is_none() {
        return;
    }
    match set_up(&KEYED).credentials_from_env() {
        Ok(builder) => {
            let server = Loopback::new(|_| reply(200, "1")).await;
            builder.base_url(&server.url).build().unwrap().call(&WITH_KEY).send_empty().await.unwrap();
            println!("found: {}", server.requests()[0].target);
        }
        Err(error) => println!("missing: {error}"),
    }
}
