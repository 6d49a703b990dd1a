//! The judge of requests: what came over the wire against what the document says about the arguments, by the
//! document's rules of how they are written.

use serde_json::Value;

use super::case::{Case, Request, octets};
use super::equal::{Needed, difference};
use super::judge::Judge;
use super::spec::{self, Content, Operation, Parameter, bare};
use crate::load::pointer::decode;

mod form;
mod multipart;
mod text;

pub(super) use text::is_text_of;

/// What the path of the server's address is in these tests.
const BASE: &str = "/base";

/// What each credential is in these tests. Where it goes is not asked here.
const CREDENTIAL: &str = "truth-credential";

/// Why a request is not what the document asks for.
pub(super) fn fault(
    judge: &Judge,
    document: &Value,
    case: &Case,
    request: &Request,
    needed: &mut Needed,
) -> Option<String> {
    let Some(told) = Operation::find(document, &case.method, &case.key) else {
        return Some("the operation is not in the document".to_owned());
    };
    if request.method != case.method {
        return Some(format!("the method is {}", request.method));
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let parameters = told.parameters();
    path_fault(path, case, &parameters)
        .or_else(|| query_fault(query, case, &parameters))
        .or_else(|| headers_fault(request, case, &parameters))
        .or_else(|| body_fault(judge, &told, case, request, needed))
}

fn path_fault(path: &str, case: &Case, parameters: &[Parameter]) -> Option<String> {
    let template = case.key.split(['?', '#']).next().unwrap_or_default();
    let mut expected = BASE.to_owned();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        expected.push_str(before);
        rest = after;
        let value = case.arguments.get(&format!("path:{name}")).unwrap_or(&Value::Null);
        let parameter = parameters.iter().find(|known| known.place == "path" && known.name == name);
        let (style, explode, json) =
            parameter.map_or(("simple", false, false), |known| (known.style.as_str(), known.explode, known.json));
        expected.push_str(&if json { value.to_string() } else { text::in_path(style, explode, name, value) });
    }
    expected.push_str(rest);
    if path.matches('/').count() != BASE.matches('/').count() + template.matches('/').count() {
        return Some(format!("the path {path} has more or fewer parts than {template}"));
    }
    (decode(path) != expected && decode(path) != decode(&expected))
        .then(|| format!("the path is {path}, not {expected}"))
}

fn query_fault(query: &str, case: &Case, parameters: &[Parameter]) -> Option<String> {
    let mut left: Vec<(String, String)> = form::pairs(query);
    let fixed = case.key.split_once(['?', '#']).map_or("", |(_, fixed)| fixed);
    let mut expected: Vec<(String, Value)> =
        form::pairs(fixed).into_iter().map(|(name, value)| (name, Value::String(value))).collect();
    for parameter in parameters.iter().filter(|parameter| parameter.place == "query") {
        let Some(value) = case.arguments.get(&format!("query:{}", parameter.name)) else { continue };
        if parameter.json {
            expected.push((parameter.name.clone(), Value::String(value.to_string())));
        } else {
            expected.extend(text::pairs(&parameter.style, parameter.explode, &parameter.name, value));
        }
    }
    for (name, value) in expected {
        match left.iter().position(|(known, text)| *known == name && is_text_of(text, &value)) {
            Some(index) => drop(left.remove(index)),
            None if left.contains(&(name.clone(), CREDENTIAL.to_owned())) => {}
            None => return Some(format!("the query has no `{name}` of {value}: {query}")),
        }
    }
    left.retain(|(_, value)| value != CREDENTIAL);
    left.first().map(|(name, _)| format!("the query has a `{name}` that was not given: {query}"))
}

fn headers_fault(request: &Request, case: &Case, parameters: &[Parameter]) -> Option<String> {
    for parameter in parameters.iter().filter(|parameter| parameter.place == "header" || parameter.place == "cookie") {
        let Some(value) = case.arguments.get(&format!("{}:{}", parameter.place, parameter.name)) else { continue };
        let name = &parameter.name;
        if parameter.place == "header" {
            let expected = if parameter.json {
                value.to_string()
            } else {
                text::in_path("simple", parameter.explode, name, value)
            };
            let sent = request.header(name);
            if sent.is_some_and(is_credential) {
                continue;
            }
            if sent.is_none_or(|sent| !is_text_of(sent, &Value::String(expected.clone())) && !is_text_of(sent, value)) {
                return Some(format!("the header `{name}` is {sent:?}, not {expected}"));
            }
            continue;
        }
        let sent: Vec<(String, String)> = request
            .headers
            .iter()
            .filter(|(known, _)| known == "cookie")
            .flat_map(|(_, cookies)| cookies.split("; "))
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect();
        for (name, value) in text::pairs("form", parameter.explode, name, value) {
            if !sent.iter().any(|(known, text)| *known == name && is_text_of(text, &value)) {
                return Some(format!("there is no cookie `{name}` of {value}"));
            }
        }
    }
    None
}

fn body_fault(
    judge: &Judge,
    told: &Operation<'_>,
    case: &Case,
    request: &Request,
    needed: &mut Needed,
) -> Option<String> {
    let kind = request.header("content-type").unwrap_or_default();
    let Some(mime) = &case.mime else {
        return (!request.body().is_empty()).then(|| "there is a body".to_owned());
    };
    let is_given = case.body.is_some() || case.arguments.keys().any(|name| name.starts_with("part:"));
    if !is_given && !told.needs_body() && request.body().is_empty() {
        return None;
    }
    let contents = told.body();
    let Some(content) = contents.iter().find(|content| content.mime == *mime) else {
        return Some("the document has no such body".to_owned());
    };
    if !contents.iter().any(|content| is_kind_of(kind, &content.mime)) {
        return Some(format!("the body is sent as `{kind}`, which the document does not have: it has `{mime}`"));
    }
    let bytes = request.body();
    let sent = case.body.as_ref();
    match (bare(mime).as_str(), sent) {
        (multipart, _) if multipart.starts_with("multipart/") => multipart::fault(kind, &bytes, case, content),
        ("application/x-www-form-urlencoded", Some(sent)) => {
            form::fault(&String::from_utf8_lossy(&bytes), sent, content)
        }
        (mime, Some(sent)) if crate::normalise::openapi::is_json(mime) => {
            json_fault(judge, content, sent, &bytes, needed)
        }
        (_, Some(sent)) => (bytes != octets(sent)).then(|| "the body is not the bytes that were given".to_owned()),
        (_, None) => None,
    }
}

fn json_fault(judge: &Judge, content: &Content, sent: &Value, bytes: &[u8], needed: &mut Needed) -> Option<String> {
    let Ok(body) = serde_json::from_slice::<Value>(bytes) else { return Some("the body is no JSON".to_owned()) };
    if let Some(difference) = difference(sent, &body, false, needed) {
        return Some(format!("the body: {difference}"));
    }
    if content.schema.is_empty() {
        return None;
    }
    let pointer = spec::settled(&judge.tree, &content.schema);
    let fault = judge.judge(&pointer, &body).err()?;
    // What was given has been judged leniently as well then.
    judge.judge_leniently(&pointer, &body).err().map(|_| format!("the body does not fit its schema: {fault}"))
}

/// Whether a media type is one that another, which may have stars, allows.
fn is_kind_of(mime: &str, allowed: &str) -> bool {
    let (mime, allowed) = (bare(mime), bare(allowed));
    if allowed == "*/*" || mime == allowed {
        return true;
    }
    allowed.strip_suffix('*').is_some_and(|start| mime.starts_with(start))
}

/// Whether a header holds a credential, which goes before an argument of the same name.
fn is_credential(header: &str) -> bool {
    header.contains(CREDENTIAL) || header.starts_with("Basic ")
}
