//! Lists the tasks of an account with their number of rows, or the first rows of one task. Changes
//! nothing.
//!
//! `BAZHUAYU_USERNAME=... BAZHUAYU_PASSWORD=... cargo run -p clientwright-bazhuayu --example tasks -- [task id]`
//!
//! Set `BAZHUAYU_DOMAIN=octoparse` for an account outside of China.

use std::process::ExitCode;

use clientwright_bazhuayu::auth::FileStore;
use clientwright_bazhuayu::{Client, Error};

#[tokio::main]
async fn main() -> ExitCode {
    let done = match (connect(), std::env::args().nth(1)) {
        (Ok(data), Some(task_id)) => show_rows(&data, &task_id).await,
        (Ok(data), None) => list_tasks(&data).await,
        (Err(error), _) => Err(error),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}\n{}", advice(&error));
            ExitCode::FAILURE
        }
    }
}

/// Tokens are kept for the next run: a refresh token is good for one use.
fn connect() -> Result<Client, Error> {
    let mut builder = Client::builder().credentials_from_env()?.token_store(FileStore::for_user()?);
    if let Some(domain) = std::env::var("BAZHUAYU_DOMAIN").ok().filter(|domain| !domain.is_empty()) {
        builder = builder.server_variable("domain", domain);
    }
    builder.build()
}

async fn list_tasks(data: &Client) -> Result<(), Error> {
    for group in data.get_task_groups().send().await?.iter() {
        println!("{} (group {})", group.task_group_name, group.task_group_id);
        for task in data.get_tasks(group.task_group_id).send().await?.iter() {
            let page = data.get_data_by_offset(&task.task_id, 0, 1).send().await?;
            println!("  {}  {:>8} rows  {}", task.task_id, page.total, task.task_name);
        }
    }
    Ok(())
}

async fn show_rows(data: &Client, task_id: &str) -> Result<(), Error> {
    let page = data.get_data_by_offset(task_id, 0, 5).send().await?;
    println!("{} rows, the first of them:", page.total);
    for row in page.rows.iter().flatten() {
        let cells: Vec<String> = row.iter().map(|(column, value)| format!("{column}={value}")).collect();
        println!("  {}", cells.join("  "));
    }
    Ok(())
}

fn advice(error: &Error) -> &'static str {
    if error.is_config() {
        "set BAZHUAYU_USERNAME and BAZHUAYU_PASSWORD to those of your account"
    } else if error.api_code() == Some("user_not_allowed") {
        "your plan does not include the API"
    } else if error.is_auth() {
        "check user name and password, and BAZHUAYU_DOMAIN: `bazhuayu` (China) or `octoparse`"
    } else if error.is_not_found() {
        "check the task id: run this without one to list them"
    } else if error.is_rate_limited() {
        "the account has made too many requests; other programs may be using it"
    } else {
        "see the documentation of clientwright_bazhuayu::Error for what to do"
    }
}
