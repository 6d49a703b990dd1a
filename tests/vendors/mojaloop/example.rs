//! Money is sent; what the network answers later is a call of the same description.

use std::error::Error;

use clientwright_mojaloop::{Client, Currency, Money, TransferState, TransfersPostRequest};
use httpmock::{Method, MockServer};
use serde_json::json;

const DATE: &str = "Sun, 01 Mar 2026 08:00:00 GMT";
const TRANSFER: &str = "01890000-0000-7000-8000-00000000c0de";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let sends = server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/transfers")
                .header("FSPIOP-Source", "kettle-bank")
                .header("FSPIOP-Destination", "teapot-bank")
                .json_body(json!({
                    "transferId": TRANSFER, "payeeFsp": "teapot-bank", "payerFsp": "kettle-bank",
                    "amount": { "currency": "EUR", "amount": "4.2" }, "ilpPacket": "aW52ZW50ZWQ",
                    "condition": "invented", "expiration": "2026-03-01T08:05:00.000Z",
                }));
            then.status(202);
        })
        .await;
    let settles = server
        .mock_async(|when, then| {
            when.method(Method::PUT)
                .path(format!("/transfers/{TRANSFER}"))
                .json_body(json!({ "transferState": "COMMITTED" }));
            then.status(200);
        })
        .await;

    let mojaloop = Client::builder().base_url(server.base_url()).build()?;
    let transfer = TransfersPostRequest {
        transfer_id: TRANSFER.to_owned(),
        payee_fsp: "teapot-bank".to_owned(),
        payer_fsp: "kettle-bank".to_owned(),
        amount: Money { currency: Currency::from("EUR"), amount: "4.2".to_owned() },
        ilp_packet: "aW52ZW50ZWQ".to_owned(),
        condition: "invented".to_owned(),
        expiration: "2026-03-01T08:05:00.000Z".to_owned(),
        extension_list: None,
    };
    let sent = mojaloop.transfers(DATE, "kettle-bank", transfer).fspiop_destination("teapot-bank").send().await?;
    let settled = mojaloop.transfers_by_id_put(TRANSFER, DATE, "teapot-bank", TransferState::Committed).send().await?;
    sends.assert_async().await;
    settles.assert_async().await;
    println!("sent: {}, settled: {}", sent.status(), settled.status());
    Ok(())
}
