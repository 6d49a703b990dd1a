//! Many calls at once, with a server that fails one request in ten.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use clientwright_common::retry::{Budget, Policy};
use clientwright_common::{Error, Response};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::ALONE;
use crate::clock::Fast;
use crate::memory::mebibytes;
use crate::support::{Client, GET, PLAIN, POST, set_up};
use crate::unreliable::Unreliable;

const CALLS: usize = 20_000;
const WARM: usize = 5_000;
const AT_ONCE: usize = 256;
/// A run that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(60);

/// `FAULT_SEED` chooses another run.
fn seed() -> u64 {
    std::env::var("FAULT_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_20_000_calls_each_ends_once_all_repeatable_ones_succeed_and_no_other_is_done_twice() {
    let _alone = ALONE.lock().await;
    println!("FAULT_SEED={}", seed());
    let server = Unreliable::start(seed(), CALLS).await;
    let client = set_up(&PLAIN)
        .base_url(&server.url)
        .clock(Fast::new())
        .retry(Policy::default().attempts(8))
        .retry_budget(Budget::unlimited())
        .deadline(Duration::from_secs(3600))
        .max_concurrency(AT_ONCE)
        .configure_http(|http| http.no_proxy())
        .build()
        .unwrap();
    let begun = Instant::now();
    let mut tally = Tally { ended: vec![0; CALLS], ..Tally::default() };
    tokio::time::timeout(LIMIT, all_calls(client, &server, &mut tally)).await.expect("nothing hangs");
    let ledger = &server.ledger;
    assert!(tally.ended.iter().all(|times| *times == 1));
    for id in (0..CALLS).filter(|id| is_unrepeatable(*id)) {
        let done = ledger.done[id].load(Ordering::Relaxed);
        assert!(done <= 1, "{id} was done {done} times");
    }
    let mut troubles: Vec<_> = ledger.troubles.lock().unwrap().clone().into_iter().collect();
    troubles.sort();
    let requests = ledger.requests.load(Ordering::Relaxed);
    assert!(troubles.len() == 10 && troubles.iter().map(|(_, times)| times).sum::<usize>() > requests / 12);
    println!(
        "{CALLS} calls, {requests} requests (clients count {} attempts), {} connections, {:.1} s",
        tally.attempts,
        ledger.connections.load(Ordering::Relaxed),
        begun.elapsed().as_secs_f64(),
    );
    println!("troubles: {troubles:?}");
    println!("errors of unrepeatable calls: {:?}", tally.errors);
    println!("memory in MiB after {WARM} and {CALLS} calls: {:?}, {:?}", tally.warm, tally.last);
    if let (Some(warm), Some(last)) = (tally.warm, tally.last) {
        assert!(last < warm + 20, "{warm} MiB after {WARM} calls, {last} MiB after {CALLS}");
    }
}

#[derive(Default)]
struct Tally {
    /// By id.
    ended: Vec<u32>,
    attempts: u64,
    errors: BTreeMap<String, usize>,
    warm: Option<u64>,
    last: Option<u64>,
}

fn is_unrepeatable(id: usize) -> bool {
    id % 2 == 1
}

async fn all_calls(client: Client, server: &Unreliable, tally: &mut Tally) {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut calls = JoinSet::new();
    let mut ended = 0;
    for id in 0..CALLS {
        let place = places.clone().acquire_owned().await.unwrap();
        let client = client.clone();
        calls.spawn(async move {
            let result = call(&client, id).await;
            drop(place);
            (id, result)
        });
        while let Some(call) = calls.try_join_next() {
            let (id, result) = call.unwrap();
            tally.count(server, id, result);
            ended += 1;
            if ended == WARM {
                tally.warm = mebibytes("VmRSS");
            }
        }
    }
    while let Some(call) = calls.join_next().await {
        let (id, result) = call.unwrap();
        tally.count(server, id, result);
    }
    tally.last = mebibytes("VmRSS");
}

async fn call(client: &Client, id: usize) -> Result<Response<usize>, Error> {
    if is_unrepeatable(id) {
        client.call(&POST).query("u", &id).json(&json!({"id": id})).send_json().await
    } else {
        client.call(&GET).query("u", &id).send_json().await
    }
}

impl Tally {
    fn count(&mut self, server: &Unreliable, id: usize, result: Result<Response<usize>, Error>) {
        self.ended[id] += 1;
        match result {
            Ok(answer) => {
                assert_eq!(*answer, id, "an answer belongs to its call");
                assert!(server.ledger.done[id].load(Ordering::Relaxed) > 0, "{id} succeeded and was not done");
                self.attempts += u64::from(answer.attempts());
            }
            Err(error) => {
                assert!(is_unrepeatable(id), "{id}: {error}");
                self.attempts += u64::from(error.attempts());
                let status = error.status().map_or(String::new(), |status| format!(" {}", status.as_u16()));
                *self.errors.entry(format!("{:?}{status}", error.kind())).or_default() += 1;
            }
        }
    }
}
