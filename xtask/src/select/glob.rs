//! Patterns with wildcards.

/// Whether a pattern stands for a text: `*` for any number of characters, `?` for one, everything else for
/// itself. It takes at most the product of their lengths.
pub fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut seen) = (0, 0);
    // The last star, and how much of the text it stands for so far.
    let mut star: Option<(usize, usize)> = None;
    while seen < text.len() {
        match (pattern.get(at), star) {
            (Some('*'), _) => {
                star = Some((at, seen));
                at += 1;
            }
            (Some(c), _) if *c == '?' || Some(c) == text.get(seen) => {
                at += 1;
                seen += 1;
            }
            (_, Some((position, from))) => {
                star = Some((position, from + 1));
                at = position + 1;
                seen = from + 1;
            }
            (_, None) => return false,
        }
    }
    pattern.get(at..).is_some_and(|rest| rest.iter().all(|c| *c == '*'))
}
