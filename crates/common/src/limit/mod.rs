//! Client-side rate limits: a client that asks for more than a server allows waits instead of being
//! refused.
//!
//! The limits are those of the API's description, corrected by what the headers of answers say. Clones of
//! a client count together; two clients built separately do not know of each other.

mod limiter;
mod points;
mod reading;
#[cfg(test)]
mod readings;
#[cfg(test)]
mod server;
#[cfg(test)]
mod waits;
mod window;

pub(crate) use limiter::{Admission, Limiter, Refused};
pub use points::PointsLeft;

/// Which client-side limits hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policy {
    /// Those that the API documents.
    #[default]
    Documented,
    /// None: for a server of one's own, or where something else does the counting.
    Off,
}
