//! The sentences around a place, short enough to print.

use crate::article::{Document, Locus};
use crate::text::Span;

/// Longest excerpt, in characters. The longest of 5,320 sentences of real news in nine languages has 991, a spreadsheet's cell
/// holds 32,767; what is longer is text without sentence marks, and repeating it with every finding would fill the disk.
const LONGEST: usize = 4_000;

/// Stands where an excerpt was cut.
const CUT: char = '…';

/// The sentences a place lies in, with the place marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// Normal text of the sentences; `…` stands where a very long one was cut.
    pub text: String,
    /// The place, in bytes of `text`.
    pub mark: Span,
    /// Bytes of `text` where a line of the raw file begins, with its number; the first is 0. Empty in formats without lines.
    pub lines: Vec<(usize, u32)>,
}

impl Excerpt {
    /// The sentences of `document` that hold `locus`; the text at `locus` itself where no sentence does.
    #[must_use]
    pub fn new(document: &Document, locus: Locus) -> Self {
        let text = document.text(locus.block);
        let sentences = document.sentences();
        let first = document.sentence_at(locus.block, locus.span);
        let holder = first.and_then(|index| sentences.get(index));
        let rest = sentences.get(first.map_or_else(|| sentences.partition_point(|s| s.block < locus.block), |index| index + 1)..);
        let rest = rest.unwrap_or(&[]).iter();
        let overlapping = rest.take_while(|s| s.block == locus.block && s.span.start() < locus.span.end());
        let whole = holder.into_iter().chain(overlapping).fold(locus.span, |whole, sentence| whole.join(sentence.span));
        let whole = Span::new(whole.start().min(text.len()), whole.end().min(text.len()));
        let shown = window(text, whole, locus.span, LONGEST);
        let mut excerpt = cut(text, whole, shown, locus.span);
        excerpt.lines = lines(document, Locus { span: shown, ..locus }, shown.start() > whole.start());
        excerpt
    }

    /// At most `longest` characters of the excerpt, around the mark, and those of `others` that are still in it.
    #[must_use]
    pub(super) fn shortened(&self, longest: usize, others: &[Span]) -> (Self, Vec<Span>) {
        let whole = Span::new(0, self.text.len());
        let shown = window(&self.text, whole, self.mark, longest);
        let mut short = cut(&self.text, whole, shown, self.mark);
        let moved = |at: usize| at - shown.start() + lead(shown.start() > 0);
        let (before, rest) = self.lines.split_at(self.lines.partition_point(|(at, _)| *at <= shown.start()));
        let inside = rest.iter().filter(|(at, _)| *at < shown.end()).map(|(at, line)| (moved(*at), *line));
        short.lines = before.last().map(|(_, line)| (0, *line)).into_iter().chain(inside).collect();
        let others = others.iter().filter(|other| shown.contains(**other));
        (short, others.map(|other| Span::new(moved(other.start()), moved(other.end()))).collect())
    }
}

/// Part of `whole` with at most `longest` characters that holds the beginning of `mark`, with a third of the room before it.
fn window(text: &str, whole: Span, mark: Span, longest: usize) -> Span {
    let before = Span::new(whole.start(), mark.start()).of(text);
    let after = Span::new(mark.start(), whole.end()).of(text);
    let backward = |count: usize| before.char_indices().rev().take(count).last().map_or(before.len(), |(at, _)| at);
    let forward = |count: usize| after.char_indices().nth(count).map_or(after.len(), |(at, _)| at);
    let after_count = after.chars().take(longest).count();
    let mut start = backward(longest / 3);
    let mut end = forward(longest - before.get(start..).unwrap_or("").chars().count());
    if after_count < longest - longest / 3 {
        start = backward(longest - after_count);
        end = after.len();
    }
    Span::new(whole.start() + start, mark.start() + end)
}

fn cut(text: &str, whole: Span, shown: Span, mark: Span) -> Excerpt {
    let mut out = String::with_capacity(shown.len() + 2 * CUT.len_utf8());
    if whole.start() < shown.start() {
        out.push(CUT);
    }
    let lead = out.len();
    out.push_str(shown.of(text));
    let inside = |at: usize| at.clamp(shown.start(), shown.end()) - shown.start() + lead;
    let mark = Span::new(inside(mark.start()), inside(mark.end()));
    if shown.end() < whole.end() {
        out.push(CUT);
    }
    Excerpt { text: out, mark, lines: Vec::new() }
}

/// Bytes an excerpt has before its text.
fn lead(was_cut: bool) -> usize {
    if was_cut { CUT.len_utf8() } else { 0 }
}

fn lines(document: &Document, shown: Locus, was_cut: bool) -> Vec<(usize, u32)> {
    let Some((start, end)) = document.places(shown) else { return Vec::new() };
    let mut line = start.line;
    let mut out = vec![(0, line)];
    if line == end.line {
        return out;
    }
    for (at, c) in document.at(shown).char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let from = shown.span.start() + at;
        let character = Locus { span: Span::new(from, from + c.len_utf8()), ..shown };
        if let Some((place, _)) = document.places(character)
            && place.line > line
        {
            line = place.line;
            out.push((at + lead(was_cut), line));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::Side;
    use crate::report::record::tests::{document, wrapped};

    fn locus(document: &Document, block: usize, needle: &str) -> Locus {
        let at = document.text(block).find(needle).unwrap();
        Locus { side: Side::Translation, block, span: Span::new(at, at + needle.len()) }
    }

    #[test]
    fn the_sentence_of_the_place_is_shown_with_the_place_marked() {
        let document = document("en", &["One is here. Wang I came. Three left."]);
        let excerpt = Excerpt::new(&document, locus(&document, 0, "Wang I"));
        assert_eq!(excerpt.text, "Wang I came.");
        assert_eq!(excerpt.mark.of(&excerpt.text), "Wang I");
    }

    #[test]
    fn a_place_over_two_sentences_shows_both() {
        let document = document("en", &["One is here. Wang I came. Three left."]);
        let excerpt = Excerpt::new(&document, locus(&document, 0, "here. Wang"));
        assert_eq!(excerpt.text, "One is here. Wang I came.");
        assert_eq!(excerpt.mark.of(&excerpt.text), "here. Wang");
    }

    #[test]
    fn the_empty_place_after_a_sentence_shows_that_sentence() {
        let document = document("en", &["One is here. Two left."]);
        let place = Locus { side: Side::Translation, block: 0, span: Span::new(12, 12) };
        let excerpt = Excerpt::new(&document, place);
        assert_eq!((excerpt.text.as_str(), excerpt.mark), ("One is here.", Span::new(12, 12)));
    }

    #[test]
    fn a_place_outside_the_document_is_empty_and_does_not_panic() {
        let document = document("en", &[]);
        let place = Locus { side: Side::Translation, block: 3, span: Span::new(5, 9) };
        assert_eq!(Excerpt::new(&document, place).text, "");
    }

    #[test]
    fn an_endless_sentence_is_cut_around_the_mark() {
        let text = format!("{}Wang I {}", "slovo ".repeat(5_000), "slovo ".repeat(5_000));
        let document = document("cs", &[&text]);
        let excerpt = Excerpt::new(&document, locus(&document, 0, "Wang I"));
        assert_eq!(excerpt.text.chars().count(), LONGEST + 2);
        assert_eq!(excerpt.mark.of(&excerpt.text), "Wang I");
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
    }

    #[test]
    fn lines_of_a_wrapped_paragraph_are_known() {
        let document = wrapped();
        let excerpt = Excerpt::new(&document, locus(&document, 0, "Wang I"));
        assert_eq!(excerpt.text, "The minister Wang I said so.");
        assert_eq!(excerpt.lines, [(0, 5), (13, 6)]);
        let (short, _) = excerpt.shortened(9, &[]);
        assert_eq!((short.text.as_str(), short.lines.as_slice()), ("…er Wang I…", &[(0, 5), (6, 6)][..]));
    }

    #[test]
    fn other_marks_move_with_the_text_or_fall_out() {
        let excerpt = Excerpt { text: "ab Wang I cd Wang Yi ef".to_owned(), mark: Span::new(3, 9), lines: vec![(0, 7)] };
        let (short, others) = excerpt.shortened(18, &[Span::new(13, 20), Span::new(21, 23)]);
        assert_eq!(short.text, "ab Wang I cd Wang …");
        assert!(others.is_empty());
        let (short, others) = excerpt.shortened(21, &[Span::new(13, 20), Span::new(21, 23)]);
        assert_eq!((others.len(), others[0].of(&short.text)), (1, "Wang Yi"));
    }

    proptest! {
        #[test]
        fn a_window_keeps_the_beginning_of_the_mark(text in "\\PC{1,60}", from in 0_usize..60, len in 0_usize..20, longest in 3_usize..40) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mark = Span::new(bounds[from % bounds.len()], bounds[(from % bounds.len() + len).min(bounds.len() - 1)]);
            let shown = window(&text, Span::new(0, text.len()), mark, longest);
            prop_assert!(shown.start() <= mark.start() && mark.start() <= shown.end());
            prop_assert!(text.is_char_boundary(shown.start()) && text.is_char_boundary(shown.end()));
            prop_assert_eq!(shown.of(&text).chars().count(), text.chars().count().min(longest));
        }
    }
}
