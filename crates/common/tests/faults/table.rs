//! The table of faults in the README.

use std::fmt::Write;

use crate::matrix::Run;

const BEGIN: &str = "<!-- fault-matrix -->\n";
const END: &str = "<!-- /fault-matrix -->";

/// The rows of the table.
pub fn table(rows: &[(String, [Run; 2])]) -> String {
    let mut text = String::from(
        "| fault | repeatable: attempts | waited | ends as | unrepeatable: attempts | waited | ends as | processed |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for (name, [get, post]) in rows {
        let _ = write!(text, "| {name} |");
        for run in [get, post] {
            let _ = write!(text, " {} | {} s | {} |", run.attempts, run.waited().as_secs_f64(), run.end);
        }
        let _ = writeln!(text, " {} |", post.processed);
    }
    text
}

/// Compares the table with the one in the README; `UPDATE_README=1` writes it.
pub fn compare(table: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let begin = readme.find(BEGIN).expect("the README has the markers") + BEGIN.len();
    let end = begin + readme[begin..].find(END).expect("the README has the markers");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, format!("{}{table}{}", &readme[..begin], &readme[end..])).unwrap();
        return;
    }
    let written: Vec<&str> = readme[begin..end].lines().collect();
    let found: Vec<&str> = table.lines().collect();
    for line in found.iter().filter(|line| !written.contains(line)) {
        println!("+ {line}");
    }
    for line in written.iter().filter(|line| !found.contains(line)) {
        println!("- {line}");
    }
    assert!(written == found, "the README's table of faults is old; UPDATE_README=1 writes a new one");
}
