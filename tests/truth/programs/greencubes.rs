// Generated from specs/greencubes/: a call of each operation, for the truth tests. Do not edit.

#![allow(
    deprecated,
    unused_mut,
    unused_imports,
    unused_variables,
    clippy::all,
    missing_docs
)]
use clientwright_truth::{Called, Case, rt};
use clientwright_greencubes::{Client, operations, types};
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
        operation_7,
        operation_8,
        operation_9,
        operation_10,
        operation_11,
        operation_12,
        operation_13,
        operation_14,
        operation_15,
    ];
    OPERATIONS[operation](client, case)
}
fn operation_0(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.index();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Index, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_1(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_user(case.required::<String, rt::Same>("path:user")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::User, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_2(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_current_user();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::CurrentUser, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_3(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_current_user_regions();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::UserRegion>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_4(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_organization(case.required::<String, rt::Same>("path:organization")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Organization, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_5(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .server_status(case.required::<types::GameServer, rt::Same>("path:server")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::ServerStatus, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_6(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .server_online(case.required::<types::GameServer, rt::Same>("path:server")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<String>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_7(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.main_economy();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::MainEconomy, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_8(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.main_named_colors();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::NamedColor>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_9(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.main_named_colors_html();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::text(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_10(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.main_items();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::Item>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_11(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .main_region(case.required::<String, rt::Same>("path:name")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Region, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_12(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.meta();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Meta, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_13(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.rate_limit();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::RateLimit, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_14(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::LoginForm = case.body()?;
        let mut call = client.login(body.username, body.password);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::SessionAnswer, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_15(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.logout();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::SessionAnswer, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
