// Generated from specs/bazhuayu/: a call of each operation, for the truth tests. Do not edit.

#![allow(
    deprecated,
    unused_mut,
    unused_imports,
    unused_variables,
    clippy::all,
    missing_docs
)]
use clientwright_truth::{Called, Case, rt};
use clientwright_bazhuayu::{Client, operations, types};
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
    ];
    OPERATIONS[operation](client, case)
}
fn operation_0(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.get_task_groups();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::TaskGroup>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_1(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_tasks(case.required::<i64, rt::Same>("query:taskGroupId")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::Task>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_2(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .remove_task_data(case.required::<String, rt::Same>("query:taskId")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_3(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_not_exported_data(
                case.required::<String, rt::Same>("query:taskId")?,
                case.required::<u32, rt::Same>("query:size")?,
            );
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::NotExportedData, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_4(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .mark_data_exported(case.required::<String, rt::Same>("query:taskId")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_5(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_data_by_offset(
                case.required::<String, rt::Same>("query:taskId")?,
                case.required::<i64, rt::Same>("query:offset")?,
                case.required::<u32, rt::Same>("query:size")?,
            );
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::DataByOffset, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_6(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::TaskIds = case.body()?;
        let mut call = client.get_task_statuses(body.task_ids);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::TaskState>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_7(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .start_task(case.required::<String, rt::Same>("query:taskId")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::StartTaskResult, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_8(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .stop_task(case.required::<String, rt::Same>("query:taskId")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_9(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .get_task_rule_property(
                case.required::<String, rt::Same>("query:taskId")?,
                case.required::<String, rt::Same>("query:name")?,
            );
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<String>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_10(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::RuleChange = case.body()?;
        let mut call = client.update_task_rule(body.task_id, body.name, body.value);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_11(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::RuleChange = case.body()?;
        let mut call = client.add_url_or_text(body.task_id, body.name, body.value);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(503u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(500u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(429u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(405u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(404u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(403u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(401u16) => clientwright_truth::error::<types::Error>(&error),
                    Some(400u16) => clientwright_truth::error::<types::Error>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
