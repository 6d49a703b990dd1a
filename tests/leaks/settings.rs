//! Set-ups that cannot work: the environment, files, addresses, entries of the token store.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use clientwright_common::clock::TokioClock;
use clientwright_common::{ClientBuilder, Error, Service};

use crate::alone::STORE;
use crate::failure::answer;
use crate::markers::{Letters, Secrets, secret};
use crate::matrix::GRANT;
use crate::setup::Setup;
use crate::shown;
use crate::watch::Watch;
use crate::wire::{Reply, Server};

/// Variables that are set in the process; all others of the five APIs are missing.
pub const VARIABLES: &[&str] = &[
    "OSU_API_KEY",
    "PECKOT_API_KEY",
    "BAZHUAYU_PASSWORD",
    "BAZHUAYU_REFRESH_TOKEN",
    "FFLOGS_CLIENT_SECRET",
    "FFLOGS_REFRESH_TOKEN",
    "GREENCUBES_PASSWORD",
];

/// Files of credentials; `@` is a secret.
const FILES: &[&str] = &[
    "@",
    r#""@""#,
    r#"["@"]"#,
    r#"{"OSU_API_KEY": @}"#,
    r#"{"OSU_API_KEY": "@""#,
    r#"{"OSU_API_KEY": "@\u12"}"#,
    r#"{"OSU_API_KEY": ["@"]}"#,
    r#"{"@": 1}"#,
    r#"{"FFLOGS_CLIENT_SECRET": "@", "BAZHUAYU_PASSWORD": "@", "GREENCUBES_PASSWORD": "@"}"#,
    r#"{"OSU_API_KEY": "@\n", "PECKOT_API_KEY": "@\n", "FFLOGS_USER_TOKEN": "@\n", "GREENCUBES_ACCESS_TOKEN": "@\n"}"#,
];

/// Addresses that hold what they should not; `@` is a secret.
const ADDRESSES: &[&str] = &[
    "https://mara:@@example.com/api",
    "https://example.com/api?key=@",
    "https://example.com/api#@",
    "http://mara:@@example.com/api",
    "ftp://mara:@@example.com",
    "https://mara:@@exa mple.com",
    "mara:@",
];

/// Does the same with the builder of each API.
macro_rules! for_each_api {
    ($work:ident $(, $argument:expr)*) => {
        $work(clientwright_osu::Client::builder() $(, $argument)*);
        $work(clientwright_drifting_bottle::Client::builder() $(, $argument)*);
        $work(clientwright_bazhuayu::Client::builder() $(, $argument)*);
        $work(clientwright_fflogs::Client::builder() $(, $argument)*);
        $work(clientwright_greencubes::Client::builder() $(, $argument)*);
    };
}

/// Everything that is wrong before anything is sent.
pub async fn run(watch: &'static Watch) {
    for_each_api!(environment, watch);
    for (number, text) in FILES.iter().enumerate() {
        let path = format!("{STORE}-credentials.json");
        fs::write(&path, text.replace('@', &secret("file", "-7f3a-"))).unwrap();
        for mode in [0o600, 0o644] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let case = format!("credentials file {number}, mode {mode:o}");
            for_each_api!(file, watch, &case, &path);
        }
        fs::remove_file(&path).unwrap();
    }
    for text in ADDRESSES {
        for_each_api!(address, watch, text);
    }
    entries(watch).await;
}

fn environment<C: Service>(builder: ClientBuilder<C>, watch: &Watch) {
    look(watch, "environment", builder.credentials_from_env());
}

fn file<C: Service>(builder: ClientBuilder<C>, watch: &Watch, case: &str, path: &str) {
    look(watch, case, builder.credentials_from_file(path));
}

fn address<C: Service>(builder: ClientBuilder<C>, watch: &Watch, address: &str) {
    let filled = address.replacen('@', &secret("address", "-7f3a-"), 1);
    look(watch, address, Ok(builder.clone().base_url(&filled)));
    look(watch, address, Ok(builder.clone().token_url(&filled)));
    look(watch, address, Ok(builder.server_url("default", filled)));
}

fn look<C: Service>(watch: &Watch, case: &str, result: Result<ClientBuilder<C>, Error>) {
    watch.look(case, "Debug of the builder", format!("{result:?} {result:#?}"));
    if let Some(error) = result.and_then(ClientBuilder::build).err() {
        watch.look_at(case, shown::error(&error));
    }
    watch.look_at_log(case);
    watch.count("set-up");
}

type Damage = fn(&str) -> String;

/// What is done to an entry of the store.
const DAMAGES: &[(&str, Damage)] = &[
    ("cut off", |text| text[..text.len() / 2].to_owned()),
    ("cut off within the token", |text| text[..text.find("access_token").unwrap() + 24].to_owned()),
    ("not JSON", |text| format!("{text}{text}")),
    ("another type", |text| text.replace("\"access_token\":", "\"access_token\":1,\"x\":")),
    ("another key", |text| text.replace("mara", "mira")),
    ("a newer format", |text| text.replace("\"format\":1", "\"format\":99")),
];

/// Entries that cannot be read: with a password to fall back to, and without.
async fn entries(watch: &'static Watch) {
    for (name, damage) in DAMAGES {
        for refresh_only in [false, true] {
            let case = format!("entry of the store: {name}, {refresh_only}");
            let secrets = Secrets::new(Letters::Plain);
            let (access, next) = (secrets.access.clone(), secrets.next_refresh.clone());
            let token = format!(r#"{{"access_token":"{access}","refresh_token":"{next}","expires_in":60}}"#);
            let server = Server::start(move |request| match request.target().starts_with(GRANT) {
                true => Reply::Bytes(answer(200, "application/json", &[], &token)),
                false => Reply::Bytes(answer(403, "text/plain", &[], &request.raw)),
            })
            .await;
            let setup = Setup { store: true, ..Setup::new(&server.url, &format!("{}{GRANT}", server.url), &secrets) };
            let client = || {
                let builder =
                    setup.equip(clientwright_bazhuayu::Client::builder()).clock(std::sync::Arc::new(TokioClock));
                let builder = builder.account("mara");
                match refresh_only {
                    true => builder.refresh_token(&secrets.refresh).build().unwrap(),
                    false => builder.password("mara", &secrets.password).build().unwrap(),
                }
            };
            client().get_task_groups().send().await.unwrap_err();
            let entry = only_entry(Path::new(STORE));
            let text = fs::read_to_string(&entry).unwrap();
            assert!(text.contains(&secrets.access), "{case}: {text}");
            fs::write(&entry, damage(&text)).unwrap();
            let client = client();
            for result in [client.get_task_groups().send().await.map(drop), client.core().log_in().await] {
                if let Err(error) = result {
                    watch.look_at(&case, shown::error(&error));
                }
            }
            watch.look_at_log(&case);
            watch.count("entry of the store");
            fs::remove_dir_all(STORE).unwrap();
        }
    }
}

fn only_entry(folder: &Path) -> std::path::PathBuf {
    let mut entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.find(|path| path.extension().is_some_and(|ending| ending == "json")).unwrap()
}
