//! The operations of `game.graphql`.

use crate::contract::contract;

contract! {
    game_abilities: "GameAbilities" |client| {
        client.game_abilities() => {},
        client.game_abilities().limit(25).page(2) => {"limit": 25, "page": 2},
    }
    game_ability_by_id: "GameAbilityById" |client| {
        client.game_ability_by_id(9101) => {"id": 9101},
    }
    game_items: "GameItems" |client| {
        client.game_items() => {},
        client.game_items().limit(25).page(2) => {"limit": 25, "page": 2},
    }
    game_item_by_id: "GameItemById" |client| {
        client.game_item_by_id(9101) => {"id": 9101},
    }
    game_maps: "GameMaps" |client| {
        client.game_maps() => {},
        client.game_maps().limit(25).page(2) => {"limit": 25, "page": 2},
    }
    game_map_by_id: "GameMapById" |client| {
        client.game_map_by_id(9101) => {"id": 9101},
    }
    game_classes: "GameClasses" |client| {
        client.game_classes() => {},
        client.game_classes().faction_id(2).zone_id(901) => {"factionId": 2, "zoneId": 901},
    }
    game_class_by_id: "GameClassById" |client| {
        client.game_class_by_id(9101) => {"id": 9101},
        client.game_class_by_id(9101).faction_id(2).zone_id(901) => {"id": 9101, "factionId": 2, "zoneId": 901},
    }
    game_factions: "GameFactions" |client| {
        client.game_factions() => {},
    }
}
