//! Every fault in a description gets one error that names the file, the place and what to do.

use std::fs;
use std::path::Path;

use clientwright_tests::root;
use xtask::pipeline::wanted;

/// Copies the folder of a good API, damages a file of it, and returns the error of the generator.
fn error_after(api: &str, file: &str, damage: impl FnOnce(String) -> String) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("specs").join(api), &folder.path().join("specs").join(api));
    let file = folder.path().join("specs").join(api).join(file);
    let text = fs::read_to_string(&file).unwrap();
    let damaged = damage(text.clone());
    assert_ne!(text, damaged, "the damage must be one");
    fs::write(&file, damaged).unwrap();
    match wanted(folder.path(), &[api.to_owned()], &mut ()) {
        Ok(_) => panic!("the fault was not noticed"),
        Err(error) => error.to_string(),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn text_that_is_neither_yaml_nor_json_is_named_by_line() {
    let error = error_after("osu", "openapi.yaml", |text| text.replacen("paths:", "paths: [", 1));
    insta::assert_snapshot!(without_lines(&error));
    assert!(error.contains("specs/osu/openapi.yaml:"), "{error}");
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let error = error_after("osu", "openapi.yaml", |text| format!("{text}\nopenapi: 3.0.3\n"));
    assert!(error.contains("duplicate"), "{error}");
}

#[test]
fn an_unknown_key_in_client_toml_says_which_is_meant() {
    let error = error_after("osu", "client.toml", |text| format!("{text}\n[retri]\nstatuses = [520]\n"));
    assert!(error.contains("specs/osu/client.toml:"), "{error}");
    assert!(error.contains("did you mean `retry`?"), "{error}");
}

#[test]
fn client_toml_speaks_of_operations_that_exist() {
    let error =
        error_after("osu", "client.toml", |text| format!("{text}\n[operations.get_replays]\nidempotent = true\n"));
    insta::assert_snapshot!(error);
}

#[test]
fn client_toml_renames_properties_that_exist() {
    let error = error_after("osu", "client.toml", |text| {
        text.replacen("[names.properties]", "[names.properties]\nnope = 'x'", 1)
    });
    insta::assert_snapshot!(error);
}

#[test]
fn a_graphql_operation_that_does_not_fit_the_schema_is_named_by_line() {
    let error = error_after("fflogs", "operations/fragments.graphql", |text| {
        text.replacen("pointsSpentThisHour", "pointsSpentThisHours", 1)
    });
    assert!(error.contains("specs/fflogs/operations/fragments.graphql:"), "{error}");
    assert!(error.contains("pointsSpentThisHours"), "{error}");
    assert!(error.contains("did you mean"), "{error}");
}

#[test]
fn a_scalar_view_of_a_field_that_does_not_exist_is_refused() {
    let error = error_after("fflogs", "client.toml", |text| {
        text.replacen("Character.encounterRankings", "Character.encounterRanking", 1)
    });
    insta::assert_snapshot!(error);
}

#[test]
fn an_environment_variable_has_a_name_that_shells_take() {
    let error = error_after("osu", "client.toml", |text| text.replacen("\"OSU_API_KEY\"", "\"osu-key\"", 1));
    insta::assert_snapshot!(error);
}

#[test]
fn an_environment_variable_holds_what_its_scheme_can_use() {
    let error = error_after("osu", "client.toml", |text| text.replacen("api_key = ", "password = ", 1));
    insta::assert_snapshot!(error);
}

#[test]
fn a_login_names_an_operation_that_exists() {
    let error = error_after("greencubes", "client.toml", |text| {
        text.replacen("operation = \"login\"", "operation = \"log_in\"", 1)
    });
    insta::assert_snapshot!(error);
}

#[test]
fn a_login_is_a_post_of_a_form() {
    let error = error_after("greencubes", "client.toml", |text| {
        text.replacen("operation = \"login\"", "operation = \"logout\"", 1)
    });
    insta::assert_snapshot!(error);
}

#[test]
fn a_login_names_fields_of_its_form() {
    let error = error_after("greencubes", "client.toml", |text| {
        text.replacen("operation = \"login\"", "operation = \"login\"\nusername = \"user_name\"", 1)
    });
    insta::assert_snapshot!(error);
}

#[test]
fn a_login_whose_form_needs_more_is_refused() {
    let error = error_after("greencubes", "openapi.yaml", |text| {
        text.replacen("required: [username, password]", "required: [username, password, captcha]", 1)
    });
    insta::assert_snapshot!(error);
}

#[test]
fn a_login_belongs_to_a_scheme_whose_credential_is_a_cookie() {
    let error = error_after("greencubes", "openapi.yaml", |text| text.replacen("in: cookie", "in: query", 1));
    insta::assert_snapshot!(error);
}

#[test]
fn a_login_of_a_graphql_api_is_refused() {
    let error = error_after("fflogs", "client.toml", |text| {
        text.replacen(
            "[auth.client.environment]",
            "[auth.client.login]\noperation = \"RateLimit\"\n\n[auth.client.environment]",
            1,
        )
    });
    insta::assert_snapshot!(error);
}

#[test]
fn an_api_that_does_not_exist_is_answered_with_those_that_do() {
    let error = wanted(&root(), &["osuu".to_owned()], &mut ()).unwrap_err().to_string();
    insta::assert_snapshot!(error);
}

/// The error without the numbers of lines and columns, which move with every edit of the description.
fn without_lines(error: &str) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let mut out = String::new();
    let mut rest = error;
    while let Some(at) = rest.find(digits) {
        out.push_str(&rest[..at]);
        out.push('N');
        rest = rest[at..].trim_start_matches(digits);
    }
    out + rest
}
