//! HTTP on loopback.

use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::answer::{Reply, answer};
use super::ledger::Ledger;
use super::read::Asked;
use super::routes::Route;
use super::tokens::Grant;

/// Time for the head of a request to arrive, and for its body.
const PATIENCE: Duration = Duration::from_secs(10);

/// What answers at one port.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) routes: Vec<Route>,
    pub(super) grants: Vec<Grant>,
    pub(super) ledger: Arc<Ledger>,
}

/// Opens a port for the site; it is answered as long as the set is kept. Returns `http://127.0.0.1:<port>`.
pub(super) async fn open(site: Site, listeners: &mut JoinSet<()>) -> std::io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    listeners.spawn(serve(listener, Arc::new(site)));
    Ok(origin)
}

async fn serve(listener: TcpListener, site: Arc<Site>) {
    let mut connections = JoinSet::new();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                connections.spawn(connection(stream, site.clone()));
            }
            // Too many open files, for instance: others may close some.
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn connection(stream: TcpStream, site: Arc<Site>) {
    // Small answers go out at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let site = site.clone();
        async move { Ok::<_, Infallible>(respond(&site, request).await.into_response()) }
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    // A connection that breaks off is the other side's affair.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(site: &Site, request: Request<Incoming>) -> Reply {
    match tokio::time::timeout(PATIENCE, Asked::read(request)).await {
        Ok(Ok(asked)) => answer(site, &asked),
        Ok(Err(status)) => Reply::refusal(status.as_u16(), "unreadable", "the request could not be read"),
        Err(_) => Reply::refusal(408, "timeout", "the request did not arrive in time"),
    }
}
