//! DriftingBottle: a bottle from the sea, and one into it.

use clientwright_drifting_bottle::{Bottle, Client, Thrower};

use super::build;
use crate::sandbox::{Address, credentials};
use crate::section::Section;

const ANSWER: &str = "The tide brought your letter. I planted the seeds.";

pub(crate) async fn visit(address: &Address, section: &mut Section) {
    let builder = Client::builder().bearer_token(credentials::KEY);
    let Some(client) = build(builder, address, section) else { return };

    let picked = client.pick().send();
    section.see("pick()", picked, |reply| reply.data.bottles.first().map(letter)).await;

    let thrown = client.throw(ANSWER, "LanternChat", "Mira of the Pier", "0077700777").send();
    let seen = section.see("throw(\"The tide …\", \"LanternChat\", …)", thrown, |reply| {
        let bottle = reply.data.bottles.first()?;
        Some(format!("{} bottle #{} at {}", reply.status(), bottle.id, bottle.timestamp.format("%Y-%m-%d %H:%M UTC")))
    });
    seen.await;
}

fn letter(bottle: &Bottle) -> String {
    let who = match &bottle.from.thrower {
        Thrower::Person(person) => person.nick.as_deref(),
        Thrower::Text(name) => Some(name.as_str()),
        _ => None,
    };
    let date = bottle.timestamp.format("%Y-%m-%d");
    let content = bottle.content.as_deref().unwrap_or("(nothing is written on it)");
    format!("\"{content}\"\n{}, {date}", who.unwrap_or("somebody"))
}
