//! The operations of `components.graphql`.

use clientwright_fflogs::{KillType, ReportComponentFilter, ReportComponentRangeFilter};
use serde_json::{Value, json};

use crate::contract::contract;

/// A filter with everything that it can hold.
fn filter() -> ReportComponentFilter {
    ReportComponentFilter {
        actor_id: 1.into(),
        death_cutoff: (-1).into(),
        difficulty: 101.into(),
        encounter_id: 9101.into(),
        fight_ids: vec![6, 7].into(),
        kill_type: KillType::Wipes.into(),
        phase: 2.into(),
        timestamp_range: ReportComponentRangeFilter { start_time: 1_800_000, end_time: 2_412_345 }.into(),
    }
}

fn filter_on_the_wire() -> Value {
    json!({
        "actorID": 1, "deathCutoff": -1, "difficulty": 101, "encounterID": 9101, "fightIDs": [6, 7],
        "killType": "Wipes", "phase": 2, "timestampRange": {"startTime": 1_800_000, "endTime": 2_412_345},
    })
}

contract! {
    report_components: "ReportComponents" |client| {
        client.report_components() => {},
    }
    report_component_by_key: "ReportComponentByKey" |client| {
        client.report_component_by_key("tea-count") => {"key": "tea-count"},
    }
    evaluate_report_component: "EvaluateReportComponent" |client| {
        client.evaluate_report_component("tea-count", "InventedReport01") =>
            {"key": "tea-count", "reportCode": "InventedReport01"},
        client.evaluate_report_component("tea-count", "InventedReport01").filter(filter()).debug(true) =>
            {"key": "tea-count", "reportCode": "InventedReport01", "filter": filter_on_the_wire(), "debug": true},
    }
    evaluate_report_script: "EvaluateReportScript" |client| {
        client.evaluate_report_script("return 3", "InventedReport01") =>
            {"contents": "return 3", "reportCode": "InventedReport01"},
        client.evaluate_report_script("return 3", "InventedReport01").filter(filter()).debug(true) =>
            {"contents": "return 3", "reportCode": "InventedReport01", "filter": filter_on_the_wire(), "debug": true},
    }
    system_report_components: "SystemReportComponents" |client| {
        client.system_report_components() => {},
    }
    evaluate_system_report_component: "EvaluateSystemReportComponent" |client| {
        client.evaluate_system_report_component("tea-count", "InventedReport01") =>
            {"key": "tea-count", "reportCode": "InventedReport01"},
        client.evaluate_system_report_component("tea-count", "InventedReport01").filter(filter())
            .debug(true) =>
            {"key": "tea-count", "reportCode": "InventedReport01", "filter": filter_on_the_wire(), "debug": true},
    }
}
