//! The answer to an introspection query as SDL, which the passes read. It may stand alone, or in the
//! `data` of an answer. What is written into it by newer servers and not known here is left out.

use std::fmt::Write;
use std::path::Path;

use serde_json::Value;

use crate::error::{Error, Place, Result};

/// Types that every schema has.
const BUILT_IN: [&str; 5] = ["Boolean", "Float", "ID", "Int", "String"];
/// Directives that every schema has.
const BUILT_IN_DIRECTIVES: [&str; 4] = ["deprecated", "include", "skip", "specifiedBy"];

/// The schema in SDL; `file` is named in errors.
pub fn sdl(file: &Path, text: &str) -> Result<String> {
    let answer: Value = serde_json::from_str(text).map_err(|error| {
        Error::new(file, format!("is not JSON: {error}"))
            .at(Place::Line(error.line(), error.column()))
            .help("save the whole answer to an introspection query there")
    })?;
    let schemas = ["/data/__schema", "/__schema"];
    let found = schemas.iter().find_map(|pointer| Some((*pointer, answer.pointer(pointer)?)));
    // Some tools save only what is inside.
    let (pointer, schema) = found.unwrap_or(("", &answer));
    let Some(types) = schema.get("types").and_then(Value::as_array) else {
        return Err(Error::new(file, "is not the answer to an introspection query: it has no `__schema` with `types`")
            .help("ask the server with a whole introspection query, or write the schema as SDL into schema.graphql"));
    };
    let mut out = Sdl::default();
    out.roots(schema);
    for directive in list(schema, "directives") {
        out.directive(directive);
    }
    for (index, ty) in types.iter().enumerate() {
        out.ty(ty).ok_or_else(|| {
            Error::new(file, "a type has no `kind` and `name`, or one of its fields no `name` and `type`")
                .at_pointer(format!("{pointer}/types/{index}"))
                .help("ask the server again with a whole introspection query")
        })?;
    }
    Ok(out.0)
}

/// The text as far as it is written.
#[derive(Default)]
struct Sdl(String);

impl Sdl {
    fn roots(&mut self, schema: &Value) {
        self.description("", schema);
        self.0.push_str("schema {\n");
        for (kind, key) in [("query", "queryType"), ("mutation", "mutationType"), ("subscription", "subscriptionType")]
        {
            if let Some(name) = schema.get(key).and_then(|root| text(root, "name")) {
                let _ = writeln!(self.0, "  {kind}: {name}");
            }
        }
        self.0.push_str("}\n\n");
    }

    fn directive(&mut self, directive: &Value) {
        let Some(name) = text(directive, "name").filter(|name| !BUILT_IN_DIRECTIVES.contains(name)) else { return };
        let places: Vec<&str> = list(directive, "locations").filter_map(Value::as_str).collect();
        if places.is_empty() {
            return;
        }
        self.description("", directive);
        let _ = write!(self.0, "directive @{name}");
        let before = self.0.len();
        if self.arguments(directive).is_none() {
            self.0.truncate(before);
        }
        if directive.get("isRepeatable") == Some(&Value::Bool(true)) {
            self.0.push_str(" repeatable");
        }
        let _ = writeln!(self.0, " on {}\n", places.join(" | "));
    }

    fn ty(&mut self, ty: &Value) -> Option<()> {
        let (kind, name) = (text(ty, "kind")?, text(ty, "name")?);
        if name.starts_with("__") || (kind == "SCALAR" && BUILT_IN.contains(&name)) {
            return Some(());
        }
        self.description("", ty);
        let word = match kind {
            "SCALAR" => "scalar",
            "OBJECT" => "type",
            "INTERFACE" => "interface",
            "UNION" => "union",
            "ENUM" => "enum",
            "INPUT_OBJECT" => "input",
            _ => return None,
        };
        let _ = write!(self.0, "{word} {name}");
        let interfaces: Vec<&str> = list(ty, "interfaces").filter_map(|found| text(found, "name")).collect();
        if !interfaces.is_empty() {
            let _ = write!(self.0, " implements {}", interfaces.join(" & "));
        }
        match kind {
            "SCALAR" => {
                let url = text(ty, "specifiedByURL").or_else(|| text(ty, "specifiedByUrl"));
                if let Some(url) = url {
                    let _ = write!(self.0, " @specifiedBy(url: {})", quoted(url));
                }
                self.0.push('\n');
            }
            "UNION" => {
                let members: Vec<&str> = list(ty, "possibleTypes").filter_map(|found| text(found, "name")).collect();
                let _ = writeln!(self.0, " = {}", members.join(" | "));
            }
            "ENUM" => self.block(list(ty, "enumValues"), |sdl, value| {
                sdl.0.push_str(text(value, "name")?);
                Some(())
            })?,
            "INPUT_OBJECT" => {
                if ty.get("isOneOf") == Some(&Value::Bool(true)) {
                    self.0.push_str(" @oneOf");
                }
                self.block(list(ty, "inputFields"), Self::input)?;
            }
            _ => self.block(list(ty, "fields"), |sdl, field| {
                sdl.0.push_str(text(field, "name")?);
                sdl.arguments(field)?;
                let _ = write!(sdl.0, ": {}", type_of(field.get("type")?)?);
                Some(())
            })?,
        }
        self.0.push('\n');
        Some(())
    }

    /// Members in braces, each with its description before it and its deprecation after it.
    fn block<'a>(
        &mut self,
        members: impl Iterator<Item = &'a Value>,
        write: impl Fn(&mut Self, &Value) -> Option<()>,
    ) -> Option<()> {
        self.0.push_str(" {\n");
        for member in members {
            self.description("  ", member);
            self.0.push_str("  ");
            write(self, member)?;
            self.deprecation(member);
            self.0.push('\n');
        }
        self.0.push_str("}\n");
        Some(())
    }

    fn arguments(&mut self, of: &Value) -> Option<()> {
        let mut arguments = list(of, "args").peekable();
        if arguments.peek().is_none() {
            return Some(());
        }
        self.0.push('(');
        for argument in arguments {
            if let Some(description) = text(argument, "description") {
                let _ = write!(self.0, "{} ", quoted(description));
            }
            self.input(argument)?;
            self.deprecation(argument);
            self.0.push(' ');
        }
        self.0.push(')');
        Some(())
    }

    /// Name, type and default of an argument or input field.
    fn input(&mut self, input: &Value) -> Option<()> {
        let _ = write!(self.0, "{}: {}", text(input, "name")?, type_of(input.get("type")?)?);
        if let Some(default) = text(input, "defaultValue") {
            let _ = write!(self.0, " = {default}");
        }
        Some(())
    }

    fn deprecation(&mut self, of: &Value) {
        if of.get("isDeprecated") == Some(&Value::Bool(true)) {
            self.0.push_str(" @deprecated");
            if let Some(reason) = text(of, "deprecationReason") {
                let _ = write!(self.0, "(reason: {})", quoted(reason));
            }
        }
    }

    fn description(&mut self, indent: &str, of: &Value) {
        if let Some(description) = text(of, "description").filter(|text| !text.trim().is_empty()) {
            let _ = writeln!(self.0, "{indent}{}", quoted(description));
        }
    }
}

fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key).and_then(Value::as_str)
}

fn list<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    of.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn type_of(ty: &Value) -> Option<String> {
    match text(ty, "kind")? {
        "NON_NULL" => Some(format!("{}!", type_of(ty.get("ofType")?)?)),
        "LIST" => Some(format!("[{}]", type_of(ty.get("ofType")?)?)),
        _ => text(ty, "name").map(str::to_owned),
    }
}

/// A string of GraphQL, whose escapes are those of JSON but for some control characters.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
