//! The operations of `encounters.graphql`.

use clientwright_fflogs::{
    CharacterRankingMetricType, ExternalBuffRankFilter, FightRankingMetricType, LeaderboardRank,
};

use crate::contract::contract;

contract! {
    encounter_by_id: "EncounterById" |client| {
        client.encounter_by_id(9101) => {"id": 9101},
    }
    encounter_character_rankings: "EncounterCharacterRankings" |client| {
        client.encounter_character_rankings(9101) => {"id": 9101},
        client.encounter_character_rankings(9101).page(2)
            .metric(CharacterRankingMetricType::Healercombinedrdps).spec_name("WhiteMage").difficulty(101)
            .partition(-1).bracket(2).server_region("EU").server_slug("emberfall").size(8)
            .leaderboard(LeaderboardRank::LogsOnly).external_buffs(ExternalBuffRankFilter::Exclude)
            .filter("date.1780000000000.1780604800000").include_combatant_info(true)
            .include_other_players(true) =>
            {
                "id": 9101, "page": 2, "metric": "healercombinedrdps", "specName": "WhiteMage",
                "difficulty": 101, "partition": -1, "bracket": 2, "serverRegion": "EU",
                "serverSlug": "emberfall", "size": 8, "leaderboard": "LogsOnly", "externalBuffs": "Exclude",
                "filter": "date.1780000000000.1780604800000", "includeCombatantInfo": true,
                "includeOtherPlayers": true
            },
    }
    encounter_fight_rankings: "EncounterFightRankings" |client| {
        client.encounter_fight_rankings(9101) => {"id": 9101},
        client.encounter_fight_rankings(9101).page(2).metric(FightRankingMetricType::Speed).difficulty(101)
            .partition(-1).bracket(2).server_region("EU").server_slug("emberfall").size(8)
            .leaderboard(LeaderboardRank::LogsOnly).filter("date.1780000000000.1780604800000")
            .include_other_players(true) =>
            {
                "id": 9101, "page": 2, "metric": "speed", "difficulty": 101, "partition": -1, "bracket": 2,
                "serverRegion": "EU", "serverSlug": "emberfall", "size": 8, "leaderboard": "LogsOnly",
                "filter": "date.1780000000000.1780604800000", "includeOtherPlayers": true
            },
    }
}
