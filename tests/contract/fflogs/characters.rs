//! The operations of `characters.graphql`.

use clientwright_fflogs::{
    CharacterPageRankingMetricType, CharacterRankingMetricType, RankingCompareType, RankingTimeframeType, RoleType,
};

use crate::contract::contract;

contract! {
    character_by_name: "CharacterByName" |client| {
        client.character_by_name("Mira Lanternwick", "emberfall", "EU") =>
            {"name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU"},
    }
    character_by_id: "CharacterById" |client| {
        client.character_by_id(9101) => {"id": 9101},
    }
    character_by_lodestone_id: "CharacterByLodestoneId" |client| {
        client.character_by_lodestone_id(41_000_101) => {"lodestoneId": 41_000_101},
    }
    character_game_data: "CharacterGameData" |client| {
        client.character_game_data(9101) => {"id": 9101},
        client.character_game_data(9101).spec_id(18).force_update(true) =>
            {"id": 9101, "specId": 18, "forceUpdate": true},
    }
    character_encounter_rankings: "CharacterEncounterRankings" |client| {
        client.character_encounter_rankings("Mira Lanternwick", "emberfall", "EU", 9101) =>
            {"name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU", "encounterId": 9101},
        client.character_encounter_rankings("Mira Lanternwick", "emberfall", "EU", 9101).difficulty(101)
            .metric(CharacterRankingMetricType::Healercombinedrdps).partition(-1).spec_name("WhiteMage")
            .role(RoleType::Dps).size(8).timeframe(RankingTimeframeType::Today)
            .compare(RankingCompareType::Parses).by_bracket(true).include_combatant_info(true)
            .include_historical_graph(true).include_other_players(true).include_private_logs(true) =>
            {
                "name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU",
                "encounterId": 9101, "difficulty": 101, "metric": "healercombinedrdps", "partition": -1,
                "specName": "WhiteMage", "role": "DPS", "size": 8, "timeframe": "Today", "compare": "Parses",
                "byBracket": true, "includeCombatantInfo": true, "includeHistoricalGraph": true,
                "includeOtherPlayers": true, "includePrivateLogs": true
            },
    }
    character_zone_rankings: "CharacterZoneRankings" |client| {
        client.character_zone_rankings("Mira Lanternwick", "emberfall", "EU") =>
            {"name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU"},
        client.character_zone_rankings("Mira Lanternwick", "emberfall", "EU").zone_id(901).difficulty(101)
            .metric(CharacterPageRankingMetricType::PointsAndDamage).partition(-1).spec_name("WhiteMage")
            .role(RoleType::Dps).size(8).timeframe(RankingTimeframeType::Today)
            .compare(RankingCompareType::Parses).by_bracket(true).include_private_logs(true) =>
            {
                "name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU", "zoneId": 901,
                "difficulty": 101, "metric": "points_and_damage", "partition": -1, "specName": "WhiteMage",
                "role": "DPS", "size": 8, "timeframe": "Today", "compare": "Parses", "byBracket": true,
                "includePrivateLogs": true
            },
    }
    character_ultimate_rankings: "CharacterUltimateRankings" |client| {
        client.character_ultimate_rankings("Mira Lanternwick", "emberfall", "EU") =>
            {"name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU"},
        client.character_ultimate_rankings("Mira Lanternwick", "emberfall", "EU")
            .metric(CharacterRankingMetricType::Healercombinedrdps).timeframe(RankingTimeframeType::Today) =>
            {
                "name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU",
                "metric": "healercombinedrdps", "timeframe": "Today"
            },
    }
    character_recent_reports: "CharacterRecentReports" |client| {
        client.character_recent_reports(9101) => {"id": 9101},
        client.character_recent_reports(9101).limit(25).page(2) => {"id": 9101, "limit": 25, "page": 2},
    }
    guild_characters: "GuildCharacters" |client| {
        client.guild_characters(80_001) => {"guildId": 80_001},
        client.guild_characters(80_001).limit(25).page(2) => {"guildId": 80_001, "limit": 25, "page": 2},
    }
}
