//! An issue is opened, the open ones are listed, and one that does not exist is an error that says so.

use std::error::Error;

use clientwright_github::{Client, IssuesListState};
use httpmock::{Method, MockServer};
use serde_json::{Value, json};

fn issue(number: i64, title: &str) -> Value {
    let at = "2026-03-01T08:00:00Z";
    json!({
        "id": 70 + number, "node_id": "I_invented", "number": number, "title": title, "state": "open",
        "url": "/i", "repository_url": "/r", "labels_url": "/l", "comments_url": "/c", "events_url": "/e",
        "html_url": "/h", "user": null, "labels": ["kettle", { "name": "spout", "color": null }], "assignee": null,
        "milestone": null, "locked": false, "comments": 0, "closed_at": null, "created_at": at, "updated_at": at,
        "author_association": "A_KIND_THAT_NOBODY_KNEW",
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let server = MockServer::start_async().await;
    let opens = server
        .mock_async(|when, then| {
            when.method(Method::POST)
                .path("/repos/teapots/kettle/issues")
                .json_body(json!({ "title": "It drips", "labels": ["spout"] }));
            then.status(201).header("location", "/repos/teapots/kettle/issues/2").json_body(issue(2, "It drips"));
        })
        .await;
    let lists = server
        .mock_async(|when, then| {
            when.method(Method::GET)
                .path("/repos/teapots/kettle/issues")
                .query_param("state", "open")
                .query_param("per_page", "2");
            then.status(200).json_body(json!([issue(2, "It drips"), issue(1, "It whistles")]));
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path("/repos/teapots/kettle/issues/9");
            then.status(404).json_body(json!({ "message": "Not Found", "status": "404" }));
        })
        .await;

    let github = Client::builder().base_url(server.base_url()).build()?;
    let opened = github.issues_create("teapots", "kettle", "It drips".into()).labels(["spout".into()]).send().await?;
    assert_eq!((opened.status().as_u16(), opened.number), (201, 2));

    let open = github.issues_list_for_repo("teapots", "kettle").state(IssuesListState::Open).per_page(2).send().await?;
    for issue in open.iter() {
        println!("#{} {}, {} labels", issue.number, issue.title, issue.labels.len());
    }
    assert_eq!(open.len(), 2);
    opens.assert_async().await;
    lists.assert_async().await;

    let missing = github.issues_get("teapots", "kettle", 9).send().await.map(|_| ()).unwrap_err();
    assert!(missing.is_not_found());
    println!("{missing}");
    Ok(())
}
