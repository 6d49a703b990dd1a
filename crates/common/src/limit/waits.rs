//! The waits of the limiter, whatever is called in whatever order, and whatever the server says.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::Limiter;
use crate::descriptor::{Limit, Operation};

const OPERATION: Operation = Operation {
    id: "get_thing",
    method: "GET",
    path: "/",
    server: None,
    security: &[],
    idempotent: true,
    limits: Some(&[]),
    query: &[],
    accept: "",
    envelope: None,
    graphql: None,
};
static PLAIN: Operation = OPERATION;
static NAMED: Operation = Operation { limits: Some(&["named"]), ..OPERATION };
static LIMITS: &[Limit] = &[
    Limit { name: "short", requests: 3, per_seconds: 2, only_named: false, headers: None },
    Limit { name: "long", requests: 7, per_seconds: 10, only_named: false, headers: None },
    Limit { name: "named", requests: 2, per_seconds: 15, only_named: true, headers: None },
];

proptest! {
    #[test]
    fn no_wait_is_negative_or_past_the_deadline_or_shorter_than_the_server_asked(
        calls in proptest::collection::vec(
            (0u64..3_000, any::<bool>(), 0u64..40_000, proptest::option::weighted(0.2, 0u64..30_000)),
            1..60,
        ),
    ) {
        let mut now = Instant::now();
        let limiter = Limiter::new(LIMITS, &[]);
        // Until when the server wants no calls: all, and the named ones.
        let (mut closed, mut named_closed) = (now, now);
        for (step, named, patience, refusal) in calls {
            now += Duration::from_millis(step);
            let patience = Duration::from_millis(patience);
            let open = if named { closed.max(named_closed) } else { closed };
            let operation = if named { &NAMED } else { &PLAIN };
            match limiter.reserve(operation, now, patience) {
                Ok(mut admission) => {
                    let at = admission.at();
                    prop_assert!(at >= now && at >= open);
                    prop_assert!(at == now || at - now < patience);
                    admission.used();
                    let Some(wait) = refusal.map(Duration::from_millis) else { continue };
                    // The answer comes when the request has gone out, and the calls go on from there.
                    now = at;
                    admission.refused(at, wait);
                    let until = if named { &mut named_closed } else { &mut closed };
                    *until = (*until).max(at + wait);
                }
                Err(refused) => {
                    prop_assert!(refused.wait >= patience && !refused.wait.is_zero());
                    prop_assert!(refused.limit.is_some() || open > now);
                    prop_assert!(now + refused.wait >= open);
                }
            }
        }
    }
}
