//! Packages with real documents: what is asked for must be what is got.

use std::fs;

use clientwright_tests::root;
use xtask::fetch::{Package, Registry};
use xtask::vendors::{names, serve};

fn package(sha256: &str) -> Package {
    Package {
        registry: Registry::Npm,
        name: "teapot".to_owned(),
        version: "4.1.8".to_owned(),
        sha256: sha256.to_owned(),
    }
}

#[test]
fn a_hash_that_is_none_is_refused_before_anything_is_fetched() {
    let folder = tempfile::tempdir().unwrap();
    for hash in ["", "abc", &"../../..".repeat(8), &"é".repeat(32)] {
        let error = package(hash).fetch(folder.path()).unwrap_err().to_string();
        assert!(error.contains("is no SHA-256 of teapot 4.1.8 (npm)"), "{error}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_package_that_is_there_is_not_fetched_again() {
    let folder = tempfile::tempdir().unwrap();
    let there = folder.path().join("target/fetched/0123456789abcdef");
    fs::create_dir_all(&there).unwrap();
    assert_eq!(package(&"0123456789abcdef".repeat(4)).fetch(folder.path()).unwrap(), there);
}

#[test]
fn a_vendor_that_is_unknown_is_answered_with_those_that_are() {
    let error = serve(&root(), "teapot").map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("tests/vendors/teapot/vendor.toml") && error.contains("langgraph"), "{error}");
}

#[test]
fn every_vendor_has_a_program_that_serves_what_it_promises() {
    for name in names(&root()).unwrap() {
        let folder = root().join("tests/vendors").join(&name);
        let program = fs::read_to_string(folder.join("example.rs")).unwrap();
        assert!(syn::parse_file(&program).is_ok_and(|file| !file.items.is_empty()), "{name}");
        assert!(program.contains("assert"), "{name} checks nothing");
    }
}
