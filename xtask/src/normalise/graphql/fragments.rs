//! Which fragment a spread means. Files of operations come from several places, and a fragment of one
//! name may stand in many of them: the one in the same file is meant, or else the one in the same
//! folder, or else the first. Equal ones become one, and of different ones each gets a name of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use apollo_compiler::ast::{FragmentDefinition, Selection};
use apollo_compiler::{Name, Node};

use crate::names;
use crate::normalise::Report;

const PASS: &str = "fragments";

/// The fragments of all files.
pub(super) struct Fragments {
    all: Vec<Fragment>,
    by_name: BTreeMap<Name, Vec<usize>>,
}

struct Fragment {
    file: PathBuf,
    node: Node<FragmentDefinition>,
    /// Equal fragments are of one class.
    class: usize,
    /// Its name in the merged document.
    name: Name,
}

impl Fragments {
    /// Gives each fragment its name. Each comes with the file that it stands in.
    pub(super) fn new(found: Vec<(PathBuf, Node<FragmentDefinition>)>, report: &mut Report) -> Self {
        let mut by_name: BTreeMap<Name, Vec<usize>> = BTreeMap::new();
        for (id, (_, node)) in found.iter().enumerate() {
            by_name.entry(node.name.clone()).or_default().push(id);
        }
        let all = found.into_iter().map(|(file, node)| Fragment { file, name: node.name.clone(), node, class: 0 });
        let mut fragments = Self { all: all.collect(), by_name };
        fragments.classify();
        fragments.rename(report);
        fragments
    }

    /// The fragments that an operation of `file` needs, with the names and spreads of the merged
    /// document, and its own selections likewise.
    pub(super) fn of(&self, file: &Path, selections: &[Selection]) -> (Vec<Selection>, Vec<Node<FragmentDefinition>>) {
        let mut needed: Vec<usize> = Vec::new();
        let selections = self.pointed(file, selections, &mut needed);
        let mut written = Vec::new();
        let mut names = BTreeSet::new();
        let mut next = 0;
        while let Some(fragment) = needed.get(next).and_then(|&id| self.all.get(id)) {
            next += 1;
            if !names.insert(fragment.name.clone()) {
                continue;
            }
            let pointed = self.pointed(&fragment.file, &fragment.node.selection_set, &mut needed);
            let mut node = fragment.node.clone();
            if node.name != fragment.name || node.selection_set != pointed {
                let definition = node.make_mut();
                definition.name = fragment.name.clone();
                definition.selection_set = pointed;
            }
            written.push(node);
        }
        (selections, written)
    }

    /// Fragments of one name and text, whose spreads mean the same, are of one class.
    fn classify(&mut self) {
        let texts: Vec<String> =
            self.all.iter().map(|fragment| fragment.node.serialize().no_indent().to_string()).collect();
        let mut count = 0;
        loop {
            let mut classes: BTreeMap<(&str, usize, Vec<Option<usize>>), usize> = BTreeMap::new();
            let mut next = Vec::new();
            for (fragment, text) in self.all.iter().zip(&texts) {
                let mut spreads = Vec::new();
                visit(&fragment.node.selection_set, &mut |name| {
                    let meant = self.meant(&fragment.file, name).and_then(|id| self.all.get(id));
                    spreads.push(meant.map(|fragment| fragment.class));
                });
                let number = classes.len();
                next.push(*classes.entry((text, fragment.class, spreads)).or_insert(number));
            }
            let found = classes.len();
            for (fragment, class) in self.all.iter_mut().zip(next) {
                fragment.class = class;
            }
            if found == count {
                return;
            }
            count = found;
        }
    }

    /// The first class of a name keeps it; others have the name of their file before it.
    fn rename(&mut self, report: &mut Report) {
        let mut taken: BTreeSet<String> = self.by_name.keys().map(Name::to_string).collect();
        for (name, ids) in &self.by_name {
            let mut given: BTreeMap<usize, Name> = BTreeMap::new();
            for &id in ids {
                let Some(fragment) = self.all.get_mut(id) else { continue };
                if given.is_empty() {
                    given.insert(fragment.class, name.clone());
                }
                let own = given.entry(fragment.class).or_insert_with(|| {
                    let stem = fragment.file.file_stem().unwrap_or_default().to_string_lossy();
                    let stem: String = names::camel(&stem).chars().filter(char::is_ascii).collect();
                    let new = names::unique(&mut taken, format!("{stem}{}", names::camel(name)));
                    let what = format!("in {} it is another one; there it is called `{new}`", fragment.file.display());
                    report.note(PASS, name.to_string(), what, false);
                    Name::new(&new).unwrap_or_else(|_| name.clone())
                });
                fragment.name = own.clone();
            }
        }
    }

    fn meant(&self, file: &Path, name: &Name) -> Option<usize> {
        let candidates = self.by_name.get(name)?;
        let file_of = |id: &&usize| self.all.get(**id).map(|fragment| fragment.file.as_path());
        let same_file = candidates.iter().find(|id| file_of(id) == Some(file));
        let same_folder = || candidates.iter().find(|id| file_of(id).and_then(Path::parent) == file.parent());
        same_file.or_else(same_folder).or(candidates.first()).copied()
    }

    /// The selections with their spreads called as in the merged document.
    fn pointed(&self, file: &Path, selections: &[Selection], needed: &mut Vec<usize>) -> Vec<Selection> {
        let mut pointed = selections.to_vec();
        for selection in &mut pointed {
            match selection {
                Selection::Field(field) if !field.selection_set.is_empty() => {
                    let inner = self.pointed(file, &field.selection_set, needed);
                    if inner != field.selection_set {
                        field.make_mut().selection_set = inner;
                    }
                }
                Selection::Field(_) => {}
                Selection::InlineFragment(fragment) => {
                    let inner = self.pointed(file, &fragment.selection_set, needed);
                    if inner != fragment.selection_set {
                        fragment.make_mut().selection_set = inner;
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let Some(id) = self.meant(file, &spread.fragment_name) else { continue };
                    needed.push(id);
                    if let Some(fragment) = self.all.get(id).filter(|fragment| fragment.name != spread.fragment_name) {
                        spread.make_mut().fragment_name = fragment.name.clone();
                    }
                }
            }
        }
        pointed
    }
}

/// Calls `each` for every spread.
fn visit(selections: &[Selection], each: &mut impl FnMut(&Name)) {
    for selection in selections {
        match selection {
            Selection::Field(field) => visit(&field.selection_set, each),
            Selection::InlineFragment(fragment) => visit(&fragment.selection_set, each),
            Selection::FragmentSpread(spread) => each(&spread.fragment_name),
        }
    }
}
