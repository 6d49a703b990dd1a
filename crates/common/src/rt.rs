//! What generated code uses, and nothing else does. Outside of the semver promise.

pub use bytes::Bytes;
pub use chrono;
#[cfg(feature = "graphql")]
pub use graphql_client;
pub use serde;
pub use serde_json;
pub use serde_with::de::DeserializeAsWrap;
pub use serde_with::ser::SerializeAsWrap;
pub use serde_with::{As, Same, de as serde_with_de, ser as serde_with_ser};
#[cfg(feature = "uuid")]
pub use uuid;

pub use crate::auth::{Secret, SecretText};
pub use crate::body::{Body, FilePart};
pub use crate::client::{Core, Service};
pub use crate::descriptor::*;
pub use crate::encode::{Place, Style};
pub use crate::error::Error;
pub use crate::incoming::{self, Unlisted};
pub use crate::options::CallOptions;
pub use crate::pipeline::{AnswerParts, Call, FromAnswer, Mismatch};
pub use crate::response::Response;
pub use crate::stream::{ByteStream, Event, EventStream, JsonLines};
pub use crate::wire;
pub use crate::wire::by_typename as by_typename_serde;
pub use crate::wire::open_enum as open_enum_serde;
pub use crate::wire::{Nullable, OpenEnum, Other, Scalar, ScalarType, Unknown};
pub use crate::{by_typename, open_enum, open_union};

/// Begins to set up a client.
pub fn builder<C: Service>(api: &'static Api) -> crate::ClientBuilder<C> {
    crate::ClientBuilder::new(api)
}
