//! The operations of `reports.graphql`.

use clientwright_fflogs::KillType;

use crate::contract::contract;

contract! {
    report_by_code: "ReportByCode" |client| {
        client.report_by_code("InventedReport01") => {"code": "InventedReport01"},
        client.report_by_code("InventedReport01").allow_unlisted(false) =>
            {"code": "InventedReport01", "allowUnlisted": false},
    }
    reports: "Reports" |client| {
        client.reports() => {},
        client.reports().guild_id(80_001).guild_name("Teapot Brigade").guild_server_slug("emberfall")
            .guild_server_region("EU").guild_tag_id(601).user_id(50_001).zone_id(901).game_zone_id(1263)
            .start_time(1_800_000.5).end_time(2_412_345.25).limit(25).page(2) =>
            {
                "guildId": 80_001, "guildName": "Teapot Brigade", "guildServerSlug": "emberfall",
                "guildServerRegion": "EU", "guildTagId": 601, "userId": 50_001, "zoneId": 901,
                "gameZoneId": 1263, "startTime": 1_800_000.5, "endTime": 2_412_345.25, "limit": 25, "page": 2
            },
    }
    report_fights: "ReportFights" |client| {
        client.report_fights("InventedReport01") => {"code": "InventedReport01"},
        client.report_fights("InventedReport01").fight_ids([6, 7]).encounter_id(9101).difficulty(101)
            .kill_type(KillType::Kills).translate(false) =>
            {
                "code": "InventedReport01", "fightIds": [6, 7], "encounterId": 9101, "difficulty": 101,
                "killType": "Kills", "translate": false
            },
    }
    report_phases: "ReportPhases" |client| {
        client.report_phases("InventedReport01") => {"code": "InventedReport01"},
    }
    report_master_data: "ReportMasterData" |client| {
        client.report_master_data("InventedReport01") => {"code": "InventedReport01"},
        client.report_master_data("InventedReport01").actor_type("Player").actor_sub_type("WhiteMage")
            .translate(false) =>
            {"code": "InventedReport01", "actorType": "Player", "actorSubType": "WhiteMage", "translate": false},
    }
    report_ranked_characters: "ReportRankedCharacters" |client| {
        client.report_ranked_characters("InventedReport01") => {"code": "InventedReport01"},
    }
}
