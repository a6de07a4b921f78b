//! Text that is safe to print: what would steer a terminal is shown, not sent.

use std::borrow::Cow;

use super::Excerpt;
use crate::text::{Span, is_wide};

/// `text` on one line, with controls and marks of direction replaced by visible signs: an article cannot move the cursor,
/// colour the screen or turn a line around.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| sign(c) != c) { Cow::Owned(text.chars().map(sign).collect()) } else { Cow::Borrowed(text) }
}

fn sign(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => char::REPLACEMENT_CHARACTER,
        _ => c,
    }
}

/// Columns a terminal gives to `text`, at most: marks that take none are counted as one.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// An excerpt in the lines of its file, with the bytes of `marks` there. A line break takes the place of the space the
/// reader of the file put there.
pub(super) fn source(excerpt: &Excerpt, marks: &[Span]) -> (String, Vec<Span>) {
    let mut out = String::with_capacity(excerpt.text.len());
    let mut lines = excerpt.lines.iter().peekable();
    let mut line = lines.next().map_or(0, |(_, line)| *line);
    let mut moved = vec![(None, None); marks.len()];
    for (at, c) in excerpt.text.char_indices() {
        for (mark, (_, end)) in marks.iter().zip(&mut moved) {
            if at >= mark.end() && !mark.is_empty() {
                end.get_or_insert(out.len());
            }
        }
        if let Some((_, next)) = lines.next_if(|(next, _)| *next <= at) {
            out.extend((line..*next).map(|_| '\n'));
            line = *next;
        }
        for (mark, (start, _)) in marks.iter().zip(&mut moved) {
            if at >= mark.start() {
                start.get_or_insert(out.len());
            }
        }
        let joins = c == ' ' && lines.peek().is_some_and(|(next, _)| *next == at + 1);
        if !joins {
            out.push(sign(c));
        }
    }
    let last = out.len();
    let moved = moved.into_iter().zip(marks).map(|((start, end), mark)| {
        let start = start.unwrap_or(last);
        Span::new(start, if mark.is_empty() { start } else { end.unwrap_or(last) })
    });
    (out, moved.collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_and_direction_marks_are_shown() {
        assert_eq!(visible("a\u{1b}[31mb\u{9b}c\u{202e}d\ne\u{7f}"), "a␛[31mb�c�d␊e␡");
        assert!(matches!(visible("Čchin 漢 ی\u{200c}"), Cow::Borrowed(_)));
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(columns("漢字ab"), 6);
    }

    #[test]
    fn lines_come_back_and_the_mark_stays_on_its_words() {
        let excerpt =
            Excerpt { text: "The minister Wang I said.".to_owned(), mark: Span::new(4, 17), lines: vec![(0, 5), (13, 7)] };
        let (text, marks) = source(&excerpt, &[excerpt.mark, Span::new(13, 19), Span::new(25, 25)]);
        assert_eq!(text, "The minister\n\nWang I said.");
        assert_eq!([marks[0].of(&text), marks[1].of(&text)], ["minister\n\nWang", "Wang I"]);
        assert_eq!(marks[2], Span::new(text.len(), text.len()));
    }

    #[test]
    fn lines_joined_without_a_space_come_back_too() {
        let excerpt = Excerpt { text: "王毅和秦刚".to_owned(), mark: Span::new(9, 15), lines: vec![(0, 1), (9, 2)] };
        let (text, marks) = source(&excerpt, &[excerpt.mark, Span::new(0, 9)]);
        assert_eq!((text.as_str(), marks[0].of(&text), marks[1].of(&text)), ("王毅和\n秦刚", "秦刚", "王毅和"));
    }

    proptest! {
        #[test]
        fn nothing_that_steers_a_terminal_is_left(text in "(?s).{0,40}") {
            let steers = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
            prop_assert!(!visible(&text).chars().any(steers));
        }
    }
}
