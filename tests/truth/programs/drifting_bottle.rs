// Generated from specs/drifting-bottle/: a call of each operation, for the truth tests. Do not edit.

#![allow(
    deprecated,
    unused_mut,
    unused_imports,
    unused_variables,
    clippy::all,
    missing_docs
)]
use clientwright_truth::{Called, Case, rt};
use clientwright_drifting_bottle::{Client, operations, types};
/// Makes the call of a case.
pub fn call(client: Client, operation: usize, case: Case) -> Called {
    const OPERATIONS: &[fn(Client, Case) -> Called] = &[
        operation_0,
        operation_1,
        operation_2,
        operation_3,
    ];
    OPERATIONS[operation](client, case)
}
fn operation_0(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.pick();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::BottleReply, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(403u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_1(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .throw(
                case.required::<String, rt::Same>("query:content")?,
                case.required::<String, rt::Same>("query:platform")?,
                case.required::<String, rt::Same>("query:nick")?,
                case.required::<String, rt::Same>("query:uid")?,
            );
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::BottleReply, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(403u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(400u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_2(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::ThrowRequest = case.body()?;
        let mut call = client.throw_json(body.content, body.from);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::BottleReply, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(403u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(400u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_3(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .remove(case.required::<types::BottleFilter, rt::Same>("query:filter")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::RemoveReply, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(403u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(401u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    Some(400u16) => clientwright_truth::error::<types::ErrorBody>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
