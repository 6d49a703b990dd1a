//! Each operation goes to the host that serves it, with exactly what it needs, and its data comes back typed.

use std::fmt::Debug;

use clientwright_bazhuayu::{Error, Response, RuleValue};
use clientwright_tests::typical;
use serde_json::json;

use crate::stage::{Answer, Asked, Stage, compact};
use crate::{API, Client, TASK, client};

/// Sends a call, answered by the typical example; gives the request and the answer as text.
async fn exchange<T: Debug, F>(operation: &str, call: impl FnOnce(Client) -> F) -> (Asked, String)
where
    F: Future<Output = Result<Response<T>, Error>>,
{
    let stage = Stage::playing([Answer::ok(typical(API, operation))]).await;
    let answer = call(client(&stage)).await.unwrap();
    assert_eq!(answer.status(), 200);
    (stage.only(), compact(&answer.into_inner()))
}

/// The request with the headers that all of them have.
fn sent(line: &str, accept: &str, more: &str, body: &str) -> String {
    let (token, agent) = ("authorization: bearer invented-token", "user-agent: clientwright-bazhuayu/<version>");
    format!("{line}\naccept: {accept}\n{token}\n{more}{agent}\n{body}")
}

fn get(address: &str) -> String {
    sent(&format!("GET {address}"), "application/json", "", "")
}

/// A POST without a body tells its length.
fn empty_post(address: &str, accept: &str) -> String {
    sent(&format!("POST {address}"), accept, "content-length: 0\n", "")
}

fn post(address: &str, accept: &str, asked: &Asked) -> String {
    sent(&format!("POST {address}"), accept, "content-type: application/json\n", asked.body())
}

/// What a call accepts whose answer holds data.
const DATA: &str = "application/json";
/// What a call accepts whose answer only tells of success.
const ACTION: &str = "application/json";

#[tokio::test]
async fn get_task_groups_lists_the_groups() {
    let (asked, answer) = exchange("get_task_groups", async |client| client.get_task_groups().send().await).await;
    assert_eq!(asked.to_string(), get("/basic/api/TaskGroup"));
    insta::assert_snapshot!(answer);
}

#[tokio::test]
async fn get_tasks_lists_the_tasks_of_a_group() {
    let (asked, answer) = exchange("get_tasks", async |client| client.get_tasks(1041).send().await).await;
    assert_eq!(asked.to_string(), get("/basic/api/Task?taskGroupId=1041"));
    insta::assert_snapshot!(answer);
}

#[tokio::test]
async fn remove_task_data_posts_without_a_body() {
    let (asked, answer) =
        exchange("remove_task_data", async |client| client.remove_task_data("a b&c").send().await).await;
    assert_eq!(asked.to_string(), empty_post("/basic/api/Task/RemoveDataByTaskId?taskId=a+b%26c", ACTION));
    assert_eq!(answer, "()");
}

#[tokio::test]
async fn get_not_exported_data_hands_out_rows_with_their_columns_in_order() {
    let (asked, answer) =
        exchange("get_not_exported_data", async |client| client.get_not_exported_data(TASK, 100).send().await).await;
    assert_eq!(asked.to_string(), get(&format!("/basic/api/NotExportData/GetTop?taskId={TASK}&size=100")));
    insta::assert_snapshot!(answer);
}

#[tokio::test]
async fn mark_data_exported_posts_without_a_body() {
    let (asked, answer) =
        exchange("mark_data_exported", async |client| client.mark_data_exported(TASK).send().await).await;
    assert_eq!(asked.to_string(), empty_post(&format!("/basic/api/NotExportData/Update?taskId={TASK}"), ACTION));
    assert_eq!(answer, "()");
}

#[tokio::test]
async fn get_data_by_offset_reads_rows_and_the_next_offset() {
    let (asked, answer) =
        exchange("get_data_by_offset", async |client| client.get_data_by_offset(TASK, -1, 1000).send().await).await;
    let address = format!("/basic/api/AllData/GetDataOfTaskByOffset?taskId={TASK}&offset=-1&size=1000");
    assert_eq!(asked.to_string(), get(&address));
    insta::assert_snapshot!(answer);
}

#[tokio::test]
async fn get_task_statuses_asks_the_advanced_host_about_several_tasks() {
    let (asked, answer) =
        exchange("get_task_statuses", async |client| client.get_task_statuses([TASK, "other"]).send().await).await;
    assert_eq!(asked.to_string(), post("/advanced/api/task/GetTaskStatusByIdList", DATA, &asked));
    assert_eq!(asked.json(), json!({"taskIdList": [TASK, "other"]}));
    insta::assert_snapshot!(answer);
}

#[tokio::test]
async fn start_task_tells_what_came_of_it() {
    let (asked, answer) = exchange("start_task", async |client| client.start_task(TASK).send().await).await;
    assert_eq!(asked.to_string(), empty_post(&format!("/advanced/api/task/StartTask?taskId={TASK}"), DATA));
    assert_eq!(answer, "Started");
}

#[tokio::test]
async fn stop_task_posts_without_a_body() {
    let (asked, answer) = exchange("stop_task", async |client| client.stop_task(TASK).send().await).await;
    assert_eq!(asked.to_string(), empty_post(&format!("/advanced/api/task/StopTask?taskId={TASK}"), ACTION));
    assert_eq!(answer, "()");
}

#[tokio::test]
async fn get_task_rule_property_lists_the_values_of_a_property() {
    let (asked, answer) = exchange("get_task_rule_property", async |client| {
        client.get_task_rule_property(TASK, "loopAction1.UrlList").send().await
    })
    .await;
    let address = format!("/advanced/api/task/GetTaskRulePropertyByName?taskId={TASK}&name=loopAction1.UrlList");
    assert_eq!(asked.to_string(), empty_post(&address, DATA));
    insta::assert_snapshot!(answer);
}

#[tokio::test]
async fn update_task_rule_sends_a_text_as_a_text() {
    let (asked, answer) = exchange("update_task_rule", async |client| {
        let value = serde_json::from_value(json!("https://books.example.com/new")).unwrap();
        client.update_task_rule(TASK, "navigateAction1.Url", value).send().await
    })
    .await;
    assert_eq!(asked.to_string(), post("/advanced/api/task/UpdateTaskRule", ACTION, &asked));
    let value = json!("https://books.example.com/new");
    assert_eq!(asked.json(), json!({"taskId": TASK, "name": "navigateAction1.Url", "value": value}));
    assert_eq!(answer, "()");
}

#[tokio::test]
async fn add_url_or_text_sends_a_list_as_a_list() {
    let (asked, answer) = exchange("add_url_or_text", async |client| {
        let value = RuleValue::from(vec!["teapot".to_owned(), "samovar".to_owned()]);
        client.add_url_or_text(TASK, "loopAction2.TextList", value).send().await
    })
    .await;
    assert_eq!(asked.to_string(), post("/advanced/api/task/AddUrlOrTextToTask", ACTION, &asked));
    let value = json!(["teapot", "samovar"]);
    assert_eq!(asked.json(), json!({"taskId": TASK, "name": "loopAction2.TextList", "value": value}));
    assert_eq!(answer, "()");
}

#[test]
fn the_edition_chooses_the_hosts() {
    let client = Client::builder().server_variable("domain", "octoparse").build().unwrap();
    let shown = format!("{client:?}");
    for host in ["https://dataapi.octoparse.com", "https://advancedapi.octoparse.com"] {
        assert!(shown.contains(host), "{shown}");
    }
    assert!(Client::builder().server_variable("domain", "octopus").build().unwrap_err().is_config());
}
