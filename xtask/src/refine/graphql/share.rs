//! Shapes that are equal, of the same GraphQL type and with the same fields, become one. Fragments
//! stay what they are, and so do whole answers; but what equals a fragment becomes the fragment.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::Item;

use super::shapes::{PLACEHOLDER, Shape};

/// For each shape, the one that stands for it.
pub(super) fn share(shapes: &[Shape]) -> Vec<usize> {
    let mut stand_ins: Vec<usize> = (0..shapes.len()).collect();
    let written: Vec<String> = shapes.iter().map(text).collect();
    loop {
        let texts: Vec<String> = written.iter().map(|text| with_stand_ins(text, &stand_ins)).collect();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let fragments_first = || {
            let all = || shapes.iter().enumerate();
            all()
                .filter(|(_, shape)| shape.fragment().is_some())
                .chain(all().filter(|(_, shape)| shape.fragment().is_none()))
        };
        for (id, shape) in fragments_first() {
            if let (false, Some(text)) = (shape.is_root(), texts.get(id)) {
                first.entry(text).or_insert(id);
            }
        }
        let find = |id: usize| texts.get(id).and_then(|text| first.get(text.as_str())).copied().unwrap_or(id);
        let stays = |shape: &Shape| shape.is_root() || shape.fragment().is_some();
        let next: Vec<usize> =
            shapes.iter().enumerate().map(|(id, shape)| if stays(shape) { id } else { find(id) }).collect();
        // Parents of shapes that became one may be equal now.
        if next == stand_ins {
            return next;
        }
        stand_ins = next;
    }
}

/// All that tells one shape from another: the GraphQL type, and fields or variants.
fn text(shape: &Shape) -> String {
    let inside = match &shape.item {
        Item::Struct(item) => item.fields.to_token_stream(),
        Item::Enum(item) => item.variants.to_token_stream(),
        other => other.to_token_stream(),
    };
    format!("{} {inside}", shape.ty)
}

/// The text with each shape in it called by the one that stands for it.
fn with_stand_ins(text: &str, stand_ins: &[usize]) -> String {
    let mut parts = text.split(PLACEHOLDER);
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (digits, rest) = part.split_at(end);
        let stand_in = digits.parse().ok().and_then(|id: usize| stand_ins.get(id));
        replaced.push_str(PLACEHOLDER);
        replaced.push_str(&stand_in.map_or(digits.to_owned(), usize::to_string));
        replaced.push_str(rest);
    }
    replaced
}
