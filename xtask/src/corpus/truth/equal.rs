//! When a value that came back is the one that was sent: equal as JSON, where numbers are equal by what they are
//! worth, and instants by their moment. In answers, where the type of Rust has one spelling and the description may
//! have several, more is equal if the schema allows both: a member that is null and one that is not there, a list of
//! one and its item, a number and its text. All of it is counted.

use serde_json::Value;

/// How often the further equalities were needed.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Needed {
    pub(super) instants: usize,
    pub(super) nulls: usize,
    pub(super) spellings: usize,
}

/// Where two values differ; `answer`: whether a null may be absent, and a value spelled otherwise.
pub(super) fn difference(sent: &Value, back: &Value, answer: bool, needed: &mut Needed) -> Option<String> {
    differ(sent, back, answer, needed, "")
}

fn differ(sent: &Value, back: &Value, answer: bool, needed: &mut Needed, at: &str) -> Option<String> {
    let unequal = || {
        let place = if at.is_empty() { "the whole".to_owned() } else { format!("`{at}`") };
        Some(format!("{place} was {} and came as {}", short(sent), short(back)))
    };
    match (sent, back) {
        (Value::Object(sent), Value::Object(back)) => {
            for (key, value) in sent {
                let inner = format!("{at}/{key}");
                match back.get(key) {
                    Some(other) => {
                        if let Some(found) = differ(value, other, answer, needed, &inner) {
                            return Some(found);
                        }
                    }
                    None if value.is_null() && answer => needed.nulls += 1,
                    None => return Some(format!("`{inner}` was {} and is not there", short(value))),
                }
            }
            let more = back.iter().find(|(key, _)| !sent.contains_key(*key));
            more.map(|(key, value)| format!("`{at}/{key}` was not there and came as {}", short(value)))
        }
        (Value::Array(sent), Value::Array(back)) if sent.len() == back.len() => {
            let pairs = sent.iter().zip(back).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (sent, back))| differ(sent, back, answer, needed, &format!("{at}/{index}")))
        }
        (Value::Number(a), Value::Number(b)) => {
            let same = match (a.as_i64(), b.as_i64()) {
                (Some(a), Some(b)) => a == b,
                _ => a.as_f64() == b.as_f64(),
            };
            if same { None } else { unequal() }
        }
        (Value::String(a), Value::String(b)) if a != b => match (instant(a), instant(b)) {
            (Some(a), Some(b)) if a == b => {
                needed.instants += 1;
                None
            }
            _ => unequal(),
        },
        _ if sent == back => None,
        (Value::String(text), Value::Number(number)) | (Value::Number(number), Value::String(text))
            if answer && text.parse::<f64>().ok() == number.as_f64() =>
        {
            needed.spellings += 1;
            None
        }
        (Value::Array(_), Value::Array(_)) => unequal(),
        (Value::Array(list), other) if answer && list.len() == 1 => {
            needed.spellings += 1;
            differ(&list[0], other, answer, needed, at)
        }
        (other, Value::Array(list)) if answer && list.len() == 1 => {
            needed.spellings += 1;
            differ(other, &list[0], answer, needed, at)
        }
        _ => unequal(),
    }
}

fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

/// Seconds since 1970 and what follows them, of an instant in RFC 3339.
fn instant(text: &str) -> Option<(i64, String)> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let separators = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")];
    if separators.iter().any(|(at, separator)| text.get(*at..at + 1) != Some(separator)) {
        return None;
    }
    let rest = text.get(19..)?;
    let zone = rest.find(['Z', '+', '-'])?;
    let (fraction, zone) = rest.split_at(zone);
    let offset = match zone {
        "Z" => 0,
        _ => {
            let minutes = zone.get(1..3)?.parse::<i64>().ok()? * 60 + zone.get(4..6)?.parse::<i64>().ok()?;
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    // Days by the calendar that has no leap day but in its last month.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day;
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    Some((seconds, fraction.trim_end_matches('0').trim_end_matches('.').to_owned()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn one_instant_has_many_spellings() {
        assert_eq!(instant("2024-03-01T01:00:00+02:00"), instant("2024-02-29T23:00:00Z"));
        assert_eq!(instant("2024-03-01T01:00:00.500Z"), instant("2024-03-01T01:00:00.5Z"));
        assert_ne!(instant("2024-03-01T01:00:00Z"), instant("2024-03-01T01:00:01Z"));
        assert_eq!(instant("2024-03-01"), None);
    }

    #[test]
    fn a_null_is_absent_only_where_that_is_allowed() {
        let mut needed = Needed::default();
        let (sent, back) = (json!({ "a": null, "b": 1 }), json!({ "b": 1.0 }));
        assert!(difference(&sent, &back, false, &mut needed).is_some());
        assert_eq!((difference(&sent, &back, true, &mut needed), needed.nulls), (None, 1));
    }

    #[test]
    fn another_spelling_is_equal_in_answers_alone() {
        let mut needed = Needed::default();
        let (sent, back) = (json!({ "a": [1], "b": "7" }), json!({ "a": 1, "b": 7 }));
        assert!(difference(&sent, &back, false, &mut needed).is_some());
        assert_eq!((difference(&sent, &back, true, &mut needed), needed.spellings), (None, 2));
        assert!(difference(&json!("7"), &json!(8), true, &mut needed).is_some());
    }
}
