//! Everything that a process says: its log at the most verbose level, its panics, and what it is asked to
//! look at.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::markers::{Found, find};
use crate::shown::Shown;

/// What one process has said.
#[derive(Default)]
pub struct Watch {
    log: Log,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Bytes that were looked at, by channel.
    looked_at: BTreeMap<String, usize>,
    leaks: Vec<String>,
    /// Cases, by group.
    cases: BTreeMap<String, usize>,
    /// Where the log comes from.
    targets: BTreeMap<String, usize>,
}

impl Watch {
    /// The watch of this process; from the first call on it keeps what is logged.
    pub fn begin() -> &'static Self {
        static WATCH: OnceLock<Watch> = OnceLock::new();
        WATCH.get_or_init(|| {
            let watch = Self::default();
            tracing_subscriber::fmt()
                .with_max_level(tracing::Level::TRACE)
                .with_span_events(FmtSpan::FULL)
                .with_ansi(false)
                .with_writer(watch.log.clone())
                .init();
            let log = watch.log.clone();
            let usual = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                let _ = writeln!(log.clone(), "panic: {info}");
                usual(info);
            }));
            watch
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Looks for secrets in a text.
    pub fn look(&self, case: &str, channel: &str, text: impl AsRef<[u8]>) -> bool {
        let text = text.as_ref();
        let found = find(text);
        let mut state = self.state();
        *state.looked_at.entry(channel.to_owned()).or_default() += text.len();
        if let Some(Found { text }) = &found {
            state.leaks.push(format!("{case}: {channel}: {text}"));
        }
        found.is_some()
    }

    /// Looks for secrets in all that is shown.
    pub fn look_at(&self, case: &str, shown: Shown) {
        for (channel, text) in shown {
            self.look(case, channel, text);
        }
    }

    /// Looks for secrets in what was logged since the last look.
    pub fn look_at_log(&self, case: &str) -> bool {
        let text = std::mem::take(&mut *lock(&self.log.0));
        let text = String::from_utf8_lossy(&text);
        for line in text.lines() {
            // Time, level, spans, target: what is logged.
            let target = line.split_whitespace().find(|word| word.ends_with(':') && word.contains("::"));
            let root = target.and_then(|target| target.split("::").next()).unwrap_or_default();
            *self.state().targets.entry(root.to_owned()).or_default() += 1;
        }
        self.look(case, "log", &*text)
    }

    /// Whether this crate has logged anything.
    pub fn has_heard(&self, target: &str) -> bool {
        self.state().targets.contains_key(target)
    }

    /// Counts a case.
    pub fn count(&self, group: &str) {
        *self.state().cases.entry(group.to_owned()).or_default() += 1;
    }

    /// What was looked at, for people.
    pub fn summary(&self) -> String {
        let state = self.state();
        let total: usize = state.cases.values().sum();
        format!("{total} cases {:?}\nbytes {:?}\nlog lines {:?}", state.cases, state.looked_at, state.targets)
    }

    /// All leaks.
    pub fn leaks(&self) -> Vec<String> {
        self.state().leaks.clone()
    }

    /// Channels that were looked at.
    pub fn channels(&self) -> Vec<String> {
        self.state().looked_at.keys().cloned().collect()
    }
}

/// Keeps what is logged, and prints it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        lock(&self.0).extend_from_slice(bytes);
        io::stdout().write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
