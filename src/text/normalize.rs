//! Normal form of a block, with the way back to its raw bytes.

use unicode_normalization::UnicodeNormalization;

use super::Span;

/// A text in NFC, without invisible characters, every white-space character a plain space,
/// and for each of its characters the place it came from.
///
/// Invariants: `raw_span(Span::new(0, text.len()))` lies inside the raw text; a span of the normal text
/// maps to a raw span that begins and ends on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized {
    text: String,
    /// Ascending in both offsets; the last one stands at both ends.
    steps: Vec<Step>,
}

/// From here on normal bytes are raw bytes (`same`), or the bytes up to the next step stand for one raw cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Step {
    normal: usize,
    raw: usize,
    same: bool,
}

/// Characters that show nothing and only disturb comparison: soft hyphen, zero-width space and joiners
/// between words, directional marks, word joiner, byte-order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Normalized {
    /// Normalises `raw`.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        let mut normal = Self { text: String::with_capacity(raw.len()), steps: Vec::new() };
        let mut composed = String::new();
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            let plain = plain(rest);
            if plain > 0 {
                normal.step(at, true);
                normal.text.push_str(rest.get(..plain).unwrap_or(""));
                at += plain;
                continue;
            }
            let length = rest.char_indices().skip(1).find(|(_, c)| !composes(*c)).map_or(rest.len(), |(end, _)| end);
            let cluster = rest.get(..length).unwrap_or("");
            composed.clear();
            let visible = cluster.nfc().filter(|c| !is_invisible(*c));
            composed.extend(visible.map(|c| if c.is_whitespace() { ' ' } else { c }));
            normal.step(at, composed == cluster);
            normal.text.push_str(&composed);
            at += length;
        }
        normal.steps.push(Step { normal: normal.text.len(), raw: raw.len(), same: true });
        normal
    }

    fn step(&mut self, raw: usize, same: bool) {
        let normal = self.text.len();
        let goes_on = self.steps.last().is_some_and(|last| same && last.same && raw - last.raw == normal - last.normal);
        if !goes_on {
            self.steps.push(Step { normal, raw, same });
        }
    }

    /// The normal text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `span` of the normal text stands in the raw text. Invisible characters at its ends stay outside.
    #[must_use]
    pub fn raw_span(&self, span: Span) -> Span {
        let start = self.raw_offset(span.start(), false);
        Span::new(start, self.raw_offset(span.end(), true).max(start))
    }

    /// Several steps share a normal offset where raw text vanished: a start takes the last of them, an end the first.
    fn raw_offset(&self, at: usize, is_end: bool) -> usize {
        let index = if is_end {
            let first = self.steps.partition_point(|step| step.normal < at);
            match self.steps.get(first) {
                Some(step) if step.normal == at => first,
                _ => first.saturating_sub(1),
            }
        } else {
            self.steps.partition_point(|step| step.normal <= at).saturating_sub(1)
        };
        let Some(step) = self.steps.get(index) else { return 0 };
        if step.same || step.normal == at {
            return step.raw + (at - step.normal);
        }
        if is_end { self.steps.get(index + 1).map_or(step.raw, |next| next.raw) } else { step.raw }
    }
}

/// Bytes at the start of `text` that are normal as they stand, whatever follows.
fn plain(text: &str) -> usize {
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if !is_plain(c) {
            return if composes(c) { last } else { at };
        }
        last = at;
    }
    text.len()
}

/// Characters that are their own normal form where no combining mark follows: of the usual ranges those that NFC leaves alone.
fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{5d0}'..='\u{5ea}' | '\u{621}'..='\u{64a}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{ff01}'..='\u{ff9d}')
}

fn composes(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c) || ('\u{1160}'..='\u{11ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decomposed_letters_and_odd_spaces_map_back() {
        let raw = "Wang\u{a0}I\u{301} \u{ad}Čchin";
        let normal = Normalized::new(raw);
        assert_eq!(normal.text(), "Wang Í Čchin");
        let at = normal.text().find("Í").unwrap();
        assert_eq!(normal.raw_span(Span::new(at, at + "Í".len())).of(raw), "I\u{301}");
        let at = normal.text().find("Čchin").unwrap();
        assert_eq!(normal.raw_span(Span::new(at, at + "Čchin".len())).of(raw), "Čchin");
    }

    #[test]
    fn plain_characters_are_their_own_normal_form() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            let normal: String = std::iter::once(c).nfc().collect();
            assert_eq!(normal, c.to_string());
            assert!(!is_invisible(c) && !composes(c) && (c == ' ' || !c.is_whitespace()), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn spans_map_back_onto_characters(raw in "\\PC{0,40}") {
            let normal = Normalized::new(&raw);
            for (at, c) in normal.text().char_indices() {
                let span = normal.raw_span(Span::new(at, at + c.len_utf8()));
                prop_assert!(raw.is_char_boundary(span.start()) && raw.is_char_boundary(span.end()), "{:?}", span);
            }
            let whole = normal.raw_span(Span::new(0, normal.text().len()));
            prop_assert!(whole.end() <= raw.len());
        }

        #[test]
        fn normal_text_is_already_normal(raw in "[a-zěščřžýáíéóúůďťňа-яё \u{301}\u{30c}\u{a0}]{0,40}") {
            let once = Normalized::new(&raw);
            let twice = Normalized::new(once.text());
            prop_assert_eq!(once.text(), twice.text());
        }
    }
}
