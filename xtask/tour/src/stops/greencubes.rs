//! GreenCubes: a player, the three servers, a region, all in a session, which raises the limit; and the
//! player who granted the token.

use clientwright_greencubes::auth::AuthorizationCode;
use clientwright_greencubes::{Client, CurrentUser, GameServer, Region, ServerStatus, User};

use super::build;
use crate::figures::counted;
use crate::sandbox::{Address, credentials};
use crate::section::Section;

pub(crate) async fn visit(address: &Address, section: &mut Section) {
    let code = AuthorizationCode {
        client_id: credentials::CLIENT_ID.to_owned(),
        client_secret: Some(credentials::CLIENT_SECRET.into()),
        redirect_uri: "https://app.example/back".to_owned(),
        code: credentials::CODE.into(),
        pkce_verifier: None,
    };
    let builder = Client::builder().session(credentials::USER, credentials::PASSWORD).authorization_code(code);
    let Some(client) = build(builder, address, section) else { return };

    let user = client.get_user("MossyLantern").send();
    section.see("get_user(\"MossyLantern\")", user, |user| Some(player(user))).await;

    let statuses = async {
        let status = |server| client.server_status(server).send();
        let statuses =
            tokio::try_join!(status(GameServer::Main), status(GameServer::Rpg), status(GameServer::Apocalyptic))?;
        Ok([statuses.0, statuses.1, statuses.2])
    };
    let seen = section.see("server_status(Main | Rpg | …)", statuses, |statuses| {
        Some(statuses.each_ref().map(|status| server(status)).join(", "))
    });
    seen.await;

    let region = client.main_region("harbour_of_owls").send();
    section.see("main_region(\"harbour_of_owls\")", region, |region| Some(place(region))).await;

    let me = client.get_current_user().send();
    section.see("get_current_user()", me, |me| Some(myself(me))).await;
}

fn player(user: &User) -> String {
    let online = if user.status.main == Some(true) { "on Main now" } else { "not on Main" };
    let since = user.reg_date.map_or_else(String::new, |date| format!(", since {}", date.format("%Y-%m-%d")));
    let badges: u32 = user.badges.iter().map(|badge| badge.count).sum();
    format!("{}, {online}{since}, {}", user.username, counted(badges as usize, "badge"))
}

fn server(status: &ServerStatus) -> String {
    match (status.status, status.online) {
        (true, Some(online)) => format!("{} {online} online", status.server),
        (true, None) => format!("{} up", status.server),
        (false, _) => format!("{} down", status.server),
    }
}

fn place(region: &Region) -> String {
    let flags = region.flags.iter().filter(|(_, value)| **value != 0).map(|(name, _)| name.as_str());
    let flags: Vec<&str> = flags.collect();
    let builders = region.build_access.iter().flatten().count() + region.full_access.iter().flatten().count();
    let parent =
        region.parent.as_deref().map_or_else(|| "not in another region".to_owned(), |parent| format!("in {parent}"));
    format!("{parent}, {builders} may build, flags: {}", flags.join(" "))
}

fn myself(user: &CurrentUser) -> String {
    let email = user.email.as_deref().unwrap_or("no e-mail address");
    format!("{} <{email}> granted the token", user.username)
}
