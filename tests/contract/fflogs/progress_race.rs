//! The operations of `progress_race.graphql`.

use crate::contract::contract;

contract! {
    progress_race: "ProgressRace" |client| {
        client.progress_race() => {},
        client.progress_race().competition_id(4).zone_id(901).difficulty(101).size(8).server_region("EU")
            .server_subregion("Lanternlight").server_slug("emberfall").guild_id(80_001)
            .guild_name("Teapot Brigade") =>
            {
                "competitionId": 4, "zoneId": 901, "difficulty": 101, "size": 8, "serverRegion": "EU",
                "serverSubregion": "Lanternlight", "serverSlug": "emberfall", "guildId": 80_001,
                "guildName": "Teapot Brigade"
            },
    }
    progress_race_composition: "ProgressRaceComposition" |client| {
        client.progress_race_composition() => {},
        client.progress_race_composition().competition_id(4).encounter_id(9101).difficulty(101).size(8)
            .guild_id(80_001).guild_name("Teapot Brigade").server_slug("emberfall").server_region("EU") =>
            {
                "competitionId": 4, "encounterId": 9101, "difficulty": 101, "size": 8, "guildId": 80_001,
                "guildName": "Teapot Brigade", "serverSlug": "emberfall", "serverRegion": "EU"
            },
    }
}
