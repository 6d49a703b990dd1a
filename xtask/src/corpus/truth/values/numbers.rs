//! Numbers. Those with fractions have one that a float of either size holds.

use serde_json::{Map, Value, json};

use super::{Seeder, Way};

/// Integers beyond this are no integers to many who read JSON.
const SAFE: i64 = 1 << 53;

impl Seeder<'_> {
    pub(super) fn integer(&mut self, schema: &Map<String, Value>) -> Value {
        let (low, high) = match schema.get("format").and_then(Value::as_str) {
            Some("int8") => (i64::from(i8::MIN), i64::from(i8::MAX)),
            Some("int16") => (i64::from(i16::MIN), i64::from(i16::MAX)),
            Some("int32") => (i64::from(i32::MIN), i64::from(i32::MAX)),
            Some("uint8") => (0, i64::from(u8::MAX)),
            Some("uint16") => (0, i64::from(u16::MAX)),
            Some("uint" | "uint32") => (0, i64::from(u32::MAX)),
            Some("uint64") => (0, SAFE),
            // Instants that a calendar has.
            Some("unixtime") => (0, 4_000_000_000),
            Some("unixtime-ms") => (0, 4_000_000_000_000),
            _ => (-SAFE, SAFE),
        };
        let (from, to) = bounds(schema);
        let low = from.map_or(low, |from| low.max(from.ceil() as i64));
        let high = to.map_or(high, |to| high.min(to.floor() as i64));
        if low > high {
            return json!(low);
        }
        let near = |value: i64| value.clamp(low, high);
        let value = match (self.way, self.random.u8(..6)) {
            (Way::Least, _) => near(1),
            (_, 0) => high,
            (_, 1) => low,
            (_, 2) => self.random.i64(low..=high),
            _ => near(self.random.i64(0..1000)),
        };
        match schema.get("multipleOf").and_then(Value::as_f64).filter(|step| *step >= 1.0) {
            Some(step) => {
                let step = step as i64;
                let multiple = value / step * step;
                json!(if multiple < low { multiple + step } else { multiple })
            }
            None => json!(value),
        }
    }

    pub(super) fn number(&mut self, schema: &Map<String, Value>) -> Value {
        let (from, to) = bounds(schema);
        let step = schema.get("multipleOf").and_then(Value::as_f64).filter(|step| *step > 0.0);
        if let Some(step) = step {
            let first = from.map_or(0.0, |from| (from / step).ceil());
            let last = to.map_or(first + 100.0, |to| (to / step).floor());
            let count = first + self.random.f64() * (last - first).clamp(0.0, 1000.0);
            // The shortest text of it, as the document has it.
            let text = format!("{:.*}", decimals(step), count.floor() * step);
            return text.parse::<f64>().map_or(json!(step), whole);
        }
        let low = from.unwrap_or(to.map_or(0.0, |to| to - 100.0));
        let high = to.unwrap_or(low + 1000.0);
        let quarter = (self.random.f64() * (high - low).min(1000.0) * 4.0).floor() / 4.0;
        let value = (low * 4.0).ceil() / 4.0 + quarter;
        whole(if value > high || value < low { low + (high - low) / 2.0 } else { value })
    }
}

/// A number without a fraction is written without one.
fn whole(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < 1.0e15 { json!(value as i64) } else { json!(value) }
}

fn decimals(step: f64) -> usize {
    step.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

fn bounds(schema: &Map<String, Value>) -> (Option<f64>, Option<f64>) {
    let number = |key: &str| schema.get(key).and_then(Value::as_f64);
    let gap = if schema.get("type").and_then(Value::as_str) == Some("number") { 0.25 } else { 1.0 };
    let low = [number("minimum"), number("exclusiveMinimum").map(|bound| bound + gap)];
    let high = [number("maximum"), number("exclusiveMaximum").map(|bound| bound - gap)];
    (low.into_iter().flatten().reduce(f64::max), high.into_iter().flatten().reduce(f64::min))
}
