//! JSON read to its end, with the place of what does not fit.

use serde::de::DeserializeSeed;
use serde_json::Deserializer;
use serde_json::de::Read;

/// Reads one value that is all of the text; an error comes with the path of what does not fit, `.` for the whole.
pub(crate) fn read<'de, R: Read<'de>, S: DeserializeSeed<'de>>(
    mut json: Deserializer<R>,
    seed: S,
) -> Result<S::Value, (String, serde_json::Error)> {
    let mut track = serde_path_to_error::Track::new();
    let read = seed.deserialize(serde_path_to_error::Deserializer::new(&mut json, &mut track));
    read.and_then(|value| json.end().map(|()| value)).map_err(|error| (track.path().to_string(), error))
}
