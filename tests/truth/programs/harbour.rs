// Generated from specs/harbour/: a call of each operation, for the truth tests. Do not edit.

#![allow(
    deprecated,
    unused_mut,
    unused_imports,
    unused_variables,
    clippy::all,
    missing_docs
)]
use clientwright_truth::{Called, Case, rt};
use clientwright_harbour::{Client, operations, types};
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
        let mut call = client
            .get_ship(case.required::<String, rt::Same>("path:ship-id")?);
        if let Some(value) = case.optional::<types::Area, rt::Same>("query:area")? {
            call = call.area(value);
        }
        if let Some(value) = case.optional::<Vec<String>, rt::Same>("query:tags")? {
            call = call.tags(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                match answer {
                    operations::GetShipAnswer::Ok(answer) => {
                        clientwright_truth::json_as::<types::Ship, rt::Same>(&answer)
                    }
                    operations::GetShipAnswer::Accepted(answer) => {
                        clientwright_truth::json_as::<types::Search, rt::Same>(&answer)
                    }
                    operations::GetShipAnswer::NoContent => clientwright_truth::nothing(),
                    _ => clientwright_truth::nothing(),
                }
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    Some(404u16) => clientwright_truth::error::<types::Problem>(&error),
                    Some(400..) => clientwright_truth::error::<types::FreeBerth>(&error),
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_1(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .getship(case.required::<String, rt::Same>("path:ship-id")?);
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_2(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::UploadPapersBody = case.body()?;
        let mut call = client
            .upload_papers(
                case.required::<String, rt::Same>("path:ship-id")?,
                body.title,
            );
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::text(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_3(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::ListenBody = case.body()?;
        let mut call = client.listen();
        if let Some(value) = body.channel {
            call = call.channel(value);
        }
        if case.is_streamed() {
            return clientwright_truth::events(call.send_stream().await?.into_inner())
                .await;
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<Vec<types::Call>, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_4(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.plan();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::nothing()
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_5(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::Crane = case.body()?;
        let mut call = client
            .set_crane(case.required::<f64, rt::Same>("path:weight")?, body.height);
        if let Some(value) = case.optional::<Vec<i64>, rt::Same>("header:X-Shifts")? {
            call = call.x_shifts(value);
        }
        if let Some(value) = case.optional::<String, rt::Same>("cookie:berth")? {
            call = call.berth(value);
        }
        if let Some(value) = case.optional::<types::Area, rt::Same>("query:reach")? {
            call = call.reach(value);
        }
        if let Some(value) = case.optional::<types::Area, rt::Same>("query:limits")? {
            call = call.limits(value);
        }
        if let Some(value) = body.hooks {
            call = call.hooks(value);
        }
        if let Some(value) = body.marks {
            call = call.marks(value);
        }
        if let Some(value) = body.under {
            call = call.under(value);
        }
        if let Some(value) = body.plate {
            call = call.plate(value);
        }
        if let Some(value) = body.built {
            call = call.built(value);
        }
        if let Some(value) = body.bolts {
            call = call.bolts(value);
        }
        if let Some(value) = body.maker {
            call = call.maker(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                match answer {
                    operations::SetCraneAnswer::Ok(answer) => {
                        clientwright_truth::json_as::<types::Crane, rt::Same>(&answer)
                    }
                    operations::SetCraneAnswer::NoContent => {
                        clientwright_truth::nothing()
                    }
                    _ => clientwright_truth::nothing(),
                }
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_6(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::MoveCraneBody = case.body()?;
        let mut call = client
            .move_crane(case.required::<Vec<f64>, rt::Same>("path:weight")?, body.to);
        if let Some(value) = body.by {
            call = call.by(value);
        }
        if let Some(value) = body.quietly {
            call = call.quietly(value);
        }
        clientwright_truth::lines(call.send().await?.into_inner()).await
    })
}
fn operation_7(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .paint_crane(case.required::<f64, rt::Same>("path:weight")?);
        if let Some(value) = case.optional::<String, rt::Same>("part:colour")? {
            call = call.colour(value);
        }
        if case.has("part:stencil") {
            call = call.stencil(case.file("part:stencil"));
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::PaintedCrane, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_8(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client.plan2();
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::bytes(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_9(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body: types::BerthChange = case.body()?;
        let mut call = client
            .change_berth(case.required::<i64, rt::Same>("path:number")?, body.by);
        if let Some(value) = body.since {
            call = call.since(value);
        }
        if let Some(value) = body.depth {
            call = call.depth(value);
        }
        match body.title {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.title_null();
            }
            rt::Nullable::Value(value) => call = call.title(value),
        }
        match body.type_ {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.type_null();
            }
            rt::Nullable::Value(value) => call = call.type_(value),
        }
        match body.lines {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.lines_null();
            }
            rt::Nullable::Value(value) => call = call.lines(value),
        }
        match body.closed {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.closed_null();
            }
            rt::Nullable::Value(value) => call = call.closed(value),
        }
        match body.weight {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.weight_null();
            }
            rt::Nullable::Value(value) => call = call.weight(value),
        }
        match body.state {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.state_null();
            }
            rt::Nullable::Value(value) => call = call.state(value),
        }
        match body.keeper {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.keeper_null();
            }
            rt::Nullable::Value(value) => call = call.keeper(value),
        }
        match body.guest {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.guest_null();
            }
            rt::Nullable::Value(value) => call = call.guest(value),
        }
        match body.inner {
            rt::Nullable::Absent => {}
            rt::Nullable::Null => {
                call = call.inner_null();
            }
            rt::Nullable::Value(value) => call = call.inner(value),
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::json_as::<types::Berth, rt::Same>(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_10(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let mut call = client
            .upload_papers_as_multipart(
                case.required::<String, rt::Same>("path:ship-id")?,
                case.required::<String, rt::Same>("part:title")?,
                case.files("part:scans"),
            );
        if let Some(value) = case
            .optional::<types::UploadPapersBodySeal, rt::Same>("part:seal")?
        {
            call = call.seal(value);
        }
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::text(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
fn operation_11(client: Client, case: Case) -> Called {
    Box::pin(async move {
        let body = case.body_bytes();
        let mut call = client
            .upload_papers_as_bytes(
                case.required::<String, rt::Same>("path:ship-id")?,
                body,
            );
        match call.send().await {
            Ok(answer) => {
                let answer = answer.into_inner();
                clientwright_truth::text(&answer)
            }
            Err(error) => {
                match error.status().map(|status| status.as_u16()) {
                    _ => clientwright_truth::no_error(error),
                }
            }
        }
    })
}
