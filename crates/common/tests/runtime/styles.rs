//! Parameters in the styles of OpenAPI, as they go over the wire.

use std::collections::BTreeMap;

use clientwright_common::rt::*;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::*;

static AT: Operation = Operation { path: "/at/{c}/end", ..GET };

/// What the server gets to see: the place of the path, the query, the header `c`, the cookies.
async fn sent(build: impl FnOnce(Call) -> Call, operation: &'static Operation) -> Result<String, Error> {
    let server = Loopback::new(|_| reply(200, "1")).await;
    build(client(&server, &VirtualClock::skipping()).call(operation)).send_empty().await?;
    let request = server.requests().remove(0);
    let header = request.header("c").or(request.header("cookie")).unwrap_or_default();
    let target = request.target.strip_prefix("/at/").and_then(|rest| rest.strip_suffix("/end"));
    Ok(format!("{}{header}", target.unwrap_or(request.target.trim_start_matches("/thing"))))
}

async fn styled(place: Place, style: Style, explode: bool, value: Value) -> Result<String, Error> {
    let operation = if place == Place::Path { &AT } else { &GET };
    sent(|call| call.styled(place, style, explode, "c", &value), operation).await
}

#[tokio::test]
async fn every_style_is_written_as_openapi_has_it() {
    use Style::*;
    let object = json!({"R": 100, "G": 200});
    // The value of the place for: an empty text, a text, a list, an object; then the last two exploded.
    let cases = [
        (Place::Path, Simple, ["!", "bl%20ue", "blue,bl%2Cack", "R,100,G,200", "blue,bl%2Cack", "R=100,G=200"]),
        (Place::Path, Label, ["!", ".bl%20ue", ".blue,bl%2Cack", ".R,100,G,200", ".blue.bl%2Cack", ".R=100.G=200"]),
        (
            Place::Path,
            Matrix,
            [";c", ";c=bl%20ue", ";c=blue,bl%2Cack", ";c=R,100,G,200", ";c=blue;c=bl%2Cack", ";R=100;G=200"],
        ),
        (
            Place::Query,
            Form,
            ["?c=", "?c=bl%20ue", "?c=blue,bl%2Cack", "?c=R,100,G,200", "?c=blue&c=bl%2Cack", "?R=100&G=200"],
        ),
        (
            Place::Query,
            SpaceDelimited,
            ["?c=", "?c=bl%20ue", "?c=blue%20bl%2Cack", "?c=R%20100%20G%20200", "?c=blue&c=bl%2Cack", "?R=100&G=200"],
        ),
        (
            Place::Query,
            PipeDelimited,
            ["?c=", "?c=bl%20ue", "?c=blue%7Cbl%2Cack", "?c=R%7C100%7CG%7C200", "?c=blue&c=bl%2Cack", "?R=100&G=200"],
        ),
        (
            Place::Query,
            DeepObject,
            [
                "?c=",
                "?c=bl%20ue",
                "?c%5B0%5D=blue&c%5B1%5D=bl%2Cack",
                "?c%5BR%5D=100&c%5BG%5D=200",
                "?c%5B0%5D=blue&c%5B1%5D=bl%2Cack",
                "?c%5BR%5D=100&c%5BG%5D=200",
            ],
        ),
        (Place::Header, Simple, ["", "bl ue", "blue,bl,ack", "R,100,G,200", "blue,bl,ack", "R=100,G=200"]),
        (
            Place::Cookie,
            Form,
            ["c=", "c=bl%20ue", "c=blue,bl%2Cack", "c=R,100,G,200", "c=blue; c=bl%2Cack", "R=100; G=200"],
        ),
    ];
    for (place, style, expected) in cases {
        let list = json!(["blue", null, "bl,ack"]);
        let values = [
            (json!(""), false),
            (json!("bl ue"), true),
            (list.clone(), false),
            (object.clone(), false),
            (list, true),
            (object.clone(), true),
        ];
        for ((value, explode), expected) in values.into_iter().zip(expected) {
            let sent = styled(place, style, explode, value.clone()).await;
            let sent = sent.unwrap_or_else(|error| if error.is_config() { "!".into() } else { panic!("{error}") });
            assert_eq!(sent, expected, "{place:?} {style:?} {explode} {value}");
        }
        // Nothing is nothing, in each way to say it; a path has no place for it.
        for nothing in [json!(null), json!([]), json!({}), json!([null]), json!({"a": null})] {
            for explode in [false, true] {
                match styled(place, style, explode, nothing.clone()).await {
                    Ok(sent) => assert_eq!((sent.as_str(), place != Place::Path), ("", true), "{style:?} {nothing}"),
                    Err(error) => assert!(error.is_config() && place == Place::Path, "{error}"),
                }
            }
        }
    }
}

#[tokio::test]
async fn what_a_style_has_no_rule_for_is_json_text_and_a_deep_object_goes_inwards() {
    let value = json!({"a": [1, {"b": true}], "n": {"x": "y"}});
    let form = styled(Place::Query, Style::Form, true, value.clone()).await.unwrap();
    assert_eq!(form, "?a=%5B1%2C%7B%22b%22%3Atrue%7D%5D&n=%7B%22x%22%3A%22y%22%7D");
    let deep = styled(Place::Query, Style::DeepObject, true, value).await.unwrap();
    assert_eq!(deep, "?c%5Ba%5D%5B0%5D=1&c%5Ba%5D%5B1%5D%5Bb%5D=true&c%5Bn%5D%5Bx%5D=y");
}

#[tokio::test]
async fn a_style_that_its_place_does_not_know_is_the_usual_one() {
    let list = json!([1, 2]);
    assert_eq!(styled(Place::Path, Style::Form, false, list.clone()).await.unwrap(), "1,2");
    assert_eq!(styled(Place::Header, Style::Matrix, true, list.clone()).await.unwrap(), "1,2");
    assert_eq!(styled(Place::Query, Style::Simple, false, list.clone()).await.unwrap(), "?c=1,2");
    assert_eq!(styled(Place::Cookie, Style::Label, false, list).await.unwrap(), "c=1,2");
}

#[tokio::test]
async fn delimited_lists_go_anywhere_as_swagger_has_them() {
    let list = json!([1, 2]);
    for (style, delimiter, encoded) in
        [(Style::SpaceDelimited, " ", "%20"), (Style::PipeDelimited, "|", "%7C"), (Style::TabDelimited, "\t", "%09")]
    {
        for explode in [false, true] {
            let path = styled(Place::Path, style, explode, list.clone()).await.unwrap();
            let header = styled(Place::Header, style, explode, list.clone()).await.unwrap();
            assert_eq!((path, header), (format!("1{encoded}2"), format!("1{delimiter}2")));
        }
        assert_eq!(styled(Place::Cookie, style, false, list.clone()).await.unwrap(), format!("c=1{encoded}2"));
        assert_eq!(styled(Place::Query, style, false, list.clone()).await.unwrap(), format!("?c=1{encoded}2"));
    }
}

#[tokio::test]
async fn a_path_value_in_a_style_is_no_step_through_the_tree() {
    for (style, value) in
        [(Style::Simple, "."), (Style::Simple, ".."), (Style::Simple, ""), (Style::Label, "."), (Style::Label, "")]
    {
        assert!(styled(Place::Path, style, false, json!(value)).await.unwrap_err().is_config());
    }
    assert_eq!(styled(Place::Path, Style::Simple, false, json!(["a/b", "?#"])).await.unwrap(), "a%2Fb,%3F%23");
    assert_eq!(styled(Place::Path, Style::Matrix, false, json!("..")).await.unwrap(), ";c=..");
}

#[tokio::test]
async fn a_delimiter_that_cannot_be_escaped_is_refused_within_a_value() {
    for (style, value) in [(Style::SpaceDelimited, "a b"), (Style::PipeDelimited, "a|b"), (Style::TabDelimited, "a\tb")]
    {
        styled(Place::Query, style, false, json!(value)).await.unwrap();
        let error = styled(Place::Query, style, false, json!([value, "c"])).await.unwrap_err();
        assert!(error.is_config() && error.to_string().contains("of `c` holds"), "{error}");
        styled(Place::Query, style, true, json!([value, "c"])).await.unwrap();
    }
}

#[tokio::test]
async fn reserved_characters_pass_where_they_may() {
    let value = json!(["a/b:c?d=e,f", "x&y#z+ ü%2F%"]);
    let build = |call: Call| call.styled_reserved(Place::Query, Style::Form, true, "c", &value);
    assert_eq!(sent(build, &GET).await.unwrap(), "?c=a/b:c?d=e,f&c=x%26y%23z%2B%20%C3%BC%2F%25");
    let build = |call: Call| call.styled_reserved(Place::Path, Style::Simple, true, "c", "a/b");
    assert_eq!(sent(build, &AT).await.unwrap(), "a%2Fb");
}

#[tokio::test]
async fn content_parameters_are_json_text_in_any_place() {
    let value = json!({"ключ": [1, "ä 𝄞"]});
    let encoded = "%7B%22%D0%BA%D0%BB%D1%8E%D1%87%22%3A%5B1%2C%22%C3%A4%20%F0%9D%84%9E%22%5D%7D";
    for (place, operation, expected) in [
        (Place::Path, &AT, encoded.to_owned()),
        (Place::Query, &GET, format!("?c={encoded}")),
        (Place::Cookie, &GET, format!("c={encoded}")),
        (Place::Header, &GET, r#"{"\u043a\u043b\u044e\u0447":[1,"\u00e4 \ud834\udd1e"]}"#.to_owned()),
    ] {
        let sent = sent(|call| call.content_parameter(place, "c", &value), operation).await.unwrap();
        assert_eq!(sent, expected, "{place:?}");
    }
    let nothing = sent(|call| call.content_parameter(Place::Header, "c", &None::<u8>), &GET).await.unwrap();
    assert_eq!(nothing, "");
}

#[tokio::test]
async fn cookies_are_one_header_and_a_credential_takes_the_place_of_its_namesake() {
    static COOKIE: Api = Api {
        schemes: &[Scheme {
            name: "key",
            kind: SchemeKind::ApiKey,
            placement: Placement::Cookie { name: "sid" },
            flows: &[],
            server: None,
            environment: &[],
        }],
        ..API
    };
    static WITH_KEY: Operation = Operation { security: &[&["key"]], ..GET };
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = set_up(&COOKIE).base_url(&server.url).api_key("sample-key").build().unwrap();
    let call = client.call(&WITH_KEY).cookie("sid", "mine").cookie("a", &[1, 2]).cookie("b", "x; y=z");
    call.cookie("gone", "1")
        .cookie("gone", &None::<u8>)
        .cookie_as::<wire::BoolDigit, _>("on", &true)
        .send_empty()
        .await
        .unwrap();
    assert_eq!(server.requests()[0].header("cookie"), Some("a=1; a=2; b=x%3B%20y%3Dz; on=1; sid=sample-key"));
}

#[tokio::test]
async fn a_key_in_the_query_leaves_the_spelling_of_the_others() {
    static KEYED: Api = Api {
        schemes: &[Scheme {
            name: "key",
            kind: SchemeKind::ApiKey,
            placement: Placement::Query { name: "k" },
            flows: &[],
            server: None,
            environment: &[],
        }],
        ..API
    };
    static WITH_KEY: Operation = Operation { security: &[&["key"]], ..GET };
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = set_up(&KEYED).base_url(&server.url).api_key("sample-key").build().unwrap();
    for call in [client.call(&WITH_KEY), client.call(&WITH_KEY).query("k", "mine")] {
        call.styled(Place::Query, Style::Form, false, "ids", &["a,b", "c"]).send_empty().await.unwrap();
    }
    let targets: Vec<_> = server.requests().into_iter().map(|request| request.target).collect();
    assert_eq!(targets, ["/thing?ids=a%2Cb,c&k=sample-key"; 2]);
}

#[tokio::test]
async fn an_extra_query_parameter_replaces_all_parts_of_an_argument() {
    let server = Loopback::new(|_| reply(200, "1")).await;
    let client = client(&server, &VirtualClock::skipping());
    let value = json!({"R": 1, "G": 2});
    for (extra, expected) in [("c", "/thing?c=x"), ("R", "/thing?G=2&R=x")] {
        let options = CallOptions::new().query(extra, "x");
        let call = client.call(&GET).styled(Place::Query, Style::Form, true, "c", &value).options(options);
        call.send_empty().await.unwrap();
        assert_eq!(server.requests().last().unwrap().target, expected);
    }
}

/// The one text, list or map that a written parameter stands for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Sample {
    Text(String),
    List(Vec<String>),
    Map(BTreeMap<String, String>),
}

fn samples() -> impl Strategy<Value = Sample> {
    let texts =
        || any::<String>().prop_filter("a delimiter without an escape", |text| !text.contains([' ', '|', '\t']));
    prop_oneof![
        texts().prop_map(Sample::Text),
        proptest::collection::vec(texts(), 1..5).prop_map(Sample::List),
        // Keys that are no other argument's.
        proptest::collection::btree_map("[a-z\u{e4}/&=;,]{1,5}", texts(), 1..5).prop_map(Sample::Map),
    ]
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

fn pair(text: &str) -> (String, String) {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    (decoded(key), decoded(value))
}

/// Reads back what was written, knowing only the style and which of the three it is.
fn read(style: Style, explode: bool, like: &Sample, sent: &str) -> Sample {
    let (first, outer, inner) = match style {
        Style::Simple => ("", ",", ","),
        Style::Label => (".", if explode { "." } else { "," }, ","),
        Style::Matrix => (";", ";", ","),
        Style::SpaceDelimited => ("?", "&", "%20"),
        Style::PipeDelimited => ("?", "&", "%7C"),
        Style::TabDelimited => ("?", "&", "%09"),
        Style::Form | Style::DeepObject | Style::Json => ("?", "&", ","),
    };
    let body = sent.strip_prefix(first).unwrap();
    let named = !matches!(style, Style::Simple | Style::Label);
    // The value of the one part that all of it is in.
    let whole = || if named { body.split_once('=').map_or("", |(_, value)| value) } else { body };
    let in_turn = || {
        let texts: Vec<_> = whole().split(inner).map(decoded).collect();
        texts.chunks(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect()
    };
    match like {
        Sample::Text(_) => Sample::Text(decoded(whole())),
        Sample::List(_) if style == Style::DeepObject => {
            let list = body.split(outer).enumerate().map(|(index, part)| {
                let (key, value) = pair(part);
                assert_eq!(key, format!("c[{index}]"));
                value
            });
            Sample::List(list.collect())
        }
        Sample::List(_) if explode && named => Sample::List(body.split(outer).map(|part| pair(part).1).collect()),
        Sample::List(_) => Sample::List(whole().split(if named { inner } else { outer }).map(decoded).collect()),
        Sample::Map(_) if style == Style::DeepObject => {
            let strip = |key: String| key.strip_prefix("c[").unwrap().strip_suffix(']').unwrap().to_owned();
            Sample::Map(body.split(outer).map(pair).map(|(key, value)| (strip(key), value)).collect())
        }
        Sample::Map(_) if explode => Sample::Map(body.split(outer).map(pair).collect()),
        Sample::Map(_) => Sample::Map(in_turn()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(sample in samples(), explode: bool) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for (place, style) in [
            (Place::Path, Style::Simple),
            (Place::Path, Style::Label),
            (Place::Path, Style::Matrix),
            (Place::Query, Style::Form),
            (Place::Query, Style::SpaceDelimited),
            (Place::Query, Style::PipeDelimited),
            (Place::Query, Style::TabDelimited),
            (Place::Query, Style::DeepObject),
        ] {
            // A dot in a label cannot be told from its delimiter.
            let text = serde_json::to_string(&sample).unwrap();
            if style == Style::Label && explode && text.contains('.') {
                continue;
            }
            match runtime.block_on(styled(place, style, explode, serde_json::to_value(&sample).unwrap())) {
                Ok(sent) => prop_assert_eq!(read(style, explode, &sample, &sent), sample.clone(), "{}", sent),
                // An empty place of a path, or a step.
                Err(error) => prop_assert!(error.is_config() && place == Place::Path, "{}", error),
            }
        }
    }
}
