//! Names in Rust for names on the wire.

use heck::{ToSnakeCase, ToUpperCamelCase};
use proptest::prelude::*;
use xtask::names::{camel, snake};

proptest! {
    #[test]
    fn a_name_that_is_in_its_case_already_is_what_the_rules_make_of_it(
        field in "[a-z][a-z0-9_]{0,9}",
        ty in "[A-Z][A-Za-z0-9]{0,9}",
    ) {
        // A keyword gets an underscore.
        let name = snake(&field);
        prop_assert_eq!(name.strip_suffix('_').unwrap_or(&name), field.to_snake_case());
        prop_assume!(ty != "Self");
        prop_assert_eq!(camel(&ty), ty.to_upper_camel_case());
    }
}
