//! The programs of the truth tests are what the descriptions say today.

use clientwright_tests::root;
use xtask::corpus::truth::Trial;

/// Where each API is below the root, and the name of its crate in Rust.
const APIS: &[(&str, &str, &str)] = &[
    ("", "bazhuayu", "clientwright_bazhuayu"),
    ("", "drifting-bottle", "clientwright_drifting_bottle"),
    ("", "greencubes", "clientwright_greencubes"),
    ("", "osu", "clientwright_osu"),
    ("tests/openapi", "harbour", "clientwright_harbour"),
];

#[test]
fn the_programs_are_what_the_descriptions_say() {
    for (folder, name, library) in APIS {
        let trial = Trial::new(&root().join(folder), name, library, 1).unwrap();
        let header =
            format!("// Generated from specs/{name}/: a call of each operation, for the truth tests. Do not edit.");
        let text = format!("{header}\n\n{}", trial.program());
        let file = root().join("tests/truth/programs").join(format!("{}.rs", name.replace('-', "_")));
        if std::env::var_os("WRITE_PROGRAMS").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let found = std::fs::read_to_string(file).unwrap_or_default();
        assert!(found == text, "the program of {name} is old: run this test again with WRITE_PROGRAMS=1");
    }
}
