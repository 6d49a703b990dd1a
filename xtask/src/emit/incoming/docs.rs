//! What the documentation says about the requests that the server sends. What all of them have is said once.

use std::fmt::Write;

use crate::model::{Api, Incoming, IncomingParameter, Media, Source};

/// What all of several requests have.
pub(super) struct Shared<'a> {
    parameters: Vec<&'a IncomingParameter>,
    answers: &'a [(String, String)],
}

impl<'a> Shared<'a> {
    pub(super) fn of(requests: Vec<&'a Incoming>) -> Self {
        let [first, others @ ..] = requests.as_slice() else { return Self { parameters: Vec::new(), answers: &[] } };
        if others.is_empty() {
            return Self { parameters: Vec::new(), answers: &[] };
        }
        let everywhere =
            |parameter: &&IncomingParameter| others.iter().all(|other| other.parameters.contains(parameter));
        let same_answers = others.iter().all(|other| other.answers == first.answers);
        Self {
            parameters: first.parameters.iter().filter(everywhere).collect(),
            answers: if same_answers { &first.answers } else { &[] },
        }
    }

    /// It, below what else is said of all.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        if !self.parameters.is_empty() {
            text.push_str("\n\nAll have these parameters:\n");
            self.parameters.iter().for_each(|parameter| text.push_str(&named(parameter)));
        }
        answers(&mut text, self.answers);
        text
    }
}

/// Documentation of one, without what is shared.
pub(super) fn one(api: &Api, incoming: &Incoming, shared: &Shared<'_>) -> String {
    let mut text = incoming.docs.trim().to_owned();
    let body = match &incoming.media {
        Media::Empty => "no body".to_owned(),
        Media::Json => "a body of JSON".to_owned(),
        Media::Form => "a form as its body".to_owned(),
        other => format!("a body of the media type `{}`", other.mime()),
    };
    let gap = if text.is_empty() { "" } else { "\n\n" };
    let _ = write!(text, "{gap}`{}`, a {} with {body}", incoming.name, incoming.method);
    if let Source::Callback { operation, expression } = &incoming.source {
        let method = api.operations.iter().find(|known| known.id == *operation).map(|known| &known.rust_name);
        // No link: the operation may be behind another feature.
        let called = method.map_or_else(|| operation.clone(), |method| format!("Client::{method}"));
        let _ = write!(text, ", which follows `{called}` and goes to `{}`", code(expression));
    }
    text.push_str(if incoming.deprecated { ". It is deprecated." } else { "." });
    let own = incoming.parameters.iter().filter(|parameter| !shared.parameters.contains(parameter));
    let own: String = own.map(named).collect();
    if !own.is_empty() {
        let _ = write!(text, "\n{own}");
    }
    if incoming.answers != shared.answers {
        answers(&mut text, &incoming.answers);
    }
    text
}

fn answers(text: &mut String, answers: &[(String, String)]) {
    if !answers.is_empty() {
        text.push_str("\n\nThe server expects one of these answers:\n");
        answers.iter().for_each(|(status, docs)| text.push_str(&line(status, docs)));
    }
}

fn named(parameter: &IncomingParameter) -> String {
    line(&format!("{} `{}`", parameter.place, code(&parameter.name)), &parameter.docs)
}

fn line(name: &str, docs: &str) -> String {
    let docs = one_line(docs);
    if docs.is_empty() { format!("\n- {name}") } else { format!("\n- {name}: {docs}") }
}

/// A text that stands in a list.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that stands between backticks.
fn code(text: &str) -> String {
    one_line(text).replace('`', "'")
}
