//! The tour itself: one API after the other.

use std::time::{Duration, Instant};

use xtask::model::Api;
use xtask::write::Change;

use crate::prepare::Prepared;
use crate::sandbox::{Address, Sandbox};
use crate::section::Section;
use crate::stops;

/// Time for all of the tour.
pub const TIME_LIMIT: Duration = Duration::from_secs(20);

/// What was seen.
#[derive(Debug)]
pub struct Outcome {
    /// Generated files that are not as the generator would write them.
    pub stale: Vec<Change>,
    /// Number of generated files.
    pub files: usize,
    /// How long generating and comparing took.
    pub checking: Duration,
    /// Number of operations that the sandbox answers.
    pub operations: usize,
    /// Number of APIs that the sandbox answers.
    pub apis: usize,
    /// One for each API.
    pub sections: Vec<Section>,
    /// How long the tour took.
    pub took: Duration,
}

impl Outcome {
    /// Whether anything was not as it should be.
    pub fn failed(&self) -> bool {
        !self.stale.is_empty() || self.sections.iter().any(Section::failed)
    }
}

/// Takes the tour. What fails is in the outcome, and the tour goes on with the next API. The calls end
/// [`TIME_LIMIT`] after `start`.
///
/// # Errors
///
/// If the sandbox cannot be started.
pub async fn run(prepared: &Prepared, start: Instant) -> std::io::Result<Outcome> {
    let sandbox = Sandbox::start(&prepared.apis).await?;
    let mut guide = Guide { apis: &prepared.apis, sandbox: &sandbox, end: start + TIME_LIMIT, sections: Vec::new() };
    guide.visit("osu", stops::osu::visit).await;
    guide.visit("fflogs", stops::fflogs::visit).await;
    guide.visit("greencubes", stops::greencubes::visit).await;
    guide.visit("bazhuayu", stops::bazhuayu::visit).await;
    guide.visit("drifting-bottle", stops::drifting_bottle::visit).await;
    Ok(Outcome {
        stale: prepared.stale.clone(),
        files: prepared.files,
        checking: prepared.took,
        operations: sandbox.operations(),
        apis: prepared.apis.len(),
        sections: guide.sections,
        took: start.elapsed(),
    })
}

struct Guide<'a> {
    apis: &'a [Api],
    sandbox: &'a Sandbox,
    end: Instant,
    sections: Vec<Section>,
}

impl Guide<'_> {
    async fn visit(&mut self, name: &str, stop: impl AsyncFnOnce(&Address, &mut Section)) {
        let api = self.apis.iter().find(|api| api.name == name);
        let mut section = Section::new(name, api.map_or(name, |api| &api.title));
        let late = format!("the tour ends after {} s", TIME_LIMIT.as_secs());
        match self.sandbox.address(name) {
            None => section.fail("specs", format!("there is no specs/{name}")),
            Some(_) if Instant::now() >= self.end => section.fail("time", late),
            Some(address) => {
                let visit = stop(address, &mut section);
                if tokio::time::timeout_at(self.end.into(), visit).await.is_err() {
                    section.fail("time", late);
                }
                section.tally = address.tally();
            }
        }
        self.sections.push(section);
    }
}
