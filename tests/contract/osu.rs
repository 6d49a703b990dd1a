//! Contract of the crate: what goes out, and what comes back.
