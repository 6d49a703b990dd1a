//! The detector finds what it is there to find: a secret planted in any channel is reported.

use crate::alone::{Alone, STORE};
use crate::markers::secret;

fn planted() -> String {
    secret("planted", "-here-")
}

#[test]
fn a_secret_in_the_log_or_in_a_text_is_reported() {
    let name = "detector::a_secret_in_the_log_or_in_a_text_is_reported";
    let left = Alone::new(name).leftovers(async |watch| {
        tracing::trace!(token = planted(), "leaky");
        assert!(watch.look_at_log("an event"));
        let span = tracing::trace_span!("leaky", token = planted());
        span.in_scope(|| ());
        drop(span);
        assert!(watch.look_at_log("a span"));
        assert!(watch.look("a text", "text", format!("{:?}", planted())));
        let result = tokio::spawn(async { panic!("{}", planted()) }).await;
        assert!(watch.look("a panic", "panic", format!("{result:?}")) || watch.look_at_log("a panic"));
    });
    if let Some(left) = left {
        assert!(!left.succeeded, "leaks must fail the process");
        assert!(left.shows.iter().any(|place| place.starts_with("stdout")), "{:?}", left.shows);
    }
}

#[test]
fn a_secret_in_a_file_or_on_standard_error_is_reported_and_one_in_the_store_is_not() {
    let name = "detector::a_secret_in_a_file_or_on_standard_error_is_reported_and_one_in_the_store_is_not";
    let left = Alone::new(name).leftovers(async |_| {
        std::fs::create_dir(STORE).unwrap();
        std::fs::write(format!("{STORE}/entry.json"), planted()).unwrap();
        std::fs::write(format!("{STORE}/entry.new"), planted()).unwrap();
        std::fs::write("notes.txt", planted()).unwrap();
        eprintln!("{}", planted());
    });
    if let Some(left) = left {
        assert!(left.succeeded);
        let places: Vec<&str> = left.shows.iter().filter_map(|place| place.split(": ").next()).collect();
        assert!(places.iter().any(|place| place.contains("notes.txt")), "{places:?}");
        assert!(places.iter().any(|place| place.contains("entry.new")), "{places:?}");
        assert!(places.contains(&"stderr") && !places.iter().any(|place| place.contains("entry.json")), "{places:?}");
    }
}
