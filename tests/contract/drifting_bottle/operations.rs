//! Each operation sends exactly what the server reads, and reads what it answers.

use clientwright_drifting_bottle::common::rt::chrono::DateTime;
use clientwright_drifting_bottle::{BottleFilter, Operation};
use clientwright_tests::typical;
use serde_json::{Value, json};

use crate::stage::{Answer, Asked, Stage};
use crate::{Client, builder, client, mira};

const API: &str = "drifting-bottle";

/// A request with the headers that all of them have.
fn sent(line: &str, body: &str) -> String {
    let kind = if body.is_empty() { "" } else { "content-type: application/json\n" };
    format!(
        "{line}\naccept: application/json\nauthorization: Bearer pkt-invented-kettle-key\n{kind}\
         user-agent: clientwright-drifting-bottle/<version>\n{body}"
    )
}

fn query(asked: &Asked) -> Vec<(String, String)> {
    let address = format!("http://stage{}", asked.line().split_once(' ').unwrap().1);
    clientwright_drifting_bottle_url(&address)
}

/// The pairs of the query string, decoded.
fn clientwright_drifting_bottle_url(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded(query)
}

fn form_urlencoded(query: &str) -> Vec<(String, String)> {
    query.split('&').map(|pair| pair.split_once('=').unwrap()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
}
