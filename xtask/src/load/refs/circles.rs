//! Schemas that are only themselves: `A` is `B`, which is `A`. No type can be made of them, so the circle
//! is opened where it closes.

use std::collections::HashMap;

use serde_json::Value;

use super::push;
use crate::load::pointer;
use crate::normalise::Report;

/// Where in a schema it says that it is another one as well.
#[derive(Debug, Clone, Copy)]
enum Edge {
    Reference,
    Part(usize),
}

/// Opens the circles among the schemas of a section.
pub(super) fn open(document: &mut Value, section: &str, report: &mut Report) {
    let Some(Value::Object(schemas)) = document.pointer_mut(section) else { return };
    let prefix = format!("#{section}/");
    let numbers: HashMap<&String, usize> = schemas.keys().enumerate().map(|(number, name)| (name, number)).collect();
    let edges: Vec<Vec<(Edge, usize)>> = schemas
        .values()
        .map(|schema| {
            let name = |schema: &Value| {
                let reference = schema.get("$ref")?.as_str()?.strip_prefix(&prefix)?;
                pointer::segments(&format!("/{reference}")).next().and_then(|name| numbers.get(&name).copied())
            };
            let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten().enumerate();
            let parts = parts.filter_map(|(index, part)| Some((Edge::Part(index), name(part)?)));
            name(schema).map(|to| (Edge::Reference, to)).into_iter().chain(parts).collect()
        })
        .collect();
    for (from, edge) in closing(&edges) {
        let Some((name, schema)) = schemas.iter_mut().nth(from) else { continue };
        let mut pointer = section.to_owned();
        push(&mut pointer, name);
        match edge {
            Edge::Reference => {
                if let Value::Object(schema) = schema {
                    schema.shift_remove("$ref");
                }
            }
            Edge::Part(index) => {
                if let Some(part) = schema.get_mut("allOf").and_then(|parts| parts.get_mut(index)) {
                    *part = Value::Object(serde_json::Map::new());
                }
            }
        }
        report.note("references", pointer, "is only itself; the circle is opened here".to_owned(), true);
    }
}

/// The edges that lead back to where a walk along the edges came from. A walk with a stack of its own:
/// chains may be as long as the document.
fn closing(edges: &[Vec<(Edge, usize)>]) -> Vec<(usize, Edge)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::Not; edges.len()];
    let mut closing = Vec::new();
    for start in 0..edges.len() {
        if seen[start] != Seen::Not {
            continue;
        }
        seen[start] = Seen::OnTheWay;
        let mut way = vec![(start, 0)];
        while let Some((node, next)) = way.last_mut() {
            let (from, index) = (*node, *next);
            *next += 1;
            match edges[from].get(index) {
                None => {
                    seen[from] = Seen::Done;
                    way.pop();
                }
                Some((edge, to)) => match seen[*to] {
                    Seen::OnTheWay => closing.push((from, *edge)),
                    Seen::Done => {}
                    Seen::Not => {
                        seen[*to] = Seen::OnTheWay;
                        way.push((*to, 0));
                    }
                },
            }
        }
    }
    closing
}
