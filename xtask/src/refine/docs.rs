//! Documentation as rustdoc accepts it without a warning: one line per attribute, no bare links, no
//! HTML, no brackets that look like links.

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Item, Lit, Meta};

use super::Draft;
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
        let mut text = Vec::new();
        attributes.retain(|attribute| match doc_text(attribute) {
            Some(line) => {
                text.push(line);
                false
            }
            None => true,
        });
        if !text.is_empty() {
            let docs = attributes_for(&text.join("\n"));
            attributes.splice(0..0, docs);
        }
    }

    fn visit_item_mut(&mut self, item: &mut Item) {
        visit_mut::visit_item_mut(self, item);
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
    let mut lines: Vec<String> = markdown(text).lines().map(|line| line.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let lines = lines.into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") });
    lines.map(|line| syn::parse_quote!(#[doc = #line])).collect()
}

/// Escapes what rustdoc would take for a link or for HTML; code stays as it is. Text that went through
/// once is not changed again.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut in_fence = false;
    // A carriage return within a line is no part of a documentation comment.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
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
