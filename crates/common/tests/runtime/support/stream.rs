//! A stream that is made up of what a test says.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use clientwright_common::body::Body;
use futures_core::Stream;

/// Gives its items one after the other, and counts how often it was asked.
pub struct Items {
    items: VecDeque<Result<&'static str, &'static str>>,
    asked: Arc<AtomicUsize>,
}

impl Stream for Items {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        Poll::Ready(self.items.pop_front())
    }
}

/// A body that is a stream of these items, and how often it was asked for one.
pub fn items<const N: usize>(items: [Result<&'static str, &'static str>; N]) -> (Body, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    (Body::stream(Items { items: items.into(), asked: asked.clone() }), asked)
}

/// A body that is a stream of these texts.
pub fn streamed<const N: usize>(texts: [&'static str; N]) -> Body {
    items(texts.map(Ok)).0
}
