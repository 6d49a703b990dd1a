//! Every fault, with an operation that may be repeated and one that may not.

use std::sync::Arc;
use std::time::{Duration, Instant};

use clientwright_common::GaveUp;
use clientwright_common::rt::*;
use serde::Deserialize;
use serde_json::json;

use crate::clock::Limited;
use crate::faults::{self, Fault, Way};
use crate::memory::mebibytes;
use crate::server::Failing;
use crate::support::logins::PASSWORD;
use crate::support::{GET, POST, set_up};
use crate::{ALONE, table};

/// Bytes of an answer that the clients accept.
const MAX_BODY: usize = 4 * 1024 * 1024;
const MAX_WAIT: Duration = Duration::from_secs(60);
const DEADLINE: Duration = Duration::from_secs(120);

static LOGIN_GET: Operation = Operation { security: &[&["login"]], ..GET };
static LOGIN_POST: Operation = Operation { security: &[&["login"]], ..POST };

#[derive(Debug, Deserialize)]
struct Thing {
    id: u32,
    name: Option<String>,
}

/// What a call with a fault came to.
pub struct Run {
    pub attempts: u32,
    pub waits: Vec<Duration>,
    pub end: String,
    pub processed: usize,
}

impl Run {
    pub fn waited(&self) -> Duration {
        self.waits.iter().sum()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_ends_in_time_with_one_error_and_nothing_unrepeatable_is_done_twice() {
    let _alone = ALONE.lock().await;
    let mut rows = Vec::new();
    for fault in faults::all() {
        let get = run(&fault, false).await;
        let post = run(&fault, true).await;
        assert!(post.processed <= 1, "{}: processed {} times", fault.name, post.processed);
        rows.push((fault.name, [get, post]));
    }
    table::compare(&table::table(&rows));
}

async fn run(fault: &Fault, unrepeatable: bool) -> Run {
    let server = Failing::start(fault.way.clone()).await;
    let clock = Limited::new(fault.limit());
    let no_host = matches!(fault.way, Way::NoSuchHost);
    let client = set_up(&PASSWORD)
        .base_url(&server.url)
        .clock(clock.clone())
        .max_body(MAX_BODY)
        .retry(clientwright_common::retry::Policy::default().max_wait(MAX_WAIT))
        .deadline(DEADLINE)
        .password("mara", "sample-password")
        .configure_http(move |http| {
            let http = http.no_proxy();
            if no_host { http.dns_resolver(Arc::new(NoNames)) } else { http }
        })
        .build()
        .unwrap();
    let operation = match (matches!(fault.way, Way::Unauthorized), unrepeatable) {
        (true, true) => &LOGIN_POST,
        (true, false) => &LOGIN_GET,
        (false, true) => &POST,
        (false, false) => &GET,
    };
    let call = client.call(operation);
    let call = if unrepeatable { call.json(&json!({"amount": 5})) } else { call };
    let (begun, before) = (Instant::now(), mebibytes("VmHWM"));
    let result = call.send_json::<Thing>().await;
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(5), "{}: {took:?}", fault.name);
    if let (Some(before), Some(after)) = (before, mebibytes("VmHWM")) {
        assert!(after < before + 32, "{}: {before} MiB, then {after} MiB", fault.name);
    }
    let waits = clock.slept();
    assert!(waits.iter().all(|wait| *wait <= MAX_WAIT), "{}: {waits:?}", fault.name);
    assert!(waits.iter().sum::<Duration>() < DEADLINE, "{}: {waits:?}", fault.name);
    let (attempts, end) = match result {
        Ok(answer) => {
            assert_eq!((answer.id, answer.name.as_deref()), (1, Some("a")));
            (answer.attempts(), "success".to_owned())
        }
        Err(error) => {
            assert!(!error.to_string().is_empty() && !format!("{error:?}").is_empty());
            let why = match error.gave_up() {
                None | Some(GaveUp::Final) => "",
                Some(GaveUp::Attempts) => ", all attempts made",
                Some(GaveUp::Unsafe) => ", may have been done",
                Some(GaveUp::Patience) => ", too long a wait",
                Some(reason) => panic!("{}: {reason:?}", fault.name),
            };
            (error.attempts(), format!("`{:?}`{why}", error.kind()))
        }
    };
    Run { attempts, waits, end, processed: server.processed() }
}

/// A resolver that finds nothing.
struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("no such host".into()) })
    }
}
