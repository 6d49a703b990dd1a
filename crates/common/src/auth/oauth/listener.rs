//! A port on loopback to which the browser comes back.

use std::convert::Infallible;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, REFERRER_POLICY};
use http::{Method, Response, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use url::{Host, Url};

use crate::error::Error;

/// Time for one connection; browsers open some that they never use.
const CONNECTION: Duration = Duration::from_secs(10);
/// Connections that may be open at once.
const CONNECTIONS: usize = 16;
/// Bytes of a request's head that are read.
const MAX_HEAD: usize = 16 * 1024;

/// Listens on the port of a redirect URI.
#[derive(Debug)]
pub(crate) struct RedirectListener {
    listeners: Vec<TcpListener>,
    uri: Url,
    text: String,
}

/// A redirect that has arrived and waits for a page to show.
pub(crate) struct Arrival {
    /// The address, from its path on.
    pub(crate) address: String,
    page: oneshot::Sender<Page>,
}

/// What the browser shows at the end.
type Page = (StatusCode, &'static str);

const DONE: Page = (StatusCode::OK, "You are logged in. You can close this page.");
const FAILED: Page = (StatusCode::BAD_REQUEST, "The login did not work. The program that began it says why.");
const REPEATED: Page = (StatusCode::CONFLICT, "This login has ended. Go back to the program that began it.");
const ELSEWHERE: Page = (StatusCode::NOT_FOUND, "There is nothing here.");

impl RedirectListener {
    /// `uri` is `http` on loopback, with a port; port 0 takes a free one.
    pub(crate) async fn bind(uri: &str) -> Result<Self, Error> {
        let unfit = |what: &str| Error::config(format!("the redirect URI for a browser login {what}"));
        let mut url = Url::parse(uri).map_err(|error| unfit(&format!("is not a URL: {error}")))?;
        if url.scheme() != "http" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(unfit(
                "must be `http` without query: `http://127.0.0.1:8417/callback`; for another one, \
                use `authorization_request` and paste the address",
            ));
        }
        let v4 = SocketAddr::from((Ipv4Addr::LOCALHOST, url.port().unwrap_or(80)));
        let v6 = SocketAddr::from((Ipv6Addr::LOCALHOST, url.port().unwrap_or(80)));
        let (first, second) = match url.host() {
            Some(Host::Ipv4(address)) if address.is_loopback() => (SocketAddr::from((address, v4.port())), None),
            Some(Host::Ipv6(address)) if address.is_loopback() => (v6, None),
            // Browsers try both.
            Some(Host::Domain("localhost")) => (v4, Some(v6)),
            _ => return Err(unfit("must be on this machine: 127.0.0.1, [::1] or localhost")),
        };
        let listen = async |address: SocketAddr| {
            let unfree = |error: std::io::Error| {
                unfit(&format!("has a port that cannot be listened on ({address}: {error})")).with_source(error)
            };
            let listener = TcpListener::bind(address).await.map_err(unfree)?;
            Ok::<_, Error>((listener.local_addr().map_err(unfree)?.port(), listener))
        };
        let (port, listener) = listen(first).await?;
        let mut listeners = vec![listener];
        if let Some(mut second) = second {
            second.set_port(port);
            // A machine may have no IPv6.
            listeners.extend(listen(second).await.ok().map(|(_, listener)| listener));
        }
        // The text must stay what was registered, character for character.
        let text = if url.port() == Some(0) {
            let _ = url.set_port(Some(port));
            url.as_str().to_owned()
        } else {
            uri.to_owned()
        };
        Ok(Self { listeners, uri: url, text })
    }

    /// The redirect URI, with the port that is listened on.
    pub(crate) fn uri(&self) -> &str {
        &self.text
    }

    /// The next redirect to the path of the URI; other requests are answered and forgotten.
    pub(crate) async fn next(&self) -> Arrival {
        let (arrivals, mut next) = mpsc::channel(1);
        let open = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS));
        let mut accept = pin!(async {
            loop {
                let Some(stream) = accept(&self.listeners).await else { continue };
                // When it has ended, somebody who holds connections open makes room.
                let Ok(place) = open.clone().acquire_owned().await else { continue };
                let (arrivals, path) = (arrivals.clone(), self.uri.path().to_owned());
                tokio::spawn(async move {
                    let _ = tokio::time::timeout(CONNECTION, serve(stream, path, arrivals)).await;
                    drop(place);
                });
            }
        });
        std::future::poll_fn(|context| {
            if let Poll::Ready(Some(arrival)) = next.poll_recv(context) {
                return Poll::Ready(arrival);
            }
            // It never ends.
            let _: Poll<()> = accept.as_mut().poll(context);
            Poll::Pending
        })
        .await
    }
}

impl Arrival {
    /// Tells the browser how it ended.
    pub(crate) fn show(self, worked: bool) {
        // The browser may be gone.
        let _ = self.page.send(if worked { DONE } else { FAILED });
    }
}

async fn accept(listeners: &[TcpListener]) -> Option<TcpStream> {
    let accepted = std::future::poll_fn(|context| {
        for listener in listeners {
            if let Poll::Ready(accepted) = listener.poll_accept(context) {
                return Poll::Ready(accepted);
            }
        }
        Poll::Pending
    });
    match accepted.await {
        Ok((stream, _)) => Some(stream),
        Err(_) => {
            // Out of file handles, for instance: not to be asked again at once.
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

async fn serve(stream: TcpStream, path: String, arrivals: mpsc::Sender<Arrival>) {
    let service = service_fn(|request: http::Request<Incoming>| {
        let ours = request.method() == Method::GET && request.uri().path() == path;
        let address = request.uri().path_and_query().map(|address| address.as_str().to_owned()).unwrap_or_default();
        let arrivals = arrivals.clone();
        async move {
            let page = if ours { hand_over(address, &arrivals).await } else { ELSEWHERE };
            Ok::<_, Infallible>(response(page))
        }
    });
    // An error means that the browser has gone away.
    let _ = hyper::server::conn::http1::Builder::new()
        .keep_alive(false)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn hand_over(address: String, arrivals: &mpsc::Sender<Arrival>) -> Page {
    let (page, shown) = oneshot::channel();
    match arrivals.send(Arrival { address, page }).await {
        Ok(()) => shown.await.unwrap_or(REPEATED),
        Err(_) => REPEATED,
    }
}

/// The address holds the code: it is not kept, and not told to any page that is opened from this one.
fn response((status, text): Page) -> Response<String> {
    let mut response = Response::new(format!("{text}\n"));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}
