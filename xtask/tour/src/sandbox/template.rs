//! Path templates such as `/users/{user}`.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// A path template in parts.
#[derive(Clone, Debug)]
pub(super) struct Template {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug)]
enum Segment {
    Literal(String),
    /// A parameter with what stands before and after it, as in `{id}.json`.
    Parameter {
        before: String,
        name: String,
        after: String,
    },
}

/// Values of path parameters by name.
pub(super) type Values = BTreeMap<String, String>;

impl Template {
    pub(super) fn new(path: &str) -> Self {
        Self { segments: parts(path).map(Segment::new).collect() }
    }

    /// The values of the parameters, if the path fits.
    pub(super) fn fits(&self, path: &str) -> Option<Values> {
        let mut values = Values::new();
        let mut given = parts(path);
        for segment in &self.segments {
            let text = percent_decode_str(given.next()?).decode_utf8().ok()?;
            match segment {
                Segment::Literal(literal) if *literal == text => {}
                Segment::Literal(_) => return None,
                Segment::Parameter { before, name, after } => {
                    let value = text.strip_prefix(before.as_str())?.strip_suffix(after.as_str())?;
                    values.insert(name.clone(), value.to_owned());
                }
            }
        }
        given.next().is_none().then_some(values)
    }

    /// Of two templates that fit, the one that is concrete where the other has a parameter comes first.
    pub(super) fn rank(&self) -> Vec<bool> {
        self.segments.iter().map(|segment| matches!(segment, Segment::Parameter { .. })).collect()
    }
}

impl Segment {
    fn new(text: &str) -> Self {
        let parameter = text.split_once('{').and_then(|(before, rest)| {
            let (name, after) = rest.split_once('}')?;
            Some(Self::Parameter { before: before.to_owned(), name: name.to_owned(), after: after.to_owned() })
        });
        parameter.unwrap_or_else(|| Self::Literal(text.to_owned()))
    }
}

/// Segments; slashes at either end do not count.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_and_decoded() {
        let template = Template::new("/users/{user}/posts/{id}.json");
        let values = template.fits("/users/caf%C3%A9%2Fbar/posts/7.json").unwrap();
        assert_eq!(values["user"], "café/bar");
        assert_eq!(values["id"], "7");
        for other in ["/users/x/posts/7", "/users/x", "/users/x/posts/7.json/more", "/user/x/posts/7.json", "/"] {
            assert!(template.fits(other).is_none(), "{other}");
        }
        assert!(Template::new("/").fits("").is_some());
    }

    #[test]
    fn concrete_segments_come_before_parameters() {
        let mut ranks = [Template::new("/{server}/status"), Template::new("/main/status"), Template::new("/main/{x}")];
        ranks.sort_by_key(Template::rank);
        assert!(ranks[0].fits("/main/status").is_some_and(|values| values.is_empty()));
        assert!(ranks[1].fits("/main/other").is_some());
    }
}
