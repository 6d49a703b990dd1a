//! JSON pointers, and the fragments of URIs that hold them.

use serde_json::{Map, Value};

/// Appends a segment to a JSON pointer.
pub fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    if segment.bytes().any(|byte| byte == b'~' || byte == b'/') {
        pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
    } else {
        pointer.push_str(segment);
    }
}

/// The segments of a JSON pointer, unescaped. The pointer to the whole document has none.
pub fn segments(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(unescape)
}

/// The key that a segment of a pointer stands for.
pub fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// The pointer to what holds the place, and the last segment, unescaped.
pub fn parent(pointer: &str) -> Option<(&str, String)> {
    let at = pointer.rfind('/')?;
    Some((&pointer[..at], segments(&pointer[at..]).next()?))
}

/// Text without percent encoding. What is no encoding stays as it is.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut ahead = rest.clone();
        let digits = [ahead.next(), ahead.next()].map(|digit| digit.and_then(|d| (d as char).to_digit(16)));
        if let [Some(high), Some(low)] = digits {
            bytes.push((high * 16 + low) as u8);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The place in an object that a pointer names, which is not the object itself.
pub fn look<'v>(map: &'v Map<String, Value>, pointer: &str) -> Option<&'v Value> {
    let mut segments = segments(pointer);
    let first = map.get(&segments.next()?)?;
    segments.try_fold(first, |value, segment| match value {
        Value::Object(map) => map.get(&segment),
        Value::Array(list) => list.get(segment.parse::<usize>().ok()?),
        _ => None,
    })
}
