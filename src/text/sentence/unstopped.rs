//! Sentences of languages that write no full stop: a space parts them, and parts clauses and names too.

use crate::text::Span;
use crate::text::segment::Unstopped;

/// Fewest characters on either side of a space that ends a sentence: shorter pieces are adverbs and vocatives.
const LEAST: usize = 20;

/// The sentences of `span`, which holds no terminator inside: cut at spaces before an opener and behind a closer, outside
/// quotations and brackets.
pub(super) fn cut(text: &str, span: Span, words: &Unstopped) -> Vec<Span> {
    let inside = span.of(text);
    let (mut cuts, mut start, mut depth, mut quoted, mut length) = (Vec::new(), 0, 0_u32, false, 0);
    let mut left = inside.chars().count();
    for (at, c) in inside.char_indices() {
        match c {
            '“' | '‘' | '(' | '[' => depth += 1,
            '”' | '’' | ')' | ']' => depth = depth.saturating_sub(1),
            '"' => quoted = !quoted,
            _ => {}
        }
        let free = c.is_whitespace() && depth == 0 && !quoted && length >= LEAST && left > LEAST;
        if free && words.part(inside.get(start..at).unwrap_or(""), inside.get(at..).unwrap_or("").trim_start()) {
            cuts.push(Span::new(start, at));
            (start, length) = (at, 0);
        }
        length += 1;
        left -= 1;
    }
    cuts.push(Span::new(start, inside.len()));
    cuts.into_iter().map(|piece| piece.shift(span.start()).trim(text)).filter(|piece| !piece.is_empty()).collect()
}
