//! The tour: the main job on one screen, with no credentials and no network.
//!
//! It checks that the generated code is fresh, starts a [`sandbox`] that answers the APIs from the
//! examples in their descriptions, calls them through the public clients, and shows what came back.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

mod figures;
mod itinerary;
mod prepare;
pub mod sandbox;
mod screen;
mod section;
mod stops;

pub use itinerary::{Outcome, TIME_LIMIT, run};
pub use prepare::{Prepared, prepare};
pub use screen::show;
pub use section::{Row, Section};
