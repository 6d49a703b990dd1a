//! An access token and its life.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::Secret;
use crate::clock::Clock;
use crate::error::Error;

/// A token that was obtained.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) access: Secret,
    pub(crate) refresh: Option<Secret>,
    /// When it ends; `None`: the server did not say.
    pub(crate) expires: Option<Instant>,
    /// Its whole life.
    pub(crate) life: Option<Duration>,
    /// When it is due for renewal; `None`: never by itself.
    due: Option<Instant>,
}

/// The longest time before its end at which a token is renewed.
const AHEAD: Duration = Duration::from_secs(60);

impl Token {
    /// It is due some time before its end, chosen at random so that programs which share it do not all
    /// come at once: between half and the whole of a tenth of its life, or of a minute if that is less.
    pub(crate) fn new(
        clock: &dyn Clock,
        access: Secret,
        refresh: Option<Secret>,
        expires: Option<Instant>,
        life: Option<Duration>,
    ) -> Self {
        let ahead = life.map_or(AHEAD, |life| (life / 10).min(AHEAD)).mul_f64(0.5 + clock.random() / 2.0);
        // A moment that cannot be counted back from is in the past.
        let due = expires.map(|end| end.checked_sub(ahead).unwrap_or(end));
        Self { access, refresh, expires, life, due }
    }

    /// The same token, to be renewed at another moment than its life asks for.
    pub(crate) fn due_at(mut self, moment: Option<Instant>) -> Self {
        self.due = moment;
        self
    }

    pub(crate) fn valid(&self, now: Instant) -> bool {
        self.expires.is_none_or(|end| now < end)
    }

    /// Whether it is valid and not yet due for renewal.
    pub(crate) fn fresh(&self, now: Instant) -> bool {
        self.valid(now) && self.due.is_none_or(|due| now < due)
    }
}

/// What is known when a token is asked for.
#[derive(Debug, Default)]
pub(crate) struct Need {
    /// The refresh token that came with the last token, or that the user gave.
    pub(crate) refresh: Option<Secret>,
    /// The access token that the server refused last: it must not be given again.
    pub(crate) refused: Option<Secret>,
}

/// What a renewal gives.
pub(crate) type Renewal = Pin<Box<dyn Future<Output = Result<Token, Error>> + Send>>;

/// Where tokens come from.
pub(crate) trait TokenSource: std::fmt::Debug + Send + Sync {
    /// Gets a token.
    fn renew(self: Arc<Self>, need: Need) -> Renewal;

    /// Forgets every token, those in a store as well.
    fn forget(self: Arc<Self>) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::clock::{Sleep, TokioClock};

    #[derive(Debug)]
    struct Chance(f64);

    impl Clock for Chance {
        fn now(&self) -> Instant {
            TokioClock.now()
        }
        fn wall(&self) -> std::time::SystemTime {
            TokioClock.wall()
        }
        fn sleep(&self, duration: Duration) -> Sleep {
            TokioClock.sleep(duration)
        }
        fn random(&self) -> f64 {
            self.0
        }
    }

    proptest! {
        #[test]
        fn a_token_is_due_within_the_last_tenth_of_its_life_and_never_after_its_end(
            life in 1u64..2_000_000_000,
            random in 0.0f64..1.0,
        ) {
            let now = Instant::now();
            let life = Duration::from_millis(life);
            let token = Token::new(&Chance(random), "sample".into(), None, Some(now + life), Some(life));
            let ahead = (now + life).duration_since(token.due.unwrap());
            prop_assert!(ahead <= (life / 10).min(AHEAD));
            prop_assert!(ahead >= (life / 10).min(AHEAD).mul_f64(0.49));
            prop_assert!(token.fresh(now) && !token.fresh(now + life) && !token.valid(now + life));
        }
    }
}
