//! Scalars that `client.toml` gives a type: the plain Rust type of a JSON Schema that is one word.

use serde_json::Value;
use syn::Type;

/// The type; a marker where the spelling on the wire is a special one.
pub(super) fn plain(schema: &Value) -> Type {
    let text = |pointer: &str| schema.pointer(pointer).and_then(Value::as_str);
    if let Some(path) = text("/x-rust-type/path").and_then(|path| syn::parse_str::<syn::Path>(path).ok()) {
        let parameters = schema.pointer("/x-rust-type/parameters").and_then(Value::as_array);
        let parameters: Vec<Type> = parameters.into_iter().flatten().map(plain).collect();
        return if parameters.is_empty() {
            syn::parse_quote!(#path)
        } else {
            syn::parse_quote!(#path<#(#parameters),*>)
        };
    }
    match (text("/type"), text("/format")) {
        (Some("boolean"), _) => syn::parse_quote!(bool),
        (Some("number"), Some("float")) => syn::parse_quote!(f32),
        (Some("number"), _) => syn::parse_quote!(f64),
        (Some("integer"), Some(format)) => match format {
            "int8" => syn::parse_quote!(i8),
            "int16" => syn::parse_quote!(i16),
            "int32" => syn::parse_quote!(i32),
            "uint8" => syn::parse_quote!(u8),
            "uint16" => syn::parse_quote!(u16),
            "uint32" => syn::parse_quote!(u32),
            "uint64" => syn::parse_quote!(u64),
            _ => syn::parse_quote!(i64),
        },
        (Some("integer"), _) => syn::parse_quote!(i64),
        (Some("string"), Some("date-time")) => syn::parse_quote!(::chrono::DateTime<::chrono::offset::Utc>),
        (Some("string"), Some("date")) => syn::parse_quote!(::chrono::naive::NaiveDate),
        (Some("string"), _) => syn::parse_quote!(::std::string::String),
        _ => syn::parse_quote!(::serde_json::Value),
    }
}
