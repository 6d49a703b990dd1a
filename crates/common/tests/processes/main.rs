//! Processes that share a file store, and refresh tokens that are good for one use.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "tests")]

mod child;
mod server;
#[allow(unused_imports, reason = "these tests need a part of it")]
#[path = "../runtime/support/mod.rs"]
mod support;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use clientwright_common::auth::store::{Lock, Pending};
use clientwright_common::auth::{FileStore, StoredToken, TokenKey, TokenStore};

use child::{Process, TASKS, Work};
use server::{Ledger, TokenServer};
use support::logins::PASSWORD;
use support::{Client, set_up};

const PROCESSES: usize = 4;
/// What the access tokens are good for: less than it takes to write them down.
const LIFE: Duration = Duration::from_millis(4);
/// A test that takes longer hangs. On 2 cores that have nothing else to do they take 10 and 25 s.
const LIMIT: Duration = Duration::from_secs(120);

/// The tests need the processors for themselves.
static ALONE: Mutex<()> = Mutex::new(());

#[test]
fn a_process_of_the_other_tests_calls_until_the_work_is_done() {
    child::work();
}

#[test]
fn four_processes_with_25_tasks_each_rotate_single_use_tokens_500_times_and_nobody_is_logged_out() {
    const ROTATIONS: usize = 500;
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let server = TokenServer::start(LIFE, ROTATIONS);
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    log_in(&server, &tokens);
    let begun = Instant::now();
    let processes: Vec<_> =
        (1..=PROCESSES).map(|n| Process::start(format!("process-{n}"), &server.url, &tokens, false)).collect();
    let works: Vec<_> = processes.into_iter().map(|process| process.finish(begun + LIMIT)).collect();
    let ledger = server.ledger();
    let by_process: Vec<_> = (1..=PROCESSES).map(|n| ledger.clients[&format!("process-{n}")].rotations).collect();
    println!(
        "{PROCESSES} processes x {TASKS} tasks over one file store: {} rotations ({by_process:?} by process), {} \
         refused refresh tokens, {} login by password, {}, {:.1} s",
        ledger.rotations,
        ledger.refusals,
        ledger.logins,
        calls(&works, &ledger),
        begun.elapsed().as_secs_f64(),
    );
    assert!(ledger.rotations >= ROTATIONS);
    assert_eq!((ledger.refusals, ledger.logins), (0, 1));
    assert!(by_process.iter().all(|rotations| *rotations > 0), "all take part: {by_process:?}");
}

#[test]
fn a_process_that_is_killed_at_200_random_moments_costs_nobody_the_login() {
    const KILLS: usize = 200;
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let seed = std::env::var("SEED").map_or_else(|_| fastrand::u64(..), |seed| seed.parse().unwrap());
    println!("SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let server = TokenServer::start(LIFE, usize::MAX);
    let folder = tempfile::tempdir().unwrap();
    let tokens = folder.path().join("tokens");
    let key = log_in(&server, &tokens);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let begun = Instant::now();
    let start = |name: &str| Process::start(name.to_owned(), &server.url, &tokens, true);
    let mut others: Vec<_> = (1..PROCESSES).map(|n| start(&format!("process-{n}"))).collect();
    let begin_to_work = |name: &str| {
        let process = start(name);
        let seen = server.wait_for(LIMIT.saturating_sub(begun.elapsed()), |ledger| ledger.clients.contains_key(name));
        assert!(seen, "{name} does not begin within {LIMIT:?} of the test");
        process
    };
    let mut while_writing = 0;
    for n in 1..=KILLS {
        let mut victim = begin_to_work(&format!("victim-{n}"));
        std::thread::sleep(Duration::from_micros(chance.u64(0..30_000)));
        assert_eq!(victim.ended(), None, "{} failed before it was killed", victim.name);
        victim.kill();
        while_writing += usize::from(files(&tokens).iter().any(|name| name.ends_with(".new")));
        let found = runtime.block_on(FileStore::new(&tokens).load(&key));
        assert!(matches!(found, Ok(Some(_))), "after {n} kills: {found:?}");
        for other in &mut others {
            assert_eq!(other.ended(), None, "{} ended after {n} kills", other.name);
        }
    }
    others.push(begin_to_work("victim-that-lives"));
    server.finish();
    let works: Vec<_> = others.into_iter().map(|process| process.finish(begun + LIMIT)).collect();
    let ledger = server.ledger();
    let left: Vec<_> =
        files(&tokens).into_iter().filter(|name| !name.ends_with(".json") && !name.ends_with(".lock")).collect();
    println!(
        "one of {PROCESSES} processes killed {KILLS} times ({while_writing} times while an entry was written): {} \
         rotations, {} refused refresh tokens, {} logins by password that mended it, {}, files left over {left:?}, \
         {:.1} s",
        ledger.rotations,
        ledger.refusals,
        ledger.logins - 1,
        calls(&works, &ledger),
        begun.elapsed().as_secs_f64(),
    );
    assert!(works.iter().all(|work| work.calls > 0));
    assert!(ledger.logins <= 1 + KILLS, "no kill breaks more than one login");
    assert_eq!(left, [""; 0]);
}

/// The calls of the processes that ended by themselves, for people.
fn calls(works: &[Work], ledger: &Ledger) -> String {
    format!(
        "{} calls ({} attempts got a 401; the slowest took {} ms)",
        works.iter().map(|work| work.calls).sum::<u64>(),
        ledger.unauthorized,
        works.iter().map(|work| work.slowest.as_millis()).max().unwrap_or_default(),
    )
}

/// Logs in with the password, stores the tokens, and returns their key.
fn log_in(server: &TokenServer, tokens: &Path) -> TokenKey {
    let store = KeySeen { store: FileStore::new(tokens), key: Arc::default() };
    let key = store.key.clone();
    let client: Client =
        set_up(&PASSWORD).base_url(&server.url).token_store(store).password("mara", "sample-password").build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(client.core.log_in()).unwrap();
    key.lock().unwrap().clone().unwrap()
}

fn files(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// A store that shows which entry was asked for.
#[derive(Debug)]
struct KeySeen {
    store: FileStore,
    key: Arc<Mutex<Option<TokenKey>>>,
}

impl TokenStore for KeySeen {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Lock> {
        *self.key.lock().unwrap() = Some(key.clone());
        self.store.lock(key)
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> Pending<'a, Option<StoredToken>> {
        self.store.load(key)
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: Option<&'a StoredToken>) -> Pending<'a, ()> {
        self.store.save(key, token)
    }
}
