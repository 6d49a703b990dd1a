//! The costs side by side.

use std::fmt::Write;

use super::{Cost, Outcome};

/// The table: costs of each generator, and those of the first against the best of the others.
pub fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!("{:26} {:>9} {:>10} {:>12} {:>9}\n", "generator", "lines", "seconds", "processor s", "MiB");
    for outcome in outcomes {
        let _ = match &outcome.cost {
            Ok(cost) => {
                let (lines, mib) = (cost.lines, cost.peak_kib / 1024);
                writeln!(
                    text,
                    "{:26} {lines:>9} {:>10.1} {:>12.1} {mib:>9}",
                    outcome.name, cost.seconds, cost.processor
                )
            }
            Err(why) => writeln!(text, "{:26} none: {why}", outcome.name),
        };
    }
    let Some((own, others)) = outcomes.split_first() else { return text };
    if let Ok(own) = &own.cost {
        let others: Vec<&Cost> = others.iter().filter_map(|other| other.cost.as_ref().ok()).collect();
        for (what, of) in [
            ("time", (|cost| cost.seconds) as fn(&Cost) -> f64),
            ("processor time", |cost| cost.processor),
            ("memory", |cost| cost.peak_kib as f64),
        ] {
            let best = others.iter().map(|cost| of(cost)).filter(|value| *value > 0.0).min_by(f64::total_cmp);
            if let Some(best) = best {
                let _ = writeln!(text, "{what} against the best of the others: {:.2}", of(own) / best);
            }
        }
    }
    text
}
