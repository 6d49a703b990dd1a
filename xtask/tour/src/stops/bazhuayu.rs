//! Bazhuayu: groups, their tasks, rows; then the token becomes worthless between two calls.

use clientwright_bazhuayu::{Client, DataByOffset, Response, Row, TaskState, TaskStatus};

use super::build;
use crate::figures::counted;
use crate::sandbox::{Address, credentials};
use crate::section::Section;

pub(crate) async fn visit(address: &Address, section: &mut Section) {
    let builder = Client::builder().password(credentials::USER, credentials::PASSWORD);
    let Some(client) = build(builder, address, section) else { return };

    let groups = client.get_task_groups().send();
    let seen = section.see("get_task_groups()", groups, |groups| {
        let named = groups.iter().map(|group| format!("{} (#{})", group.task_group_name, group.task_group_id));
        Some(named.collect::<Vec<_>>().join(", "))
    });
    let Some(group) = seen.await.and_then(|groups| groups.first().map(|group| group.task_group_id)) else { return };

    let tasks = client.get_tasks(group).send();
    let seen = section.see(format!("get_tasks({group})"), tasks, |tasks| {
        let first = &tasks.first()?.task_name;
        Some(format!("{}, the first is {first}", counted(tasks.len(), "task")))
    });
    let Some(tasks) = seen.await else { return };
    let Some(task) = tasks.first() else { return };

    let rows = client.get_data_by_offset(&task.task_id, 0, 100).send();
    section.see("get_data_by_offset(task, 0, 100)", rows, |data| table(data)).await;

    address.revoke_access_tokens();
    let statuses = client.get_task_statuses(tasks.iter().map(|task| task.task_id.as_str())).send();
    section.see("get_task_statuses([…]), other host", statuses, |answer| Some(states(answer))).await;
}

fn states(answer: &Response<Vec<TaskState>>) -> String {
    let running = answer.iter().filter(|task| task.status == TaskStatus::Running).count();
    let (tasks, attempts) = (counted(answer.len(), "task"), counted(answer.attempts() as usize, "attempt"));
    format!("{tasks}, {running} running; {attempts}: the token had ended")
}

/// The first rows as they are: the columns are those of the task.
fn table(data: &DataByOffset) -> Option<String> {
    let rows = data.rows.as_ref()?;
    let shown: Vec<String> = rows.iter().take(2).map(cells).collect();
    Some(format!("{}\n{} of {} rows, {} to come", shown.join("\n"), rows.len(), data.total, data.remaining))
}

fn cells(row: &Row) -> String {
    let cells = row.values().map(|cell| match cell.as_str() {
        Some("") => "-".to_owned(),
        Some(text) => text.to_owned(),
        None => cell.to_string(),
    });
    cells.collect::<Vec<_>>().join(" | ")
}
