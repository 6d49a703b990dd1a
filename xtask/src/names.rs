//! Names that Rust accepts.

use std::collections::BTreeSet;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that cannot be identifiers, and names that the generated code uses itself.
const RESERVED: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The name of a method, field, argument or module for a wire name.
pub fn snake(wire: &str) -> String {
    if is_snake(wire) {
        return if RESERVED.contains(&wire) { format!("{wire}_") } else { wire.to_owned() };
    }
    let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let sign = match wire.split_at_checked(1) {
        Some(("+", rest)) if digit(rest) => "plus_",
        Some(("-", rest)) if digit(rest) => "minus_",
        _ => "",
    };
    let name = format!("{sign}{}", plural_acronyms(wire).to_snake_case());
    escape(&name, "value")
}

/// Whether a name is in snake case as it stands.
fn is_snake(wire: &str) -> bool {
    let mut before = '_';
    let plain = wire.chars().all(|c| {
        let fits = if before == '_' {
            c.is_ascii_lowercase()
        } else {
            c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
        };
        before = c;
        fits
    });
    plain && before != '_'
}

/// `fightIDs` is read as `fightIds`: an acronym in the plural is one word.
fn plural_acronyms(wire: &str) -> String {
    let chars: Vec<char> = wire.chars().collect();
    let mut out = String::with_capacity(wire.len());
    for (index, &c) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| chars.get(index));
        let after = (chars.get(index + 1), chars.get(index + 2));
        let ends_word = after.1.is_none_or(|next| !next.is_lowercase());
        if c.is_uppercase() && before.is_some_and(|b| b.is_uppercase()) && after.0 == Some(&'s') && ends_word {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// The name of a type or variant for a wire name.
pub fn camel(wire: &str) -> String {
    if is_camel(wire) && wire != "Self" {
        return wire.to_owned();
    }
    let (wire, sign) = match wire.strip_prefix('-') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => (rest, "Minus"),
        _ => (wire, ""),
    };
    let name: String = wire.to_upper_camel_case().chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    let name = format!("{sign}{name}");
    match name.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("Value{name}"),
        Some(_) if name == "Self" => "SelfValue".to_owned(),
        Some(_) => name,
    }
}

/// Whether a name is in camel case as it stands: a capital begins it, and comes otherwise only after a small letter.
fn is_camel(wire: &str) -> bool {
    let mut small = true;
    wire.starts_with(|c: char| c.is_ascii_uppercase())
        && wire.chars().all(|c| {
            let fits = c.is_ascii_lowercase() || c.is_ascii_digit() || (c.is_ascii_uppercase() && small);
            small = c.is_ascii_lowercase() || (c.is_ascii_digit() && small);
            fits
        })
}

fn escape(name: &str, fallback: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    match name.chars().next() {
        None => fallback.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{fallback}_{name}"),
        Some(_) if RESERVED.contains(&name.as_str()) => format!("{name}_"),
        Some(_) => name,
    }
}

/// The name of an environment variable that is made of these words.
pub fn variable(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| word.to_shouty_snake_case()).collect();
    let name: String =
        words.join("_").chars().map(|c| if c.is_ascii_uppercase() || c.is_ascii_digit() { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// Whether it can be the name of an environment variable.
pub fn is_variable(name: &str) -> bool {
    let good = |c: char| c == '_' || c.is_ascii_uppercase() || c.is_ascii_digit();
    !name.is_empty() && name.chars().all(good) && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// `name`, or `name` with the smallest number that makes it new; it is then taken.
pub fn unique(taken: &mut BTreeSet<String>, name: String) -> String {
    if taken.insert(name.clone()) {
        return name;
    }
    let mut number = 2_usize;
    loop {
        let candidate = format!("{name}{number}");
        if taken.insert(candidate.clone()) {
            return candidate;
        }
        number += 1;
    }
}

/// The known name that is most like `name`, for advice.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near =
        known.into_iter().map(|known| (strsim::jaro_winkler(name, known), known)).max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((score, near)) if score > 0.7 => format!("did you mean `{near}`?"),
        _ => "take the name from the description".to_owned(),
    }
}
