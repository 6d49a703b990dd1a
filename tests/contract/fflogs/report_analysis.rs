//! The operations of `report_analysis.graphql`.

use clientwright_fflogs::{
    EventDataType, GraphDataType, HostilityType, KillType, RankingCompareType, RankingTimeframeType,
    ReportRankingMetricType, TableDataType, ViewType,
};

use crate::contract::contract;

contract! {
    report_events: "ReportEvents" |client| {
        client.report_events("InventedReport01") => {"code": "InventedReport01"},
        client.report_events("InventedReport01").fight_ids([6, 7]).start_time(1_800_000.5)
            .end_time(2_412_345.25).data_type(EventDataType::DamageDone)
            .hostility_type(HostilityType::Enemies).source_id(1).source_instance_id(2)
            .source_class("WhiteMage").source_auras_present("1000048").source_auras_absent("1000049")
            .target_id(20).target_instance_id(3).target_class("Boss").target_auras_present("1001871")
            .target_auras_absent("1001872").ability_id(25_859.5).encounter_id(9101).difficulty(101)
            .kill_type(KillType::Kills).death(1).wipe_cutoff(4).filter_expression("type = 'death'")
            .include_resources(true).use_ability_ids(false).use_actor_ids(false).view_options(512)
            .translate(false).limit(25) =>
            {
                "code": "InventedReport01", "fightIds": [6, 7], "startTime": 1_800_000.5,
                "endTime": 2_412_345.25, "dataType": "DamageDone", "hostilityType": "Enemies", "sourceId": 1,
                "sourceInstanceId": 2, "sourceClass": "WhiteMage", "sourceAurasPresent": "1000048",
                "sourceAurasAbsent": "1000049", "targetId": 20, "targetInstanceId": 3, "targetClass": "Boss",
                "targetAurasPresent": "1001871", "targetAurasAbsent": "1001872", "abilityId": 25_859.5,
                "encounterId": 9101, "difficulty": 101, "killType": "Kills", "death": 1, "wipeCutoff": 4,
                "filterExpression": "type = 'death'", "includeResources": true, "useAbilityIds": false,
                "useActorIds": false, "viewOptions": 512, "translate": false, "limit": 25
            },
    }
    report_table: "ReportTable" |client| {
        client.report_table("InventedReport01") => {"code": "InventedReport01"},
        client.report_table("InventedReport01").data_type(TableDataType::DamageTaken).fight_ids([6, 7])
            .start_time(1_800_000.5).end_time(2_412_345.25).view_by(ViewType::Source)
            .hostility_type(HostilityType::Enemies).source_id(1).source_instance_id(2)
            .source_class("WhiteMage").source_auras_present("1000048").source_auras_absent("1000049")
            .target_id(20).target_instance_id(3).target_class("Boss").target_auras_present("1001871")
            .target_auras_absent("1001872").ability_id(25_859.5).encounter_id(9101).difficulty(101)
            .kill_type(KillType::Kills).death(1).wipe_cutoff(4).filter_expression("type = 'death'")
            .view_options(512).translate(false) =>
            {
                "code": "InventedReport01", "dataType": "DamageTaken", "fightIds": [6, 7],
                "startTime": 1_800_000.5, "endTime": 2_412_345.25, "viewBy": "Source",
                "hostilityType": "Enemies", "sourceId": 1, "sourceInstanceId": 2, "sourceClass": "WhiteMage",
                "sourceAurasPresent": "1000048", "sourceAurasAbsent": "1000049", "targetId": 20,
                "targetInstanceId": 3, "targetClass": "Boss", "targetAurasPresent": "1001871",
                "targetAurasAbsent": "1001872", "abilityId": 25_859.5, "encounterId": 9101, "difficulty": 101,
                "killType": "Kills", "death": 1, "wipeCutoff": 4, "filterExpression": "type = 'death'",
                "viewOptions": 512, "translate": false
            },
    }
    report_graph: "ReportGraph" |client| {
        client.report_graph("InventedReport01") => {"code": "InventedReport01"},
        client.report_graph("InventedReport01").data_type(GraphDataType::Healing).fight_ids([6, 7])
            .start_time(1_800_000.5).end_time(2_412_345.25).view_by(ViewType::Source)
            .hostility_type(HostilityType::Enemies).source_id(1).source_instance_id(2)
            .source_class("WhiteMage").source_auras_present("1000048").source_auras_absent("1000049")
            .target_id(20).target_instance_id(3).target_class("Boss").target_auras_present("1001871")
            .target_auras_absent("1001872").ability_id(25_859.5).encounter_id(9101).difficulty(101)
            .kill_type(KillType::Kills).death(1).wipe_cutoff(4).filter_expression("type = 'death'")
            .view_options(512).translate(false) =>
            {
                "code": "InventedReport01", "dataType": "Healing", "fightIds": [6, 7],
                "startTime": 1_800_000.5, "endTime": 2_412_345.25, "viewBy": "Source",
                "hostilityType": "Enemies", "sourceId": 1, "sourceInstanceId": 2, "sourceClass": "WhiteMage",
                "sourceAurasPresent": "1000048", "sourceAurasAbsent": "1000049", "targetId": 20,
                "targetInstanceId": 3, "targetClass": "Boss", "targetAurasPresent": "1001871",
                "targetAurasAbsent": "1001872", "abilityId": 25_859.5, "encounterId": 9101, "difficulty": 101,
                "killType": "Kills", "death": 1, "wipeCutoff": 4, "filterExpression": "type = 'death'",
                "viewOptions": 512, "translate": false
            },
    }
    report_rankings: "ReportRankings" |client| {
        client.report_rankings("InventedReport01") => {"code": "InventedReport01"},
        client.report_rankings("InventedReport01").fight_ids([6, 7]).encounter_id(9101).difficulty(101)
            .player_metric(ReportRankingMetricType::Playerspeed).compare(RankingCompareType::Parses)
            .timeframe(RankingTimeframeType::Today) =>
            {
                "code": "InventedReport01", "fightIds": [6, 7], "encounterId": 9101, "difficulty": 101,
                "playerMetric": "playerspeed", "compare": "Parses", "timeframe": "Today"
            },
    }
    report_player_details: "ReportPlayerDetails" |client| {
        client.report_player_details("InventedReport01") => {"code": "InventedReport01"},
        client.report_player_details("InventedReport01").fight_ids([6, 7]).start_time(1_800_000.5)
            .end_time(2_412_345.25).encounter_id(9101).difficulty(101).kill_type(KillType::Kills)
            .include_combatant_info(true).translate(false) =>
            {
                "code": "InventedReport01", "fightIds": [6, 7], "startTime": 1_800_000.5,
                "endTime": 2_412_345.25, "encounterId": 9101, "difficulty": 101, "killType": "Kills",
                "includeCombatantInfo": true, "translate": false
            },
    }
}
