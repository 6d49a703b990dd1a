//! A process with one client and many tasks.

use std::io::Read;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use clientwright_common::auth::FileStore;
use clientwright_common::retry;

use crate::support::logins::{LOGIN, PASSWORD};
use crate::support::{Client, set_up};

pub const TASKS: usize = 25;

/// A process that is killed if the test that started it fails.
pub struct Process {
    pub name: String,
    child: Child,
}

impl Process {
    /// Starts this program once more, with [`work`] as its only test.
    pub fn start(name: String, url: &str, folder: &Path, password: bool) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_process_of_the_other_tests_calls_until_the_work_is_done", "--nocapture"])
            .env("PROCESS_NAME", &name)
            .env("PROCESS_URL", url)
            .env("PROCESS_FOLDER", folder)
            .env("PROCESS_PASSWORD", if password { "sample-password" } else { "" })
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        Self { name, child }
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// `None`: it still works.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// Waits until it has done its work, and returns what it says of it.
    pub fn finish(mut self, by: Instant) -> Work {
        let status = loop {
            match self.ended() {
                Some(status) => break status,
                None if Instant::now() > by => panic!("the process {} does not end", self.name),
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let mut said = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(status.success(), "the process {} failed: {said}", self.name);
        let line = said.lines().find_map(|line| line.split_once("WORK ")).map(|(_, line)| line);
        let mut numbers = line.expect(&said).split(' ').map(|number| number.parse().unwrap());
        Work { calls: numbers.next().unwrap(), slowest: Duration::from_millis(numbers.next().unwrap()) }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a process has done.
#[derive(Clone, Copy, Debug, Default)]
pub struct Work {
    pub calls: u64,
    pub slowest: Duration,
}

/// What a process does, if it is one that [`Process::start`] started.
pub fn work() {
    let (Ok(url), Ok(name)) = (std::env::var("PROCESS_URL"), std::env::var("PROCESS_NAME")) else { return };
    let store = FileStore::new(std::env::var_os("PROCESS_FOLDER").unwrap());
    let builder = set_up(&PASSWORD).base_url(url).user_agent(name).token_store(store).retry(retry::Policy::never());
    let client: Client = match &*std::env::var("PROCESS_PASSWORD").unwrap() {
        // The token that is in the store counts; the server has never heard of this one.
        "" => builder.account("mara").refresh_token("sample-refresh-0"),
        password => builder.password("mara", password),
    }
    .build()
    .unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let work = runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(task(client.clone()))).collect();
        let mut all = Work::default();
        for task in tasks {
            let work = task.await.unwrap();
            all = Work { calls: all.calls + work.calls, slowest: all.slowest.max(work.slowest) };
        }
        all
    });
    println!("WORK {} {}", work.calls, work.slowest.as_millis());
}

/// Calls until the server says that the work is done; no call may fail. If the test that started the
/// process is gone, so is the server, and the next call ends this.
async fn task(client: Client) -> Work {
    let mut work = Work::default();
    loop {
        let begun = Instant::now();
        let done = *client.call(&LOGIN).send_json::<bool>().await.unwrap();
        work = Work { calls: work.calls + 1, slowest: work.slowest.max(begun.elapsed()) };
        if done {
            return work;
        }
    }
}
