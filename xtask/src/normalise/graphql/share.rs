//! Shapes that are equal, of the same GraphQL type and with the same fields, become one. Fragments
//! stay what they are, and so do whole answers; but what equals a fragment becomes the fragment.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::answers::{Answers, Kind, Shape};

/// For each shape, the one that stands for it.
pub(super) fn share(answers: &Answers) -> Vec<usize> {
    let shapes = &answers.shapes;
    let mut stand_ins: Vec<usize> = (0..shapes.len()).collect();
    loop {
        let texts: Vec<String> = shapes.iter().map(|shape| text(shape, &stand_ins)).collect();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let all = || shapes.iter().enumerate();
        let fragments_first = all()
            .filter(|(_, shape)| shape.fragment().is_some())
            .chain(all().filter(|(_, shape)| shape.fragment().is_none()));
        for (id, shape) in fragments_first {
            if let (false, Some(text)) = (shape.is_root(), texts.get(id)) {
                first.entry(text).or_insert(id);
            }
        }
        let find = |id: usize| texts.get(id).and_then(|text| first.get(text.as_str())).copied().unwrap_or(id);
        let stays = |shape: &Shape| shape.is_root() || shape.fragment().is_some();
        let next: Vec<usize> = all().map(|(id, shape)| if stays(shape) { id } else { find(id) }).collect();
        // Parents of shapes that became one may be equal now.
        if next == stand_ins {
            return next;
        }
        stand_ins = next;
    }
}

/// All that tells one shape from another: the GraphQL type, and fields or variants.
fn text(shape: &Shape, stand_ins: &[usize]) -> String {
    let stand_in = |id: &usize| stand_ins.get(*id).copied().unwrap_or(*id);
    let mut text = shape.ty.to_string();
    match &shape.kind {
        Kind::Members(members) => {
            for member in members {
                let definition = &member.definition;
                let shape = member.shape.as_ref().map(stand_in);
                let _ = write!(
                    text,
                    "\n{} {} {} {} {shape:?} {:?}",
                    member.wire, definition.name, definition.ty, member.conditional, definition.description
                );
            }
        }
        Kind::Open { variants, other } => {
            for (ty, id) in variants {
                let _ = write!(text, "\n{ty} {}", stand_in(id));
            }
            let _ = write!(text, "\n{}", stand_in(other));
        }
    }
    text
}
