// Generated from specs/osu/: a call of each operation, for the truth tests. Do not edit.

#![allow(
    deprecated,
    unused_mut,
    unused_imports,
    unused_variables,
    clippy::all,
    missing_docs
)]
use clientwright_truth::{Called, Case, rt};
use clientwright_osu::{Client, operations, types};
/// Makes the call of a case.
pub fn call(client: Client, operation: usize, case: Case) -> Called {
    const OPERATIONS: &[fn(Client, Case) -> Called] = &[
        operation_0,
        operation_1,
        operation_2,
        operation_3,
        operation_4,
        operation_5,
        operation_6,
    ];
    OPERATIONS[operation](client, case)
}
fn operation_0(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_beatmaps();
        if let Some(value) = case
            .optional::<
                rt::chrono::DateTime<rt::chrono::Utc>,
                rt::wire::SqlDateTime,
            >("query:since")?
        {
            call = call.since(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:s")? {
            call = call.beatmapset_id(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:b")? {
            call = call.beatmap_id(value);
        }
        if let Some(value) = case.optional::<String, rt::Same>("query:u")? {
            call = call.user(value);
        }
        if let Some(value) = case.optional::<types::UserType, rt::Same>("query:type")? {
            call = call.user_type(value);
        }
        if let Some(value) = case.optional::<types::Mode, rt::Same>("query:m")? {
            call = call.mode(value);
        }
        if let Some(value) = case.optional::<bool, rt::wire::BoolDigit>("query:a")? {
            call = call.include_converts(value);
        }
        if let Some(value) = case.optional::<String, rt::Same>("query:h")? {
            call = call.hash(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:limit")? {
            call = call.limit(value);
        }
        if let Some(value) = case
            .optional::<clientwright_osu::Mods, rt::Same>("query:mods")?
        {
            call = call.mods(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::Beatmap>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_1(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_user(case.required::<String, rt::Same>("query:u")?);
        if let Some(value) = case.optional::<types::Mode, rt::Same>("query:m")? {
            call = call.mode(value);
        }
        if let Some(value) = case.optional::<types::UserType, rt::Same>("query:type")? {
            call = call.user_type(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:event_days")? {
            call = call.event_days(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::User>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_2(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_scores(case.required::<u32, rt::Same>("query:b")?);
        if let Some(value) = case.optional::<String, rt::Same>("query:u")? {
            call = call.user(value);
        }
        if let Some(value) = case.optional::<types::Mode, rt::Same>("query:m")? {
            call = call.mode(value);
        }
        if let Some(value) = case
            .optional::<clientwright_osu::Mods, rt::Same>("query:mods")?
        {
            call = call.mods(value);
        }
        if let Some(value) = case.optional::<types::UserType, rt::Same>("query:type")? {
            call = call.user_type(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:limit")? {
            call = call.limit(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::Score>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_3(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_user_best(case.required::<String, rt::Same>("query:u")?);
        if let Some(value) = case.optional::<types::Mode, rt::Same>("query:m")? {
            call = call.mode(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:limit")? {
            call = call.limit(value);
        }
        if let Some(value) = case.optional::<types::UserType, rt::Same>("query:type")? {
            call = call.user_type(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::BestScore>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_4(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_user_recent(case.required::<String, rt::Same>("query:u")?);
        if let Some(value) = case.optional::<types::Mode, rt::Same>("query:m")? {
            call = call.mode(value);
        }
        if let Some(value) = case.optional::<u32, rt::Same>("query:limit")? {
            call = call.limit(value);
        }
        if let Some(value) = case.optional::<types::UserType, rt::Same>("query:type")? {
            call = call.user_type(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::RecentScore>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_5(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_match(case.required::<u64, rt::Same>("query:mp")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Match, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_6(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_replay(case.required::<types::Mode, rt::Same>("query:m")?);
        if let Some(value) = case.optional::<u32, rt::Same>("query:b")? {
            call = call.beatmap_id(value);
        }
        if let Some(value) = case.optional::<String, rt::Same>("query:u")? {
            call = call.user(value);
        }
        if let Some(value) = case.optional::<u64, rt::Same>("query:s")? {
            call = call.score_id(value);
        }
        if let Some(value) = case.optional::<types::UserType, rt::Same>("query:type")? {
            call = call.user_type(value);
        }
        if let Some(value) = case
            .optional::<clientwright_osu::Mods, rt::Same>("query:mods")?
        {
            call = call.mods(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Replay, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(429u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(404u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
