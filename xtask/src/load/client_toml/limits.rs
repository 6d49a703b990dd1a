//! `[[limits]]`, `[[points]]`, `[[waits]]` and `[retry]`: how much an API takes, and when to come again.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// At most so many requests in any window of so many seconds.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Name by which operations refer to it.
    pub name: String,
    /// Requests per window.
    pub requests: u32,
    /// Length of the window in seconds.
    pub per_seconds: u32,
    /// Whether it counts only operations that name it.
    #[serde(default)]
    pub only_named: bool,
    /// Response headers in which the server tells its own count.
    pub headers: Option<LimitHeaders>,
}

/// Response headers that tell a server's count of requests.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LimitHeaders {
    /// Requests per window.
    pub limit: Option<String>,
    /// Requests that are left in the window.
    pub remaining: Option<String>,
    /// When the window ends.
    pub reset: Option<String>,
    /// What the number in `reset` means; default: unix seconds.
    pub reset_unit: Option<WaitUnit>,
}

/// A budget of points that is filled up all at once.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Points {
    /// Name by which a program asks for it.
    pub name: String,
    /// JSON pointer to the points of a period, in the body of an answer.
    pub limit: String,
    /// JSON pointer to the points that are spent, before the call itself is charged.
    pub spent: String,
    /// JSON pointer to the seconds until the budget is full again.
    pub resets_in: String,
    /// Length of a period in seconds.
    pub per_seconds: u32,
    /// What a call costs of which nothing else is known.
    pub cost: f64,
    /// What calls of these operations cost.
    #[serde(default)]
    pub costs: BTreeMap<String, f64>,
}

/// A place in an answer that tells how long to wait.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// JSON pointer into the body.
    pub body: Option<String>,
    /// Name of a response header.
    pub header: Option<String>,
    /// What the number means.
    pub unit: WaitUnit,
    /// Whether it is believed over `Retry-After`.
    #[serde(default)]
    pub overrides_retry_after: bool,
}

/// Unit of a waiting time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WaitUnit {
    /// Seconds from now.
    Seconds,
    /// Milliseconds from now.
    Milliseconds,
    /// Seconds since the Unix epoch.
    UnixSeconds,
}

/// Which answers are worth another attempt.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Retry {
    /// Statuses in addition to 408, 429, 500, 502 to 504, and 520 to 524.
    pub statuses: Vec<u16>,
    /// The most seconds of a `Retry-After` that are believed; default: all.
    pub retry_after_cap: Option<u32>,
}
