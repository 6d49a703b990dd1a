//! Documentation as rustdoc accepts it without a warning: one line per attribute, no bare links, no
//! HTML, no brackets that look like links.

use std::borrow::Cow;

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, Lit, Meta};

use super::{Draft, serde_parts};
use crate::error::Result;

pub(super) fn run(draft: &mut Draft<'_>) -> Result<()> {
    for item in &mut draft.items {
        Docs.visit_item_mut(item);
    }
    Ok(())
}

struct Docs;

impl VisitMut for Docs {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let mut text: Option<String> = None;
        attributes.retain(|attribute| {
            let Some(line) = doc_text(attribute) else { return true };
            // The engine adds the JSON Schema of the type, and texts that say nothing.
            let details = if line.contains('<') { line.split_once("<details>") } else { None };
            let line = details.map_or(line.as_str(), |(before, _)| before.trim_end());
            if !line.trim().is_empty() {
                match &mut text {
                    Some(text) => *text = format!("{text}\n{line}"),
                    None => text = Some(line.to_owned()),
                }
            }
            false
        });
        if let Some(text) = text {
            attributes.splice(0..0, attributes_for(&text));
        }
    }
}

fn doc_text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(expr) = &meta.value else { return None };
    match &expr.lit {
        Lit::Str(text) if meta.path.is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// Documentation attributes for Markdown text.
pub fn attributes_for(text: &str) -> Vec<Attribute> {
    let markdown = markdown(text);
    let lines = markdown.trim_end().lines().map(str::trim_end);
    lines.map(|line| if line.is_empty() { attribute("") } else { attribute(&format!(" {line}")) }).collect()
}

fn attribute(line: &str) -> Attribute {
    serde_parts::outer(serde_parts::pair("doc", line))
}

/// Escapes what rustdoc would take for a link or for HTML; code stays as it is. Text that went through
/// once is not changed again.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut in_fence = false;
    // A carriage return within a line is no part of a documentation comment.
    let text = if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    };
    for (index, line) in text.trim().lines().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let line = if in_fence { line } else { no_code_block(line) }.trim_end();
        let fence = line.starts_with("```");
        if fence {
            // Code without a language would be compiled as Rust.
            let bare = !in_fence && line.trim_start_matches('`').trim().is_empty();
            in_fence = !in_fence;
            out.push_str(line);
            if bare {
                out.push_str("text");
            }
        } else if in_fence {
            out.push_str(line);
        } else {
            inline(line, &mut out);
        }
    }
    if in_fence {
        out.push_str("\n```");
    }
    out
}

/// A line that is indented by four would be code; less than that continues a list.
fn no_code_block(line: &str) -> &str {
    let indent = line.len() - line.trim_start_matches(' ').len();
    line.get(indent.saturating_sub(3)..).unwrap_or(line)
}

fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    let mut before = ' ';
    let mut in_link = false;
    while let Some(c) = rest.chars().next() {
        let special = |byte| matches!(byte, b'`' | b'h' | b'<' | b'[' | b']');
        let plain = rest.bytes().position(special).unwrap_or(rest.len());
        if let Some(last) = rest[..plain].chars().next_back() {
            out.push_str(&rest[..plain]);
            rest = &rest[plain..];
            before = last;
            continue;
        }
        if c == '`' {
            let ticks = rest.chars().take_while(|c| *c == '`').count();
            let span = &rest[ticks..];
            let end = span.find(&"`".repeat(ticks)).map_or(rest.len(), |end| end + 2 * ticks);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            before = '`';
            continue;
        }
        if rest.starts_with("https://") || rest.starts_with("http://") {
            let end = rest
                .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ')' | '`' | '"'))
                .unwrap_or(rest.len());
            let url = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']);
            if before == '<' || out.ends_with("](") && !out.ends_with("\\](") {
                out.push_str(url);
            } else {
                out.push('<');
                out.push_str(url);
                out.push('>');
            }
            rest = &rest[url.len()..];
            before = 'x';
            continue;
        }
        let next = rest[c.len_utf8()..].chars().next().unwrap_or(' ');
        let looks_like_html =
            c == '<' && (next.is_ascii_alphabetic() && !rest[1..].starts_with("http") || next == '/' || next == '!');
        let looks_like_link = matches!(c, '[' | ']') && !is_link(rest, c, in_link);
        if matches!(c, '[' | ']') && before != '\\' {
            in_link = c == '[' && !looks_like_link;
        }
        if before != '\\' && (looks_like_html || looks_like_link) {
            out.push('\\');
        }
        out.push(c);
        before = c;
        rest = &rest[c.len_utf8()..];
    }
}

/// Whether a bracket belongs to `[text](address)`, all of which stands in one line.
fn is_link(rest: &str, bracket: char, in_link: bool) -> bool {
    if bracket == ']' {
        return in_link && rest.starts_with("](");
    }
    rest.find("](").is_some_and(|end| !rest[1..end].contains('['))
}

/// The Markdown text of documentation attributes.
pub fn text_of(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(doc_text).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n")
}
