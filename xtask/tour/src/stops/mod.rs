//! What is shown of each API. Each stop builds the client as an application would, apart from the address.

pub(crate) mod bazhuayu;
pub(crate) mod drifting_bottle;
pub(crate) mod fflogs;
pub(crate) mod greencubes;
pub(crate) mod osu;

use std::time::Duration;

use clientwright_common::{ClientBuilder, Service};

use crate::sandbox::Address;
use crate::section::{Section, in_full};

/// Time for one call, retries included.
const CALL: Duration = Duration::from_secs(4);

/// Builds a client that talks to the sandbox; `None` if it cannot be built.
fn build<C: Service>(builder: ClientBuilder<C>, address: &Address, section: &mut Section) -> Option<C> {
    // A proxy of the environment has no business between this program and itself.
    let mut builder = builder.timeout(CALL).deadline(CALL).configure_http(|http| http.no_proxy());
    for (index, (name, url)) in address.servers().enumerate() {
        // The token endpoint moves along with this one.
        if index == 0 {
            builder = builder.base_url(url);
        }
        builder = builder.server_url(name, url);
    }
    builder.build().map_err(|error| section.fail("builder", in_full(&error))).ok()
}
