//! `schemes`, `host` and `basePath` become servers.

use serde_json::{Value, json};

use super::Converter;

impl Converter<'_> {
    /// The servers that the document has, or an operation with schemes of its own.
    pub(super) fn servers(&mut self, says: &Value, pointer: &str) -> Value {
        let text = |key: &str| self.document.get(key).and_then(Value::as_str).unwrap_or_default().trim();
        let path = format!("/{}", text("basePath").trim_matches('/'));
        let host = text("host").trim_end_matches('/');
        let host = host.split_once("://").map_or(host, |(_, host)| host).to_owned();
        if host.is_empty() {
            if pointer.is_empty() {
                let what = "there is no host; the program that uses the client names the server".to_owned();
                self.note("/host", what, false);
            }
            return json!([{ "url": path }]);
        }
        let schemes = says.get("schemes").and_then(Value::as_array).into_iter().flatten();
        let mut schemes: Vec<&str> = schemes.filter_map(Value::as_str).collect();
        if let Some(scheme) = schemes.iter().find(|scheme| !matches!(**scheme, "http" | "https")) {
            self.lost(&format!("{pointer}/schemes"), format!("the scheme `{scheme}` is not served"));
        }
        schemes.retain(|scheme| matches!(*scheme, "http" | "https"));
        // The first server is the one that is used unless the program says otherwise.
        schemes.sort_by_key(|scheme| *scheme != "https");
        if schemes.is_empty() {
            schemes.push("https");
        }
        let path = path.trim_end_matches('/');
        schemes.into_iter().map(|scheme| json!({ "url": format!("{scheme}://{host}{path}") })).collect()
    }
}
