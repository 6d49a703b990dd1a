//! The operations of `world.graphql`.

use crate::contract::contract;

contract! {
    zones: "Zones" |client| {
        client.zones() => {},
        client.zones().expansion_id(6) => {"expansionId": 6},
    }
    zone_by_id: "ZoneById" |client| {
        client.zone_by_id(9101) => {"id": 9101},
    }
    expansions: "Expansions" |client| {
        client.expansions() => {},
    }
    expansion_by_id: "ExpansionById" |client| {
        client.expansion_by_id(9101) => {"id": 9101},
    }
    regions: "Regions" |client| {
        client.regions() => {},
    }
    region_servers: "RegionServers" |client| {
        client.region_servers(9101) => {"id": 9101},
        client.region_servers(9101).limit(25).page(2) => {"id": 9101, "limit": 25, "page": 2},
    }
    subregion_servers: "SubregionServers" |client| {
        client.subregion_servers(9101) => {"id": 9101},
        client.subregion_servers(9101).limit(25).page(2) => {"id": 9101, "limit": 25, "page": 2},
    }
    server_by_slug: "ServerBySlug" |client| {
        client.server_by_slug("EU", "emberfall") => {"region": "EU", "slug": "emberfall"},
    }
    server_characters: "ServerCharacters" |client| {
        client.server_characters(9101) => {"id": 9101},
        client.server_characters(9101).limit(25).page(2) => {"id": 9101, "limit": 25, "page": 2},
    }
}
