//! What a server sends too much of.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use clientwright_common::ErrorKind;
use clientwright_common::retry::Budget;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

use crate::ALONE;
use crate::clock::Fast;
use crate::server::next_target;
use crate::support::{GET, PLAIN, POST, set_up};

const CALLS: usize = 300;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_rest_of_an_answer_that_is_longer_than_it_says_is_never_the_answer_of_another_call() {
    let _alone = ALONE.lock().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = Arc::new(AtomicUsize::new(0));
    let count = served.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let count = count.clone();
            tokio::spawn(async move { serve(stream, &count).await });
        }
    });
    let client = set_up(&PLAIN)
        .base_url(url)
        .clock(Fast::new())
        .retry_budget(Budget::unlimited())
        .configure_http(|http| http.no_proxy())
        .build()
        .unwrap();
    let mut fine = 0;
    for id in 0..CALLS {
        let operation = if id % 2 == 0 { &GET } else { &POST };
        match client.call(operation).query("u", &id).send_json::<usize>().await {
            Ok(answer) => {
                assert_eq!(*answer, id);
                fine += 1;
            }
            Err(error) => assert!(error.kind() == ErrorKind::Transport && operation.method == "POST", "{error}"),
        }
    }
    println!("{fine} of {CALLS} calls were answered, {} requests", served.load(Ordering::Relaxed));
    assert!(fine >= CALLS / 2);
}

/// After each answer come bytes that belong to no answer: at once, or a little later.
async fn serve(mut stream: TcpStream, served: &AtomicUsize) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut data = Vec::new();
    loop {
        let Some(target) = next_target(&mut stream, &mut data).await? else { return Ok(()) };
        let id = target.rsplit('=').next().unwrap();
        let answer = format!("HTTP/1.1 200 X\r\ncontent-length: {}\r\n\r\n{id}", id.len());
        let stray = "666666\r\n\r\n666666";
        if served.fetch_add(1, Ordering::Relaxed).is_multiple_of(3) {
            stream.write_all(answer.as_bytes()).await?;
            tokio::time::sleep(Duration::from_micros(200)).await;
            stream.write_all(stray.as_bytes()).await?;
        } else {
            stream.write_all(format!("{answer}{stray}").as_bytes()).await?;
        }
    }
}
