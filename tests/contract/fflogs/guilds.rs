//! The operations of `guilds.graphql`.

use crate::contract::contract;

contract! {
    guild_by_id: "GuildById" |client| {
        client.guild_by_id(9101) => {"id": 9101},
    }
    guild_by_name: "GuildByName" |client| {
        client.guild_by_name("Mira Lanternwick", "emberfall", "EU") =>
            {"name": "Mira Lanternwick", "serverSlug": "emberfall", "serverRegion": "EU"},
    }
    guilds: "Guilds" |client| {
        client.guilds() => {},
        client.guilds().server_id(9001).server_slug("emberfall").server_region("EU").limit(25).page(2) =>
            {"serverId": 9001, "serverSlug": "emberfall", "serverRegion": "EU", "limit": 25, "page": 2},
    }
    guild_members: "GuildMembers" |client| {
        client.guild_members(9101) => {"id": 9101},
        client.guild_members(9101).limit(25).page(2) => {"id": 9101, "limit": 25, "page": 2},
    }
    guild_attendance: "GuildAttendance" |client| {
        client.guild_attendance(9101) => {"id": 9101},
        client.guild_attendance(9101).zone_id(901).guild_tag_id(601).limit(25).page(2) =>
            {"id": 9101, "zoneId": 901, "guildTagId": 601, "limit": 25, "page": 2},
    }
    guild_zone_ranking: "GuildZoneRanking" |client| {
        client.guild_zone_ranking(9101) => {"id": 9101},
        client.guild_zone_ranking(9101).zone_id(901).difficulty(101).size(8) =>
            {"id": 9101, "zoneId": 901, "difficulty": 101, "size": 8},
    }
}
