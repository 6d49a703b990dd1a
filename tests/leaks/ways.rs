//! The five APIs, and each way to call them: one table.

use std::time::Duration;

use clientwright_common::auth::{AccessToken, AuthorizationCode, RefreshToken, StoredLogin};
use clientwright_drifting_bottle::{Sender, SenderIdentity};
use serde_json::json;

use crate::markers::Secrets;
use crate::setup::{Setup, Trial, Trouble};
use crate::store::OldLogin;

/// One way to call an API.
pub struct Way {
    pub name: &'static str,
    pub start: fn(&Setup) -> Trial,
    /// Where the credential of the call comes from.
    pub credential: From,
    /// Bodies of another shape than expected; `@` is what the server repeats.
    pub shapes: &'static [&'static str],
}

/// Where the credential of a call comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The user gives it.
    User,
    /// A token endpoint.
    TokenEndpoint,
    /// A login that sets cookies.
    Login,
}

impl Way {
    /// Whether something is asked before the call.
    pub fn asks(&self) -> bool {
        self.credential != From::User
    }

    /// What the token endpoint or the login answers when all is well: headers and body.
    pub fn grant(&self, secrets: &Secrets) -> (Vec<(&'static str, String)>, String) {
        match self.credential {
            From::User => (Vec::new(), String::new()),
            From::TokenEndpoint => {
                let access = match self.name.starts_with("greencubes") {
                    true => json!({ "token": secrets.access, "userId": 17 }),
                    false => json!(secrets.access),
                };
                let refresh = &secrets.next_refresh;
                let token = json!({ "access_token": access, "refresh_token": refresh, "token_type": "bearer", "expires_in": 3600 });
                (Vec::new(), token.to_string())
            }
            From::Login => {
                let [session, other] = &secrets.cookies;
                let cookies = [format!("sails.sid={session}; Path=/; HttpOnly"), format!("other={other}; Path=/")];
                (cookies.map(|cookie| ("set-cookie", cookie)).into(), r#"{"message":"Success"}"#.to_owned())
            }
        }
    }
}

const OSU: &[&str] = &[
    r#""@""#,
    r#"["@"]"#,
    r#"[{"user_id":"@"}]"#,
    r#"[{"@":["@"]}]"#,
    r#"[{"user_id":{"@":1}}]"#,
    r#"[{"user_id":"1","username":["@"]}]"#,
];
const BOTTLE: &[&str] = &[
    r#""@""#,
    r#"["@"]"#,
    r#"{"code":"@","message":"@","data":{}}"#,
    r#"{"code":200,"message":["@"]}"#,
    r#"{"code":200,"message":"m","data":{"bottles":"@"}}"#,
];
const BAZHUAYU: &[&str] = &[
    r#""@""#,
    r#"{"data":"@","error":"success"}"#,
    r#"{"data":["@"],"error":"success"}"#,
    r#"{"data":[{"taskGroupId":"@"}],"error":"success"}"#,
    r#"{"data":{"@":{"@":"@"}},"error":"success"}"#,
    r#"{"@":"@"}"#,
];
const FFLOGS: &[&str] = &[
    r#""@""#,
    r#"{"data":"@"}"#,
    r#"{"data":{"rateLimitData":"@","userData":"@"}}"#,
    r#"{"data":{"rateLimitData":{"limitPerHour":"@"},"userData":{"currentUser":{"id":"@"}}}}"#,
    r#"{"data":{"@":1},"errors":"@"}"#,
    r#"{"data":{"@":"@"},"errors":[{"message":"@","path":["@"],"extensions":{"@":"@"}}]}"#,
    r#"{"data":null,"errors":[{"message":{"@":"@"}},"@"]}"#,
    r#"{"data":"@","errors":[{"message":"This report does not exist: @"}]}"#,
];
const GREENCUBES: &[&str] = &[
    r#""@""#,
    r#"["@"]"#,
    r#"{"username":["@"]}"#,
    r#"{"username":"u","reg_date":"@","id":"@"}"#,
    r#"{"message":{"message":"@","@":"@"}}"#,
    r#"{"message":"need authorization @"}"#,
];

pub const WAYS: &[Way] = &[
    Way { name: "osu key", start: osu, credential: From::User, shapes: OSU },
    Way { name: "drifting-bottle pick", start: bottle_pick, credential: From::User, shapes: BOTTLE },
    Way { name: "drifting-bottle throw", start: bottle_throw, credential: From::User, shapes: BOTTLE },
    Way { name: "drifting-bottle throw_json", start: bottle_throw_json, credential: From::User, shapes: BOTTLE },
    Way { name: "bazhuayu token", start: bazhuayu_token, credential: From::User, shapes: BAZHUAYU },
    Way { name: "bazhuayu password", start: bazhuayu_password, credential: From::TokenEndpoint, shapes: BAZHUAYU },
    Way { name: "bazhuayu password, POST", start: bazhuayu_post, credential: From::TokenEndpoint, shapes: BAZHUAYU },
    Way { name: "bazhuayu refresh token", start: bazhuayu_refresh, credential: From::TokenEndpoint, shapes: BAZHUAYU },
    Way {
        name: "bazhuayu refresh token, then password",
        start: bazhuayu_both,
        credential: From::TokenEndpoint,
        shapes: BAZHUAYU,
    },
    Way { name: "fflogs token", start: fflogs_token, credential: From::User, shapes: FFLOGS },
    Way { name: "fflogs client credentials", start: fflogs_client, credential: From::TokenEndpoint, shapes: FFLOGS },
    Way { name: "fflogs authorization code", start: fflogs_code, credential: From::TokenEndpoint, shapes: FFLOGS },
    Way { name: "fflogs refresh token", start: fflogs_refresh, credential: From::TokenEndpoint, shapes: FFLOGS },
    Way { name: "fflogs stored login", start: fflogs_stored, credential: From::TokenEndpoint, shapes: FFLOGS },
    Way { name: "greencubes token", start: greencubes_token, credential: From::User, shapes: GREENCUBES },
    Way {
        name: "greencubes authorization code",
        start: greencubes_code,
        credential: From::TokenEndpoint,
        shapes: GREENCUBES,
    },
    Way { name: "greencubes implicit token", start: greencubes_implicit, credential: From::User, shapes: GREENCUBES },
    Way { name: "greencubes session", start: greencubes_session, credential: From::Login, shapes: GREENCUBES },
    Way { name: "greencubes login call", start: greencubes_login, credential: From::User, shapes: GREENCUBES },
];

fn osu(setup: &Setup) -> Trial {
    let builder = clientwright_osu::Client::builder().api_key(&setup.secrets.key);
    setup.trial(builder, |client| client.get_user("peppy"), |call| call.send())
}

fn bottle(setup: &Setup) -> clientwright_common::ClientBuilder<clientwright_drifting_bottle::Client> {
    clientwright_drifting_bottle::Client::builder().bearer_token(&setup.secrets.key)
}

fn bottle_pick(setup: &Setup) -> Trial {
    setup.trial(bottle(setup), |client| client.pick(), |call| call.send())
}

fn bottle_throw(setup: &Setup) -> Trial {
    setup.trial(bottle(setup), |client| client.throw("Hello", "QGuild", "Marlow", "4400112233"), |call| call.send())
}

fn bottle_throw_json(setup: &Setup) -> Trial {
    let thrower = SenderIdentity { nick: "Marlow".into(), uid: "4400112233".into() };
    let from = Sender { platform: "QGuild".into(), thrower };
    setup.trial(bottle(setup), |client| client.throw_json("Hello", from), |call| call.send())
}

type Bazhuayu = clientwright_common::ClientBuilder<clientwright_bazhuayu::Client>;

fn bazhuayu(setup: &Setup, builder: Bazhuayu) -> Trial {
    setup.trial(builder, |client| client.get_task_groups(), |call| call.send())
}

fn bazhuayu_token(setup: &Setup) -> Trial {
    bazhuayu(setup, clientwright_bazhuayu::Client::builder().bearer_token(&setup.secrets.access))
}

fn bazhuayu_password(setup: &Setup) -> Trial {
    bazhuayu(setup, clientwright_bazhuayu::Client::builder().password("mara", &setup.secrets.password))
}

fn bazhuayu_post(setup: &Setup) -> Trial {
    let builder = clientwright_bazhuayu::Client::builder().password("mara", &setup.secrets.password);
    setup.trial(builder, |client| client.start_task("sample-task"), |call| call.send())
}

fn bazhuayu_refresh(setup: &Setup) -> Trial {
    bazhuayu(setup, clientwright_bazhuayu::Client::builder().refresh_token(&setup.secrets.refresh))
}

fn bazhuayu_both(setup: &Setup) -> Trial {
    let builder = clientwright_bazhuayu::Client::builder().password("mara", &setup.secrets.password);
    bazhuayu(setup, builder.refresh_token(&setup.secrets.refresh))
}

type Fflogs = clientwright_common::ClientBuilder<clientwright_fflogs::Client>;

fn fflogs_user(setup: &Setup, builder: Fflogs) -> Trial {
    setup.trial(builder, |client| client.current_user(), |call| call.send())
}

fn fflogs_token(setup: &Setup) -> Trial {
    fflogs_user(setup, clientwright_fflogs::Client::builder().bearer_token(&setup.secrets.access))
}

fn fflogs_client(setup: &Setup) -> Trial {
    let builder = clientwright_fflogs::Client::builder().client_credentials("app", &setup.secrets.client_secret);
    setup.trial(builder, |client| client.rate_limit(), |call| call.send())
}

fn code(setup: &Setup) -> AuthorizationCode {
    AuthorizationCode {
        client_id: "app".into(),
        client_secret: Some((&setup.secrets.client_secret).into()),
        redirect_uri: "http://127.0.0.1:8417/callback".into(),
        code: (&setup.secrets.code).into(),
        pkce_verifier: Some((&setup.secrets.verifier).into()),
    }
}

fn fflogs_code(setup: &Setup) -> Trial {
    fflogs_user(setup, clientwright_fflogs::Client::builder().authorization_code(code(setup)))
}

fn fflogs_refresh(setup: &Setup) -> Trial {
    let secret = Some((&setup.secrets.client_secret).into());
    let token = RefreshToken::new(&setup.secrets.refresh).client("app", secret);
    fflogs_user(
        setup,
        clientwright_fflogs::Client::builder().credential(clientwright_common::auth::Credential::RefreshToken(token)),
    )
}

fn fflogs_stored(setup: &Setup) -> Trial {
    let login = StoredLogin::new("app").client_secret(&setup.secrets.client_secret);
    let builder = clientwright_fflogs::Client::builder().stored_login(login);
    let store = OldLogin::new(&setup.secrets.next_refresh, &setup.secrets.refresh);
    // The store is this one, unless a panic of the store is wanted.
    match setup.trouble {
        Trouble::StorePanics => fflogs_refresh(setup),
        _ => fflogs_user(&Setup { store: false, ..setup.clone() }, builder.token_store(store)),
    }
}

type Greencubes = clientwright_common::ClientBuilder<clientwright_greencubes::Client>;

fn greencubes(setup: &Setup, builder: Greencubes) -> Trial {
    setup.trial(builder, |client| client.get_current_user(), |call| call.send())
}

fn greencubes_token(setup: &Setup) -> Trial {
    greencubes(setup, clientwright_greencubes::Client::builder().bearer_token(&setup.secrets.refresh))
}

fn greencubes_code(setup: &Setup) -> Trial {
    greencubes(setup, clientwright_greencubes::Client::builder().authorization_code(code(setup)))
}

fn greencubes_implicit(setup: &Setup) -> Trial {
    let token = AccessToken {
        client_id: "app".into(),
        token: (&setup.secrets.refresh).into(),
        expires_in: Some(Duration::from_secs(3600)),
    };
    greencubes(setup, clientwright_greencubes::Client::builder().access_token(token))
}

fn greencubes_session(setup: &Setup) -> Trial {
    greencubes(setup, clientwright_greencubes::Client::builder().session("mara", &setup.secrets.password))
}

fn greencubes_login(setup: &Setup) -> Trial {
    let password = &setup.secrets.password;
    let builder = clientwright_greencubes::Client::builder();
    setup.trial(builder, |client| client.login("mara", password), |call| call.send())
}
