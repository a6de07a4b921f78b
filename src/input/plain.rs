//! Plain text: a block is a line, and blank lines only separate; hard-wrapped paragraphs are joined.

use crate::article::{Anchor, Block, BlockKind, Piece};
use crate::text::{is_unspaced, is_wide};

/// What makes a block of plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockMode {
    /// A line, unless the file is recognisably hard-wrapped.
    #[default]
    Auto,
    /// A line, always.
    Line,
    /// The lines up to the next blank line, joined.
    Paragraph,
}

/// A line of a file: its text without line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'t> {
    pub(super) number: u32,
    /// First byte in the text.
    pub(super) start: usize,
    pub(super) text: &'t str,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}'))
    }

    /// What stands between white space, and the column of its first character.
    fn content(&self) -> (&str, u32) {
        let content = self.text.trim_start();
        let lead = self.text.get(..self.text.len() - content.len()).unwrap_or("").chars().count();
        (content.trim_end(), u32::try_from(lead).unwrap_or(u32::MAX - 1) + 1)
    }
}

/// The lines of `text`; CRLF, LF and a lone CR end one.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let mut number = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.bytes().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let end = rest.get(length..).unwrap_or("");
        let line = Line { number: number + 1, start, text: rest.get(..length).unwrap_or("") };
        number += 1;
        start += length + if end.starts_with("\r\n") { 2 } else { usize::from(!end.is_empty()) };
        Some(line)
    })
}

/// Blocks of a plain text. The first is the headline if another follows; the others are paragraphs.
pub(super) fn read(text: &str, mode: BlockMode) -> Vec<Block> {
    let lines: Vec<Line<'_>> = lines(text).collect();
    let paragraphs: Vec<&[Line<'_>]> = lines.split(Line::is_blank).filter(|run| !run.is_empty()).collect();
    let join = match mode {
        BlockMode::Auto => is_hard_wrapped(&paragraphs),
        BlockMode::Line => false,
        BlockMode::Paragraph => true,
    };
    let mut blocks: Vec<Block> = if join {
        paragraphs.into_iter().map(block).collect()
    } else {
        paragraphs.into_iter().flatten().map(|line| block(std::slice::from_ref(line))).collect()
    };
    if let [first, _, ..] = blocks.as_mut_slice() {
        first.kind = BlockKind::Headline;
    }
    blocks
}

fn block(lines: &[Line<'_>]) -> Block {
    let mut text = String::new();
    let mut pieces = Vec::with_capacity(lines.len());
    for line in lines {
        let (content, column) = line.content();
        if !text.is_empty() && needs_space(&text, content) {
            text.push(' ');
        }
        pieces.push(Piece { offset: text.len(), line: line.number, column });
        text.push_str(content);
    }
    Block { kind: BlockKind::Paragraph, text, anchor: Anchor { pieces, unit: None } }
}

/// Words after which a German or Nordic hyphen stands for a left-out part ("Vor- und Nachteile") and a space follows.
const AFTER_SUSPENDED_HYPHEN: [&str; 12] = ["und", "oder", "bis", "sowie", "and", "or", "to", "och", "eller", "og", "en", "of"];

/// Whether a line end between `before` and `after` stands for a space: not in scripts without spaces, and not after the
/// hyphen of a compound broken in two.
pub(super) fn needs_space(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else { return false };
    if is_unspaced(last) && is_unspaced(first) {
        return false;
    }
    let compound = last == '-' && first.is_alphabetic() && before.chars().rev().nth(1).is_some_and(char::is_alphabetic);
    !compound || after.split_whitespace().next().is_some_and(|word| AFTER_SUSPENDED_HYPHEN.contains(&word))
}

/// Widest line of a hard-wrapped text, in columns: editors and mail programs wrap between 60 and 80, some at 100.
const WRAP_WIDTH: std::ops::RangeInclusive<usize> = 50..=100;
/// Fewer wrapped lines than this prove nothing.
const MIN_WRAPPED_LINES: usize = 3;
/// Share of wrapped lines (in percent) that were full: the next line's first word did not fit.
const MIN_FULL: usize = 80;
/// Share that end inside a sentence. A text with one sentence a line has none.
const MIN_OPEN: usize = 50;
/// Share of lines going on in lower case, among those that begin with a cased letter. Headlines one a line have none.
const MIN_LOWER: usize = 30;

/// True when the lines look broken by a program at a fixed width. Every measure must hold, since joining lines that are
/// blocks of their own does more harm than leaving a paragraph in pieces.
fn is_hard_wrapped(paragraphs: &[&[Line<'_>]]) -> bool {
    if paragraphs.len() < 2 {
        return false;
    }
    let inner = || paragraphs.iter().flat_map(|run| run.windows(2)).map(|pair| (pair[0].content().0, pair[1].content().0));
    let widest = inner().map(|(line, _)| width(line, usize::MAX)).max().unwrap_or(0);
    if !WRAP_WIDTH.contains(&widest) {
        return false;
    }
    let (mut count, mut full, mut open, mut cased, mut lower) = (0, 0, 0, 0, 0);
    for (line, next) in inner() {
        count += 1;
        let unspaced = line.chars().next_back().is_some_and(is_unspaced);
        // A word is as little as one character there, and marks that may not begin a line take one more with them.
        let next_word = if unspaced { 6 } else { 1 + width(next.split([' ', '\u{3000}']).next().unwrap_or(""), widest) };
        full += usize::from(width(line, widest) + next_word > widest);
        open += usize::from(!line.ends_with(ends_sentence));
        let first = next.chars().next().unwrap_or(' ');
        cased += usize::from(first.is_lowercase() || first.is_uppercase());
        lower += usize::from(first.is_lowercase());
    }
    let at_least = |part: usize, whole: usize, percent: usize| part * 100 >= whole * percent;
    count >= MIN_WRAPPED_LINES
        && at_least(full, count, MIN_FULL)
        && at_least(open, count, MIN_OPEN)
        && at_least(lower, cased, MIN_LOWER)
}

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '”' | '“' | '"' | '»' | '」' | '』' | '؟' | '।' | '۔')
}

/// Columns of `text`, wide characters two; counting stops beyond `most`.
fn width(text: &str, most: usize) -> usize {
    let mut columns = 0;
    for c in text.chars() {
        columns += if is_wide(c) { 2 } else { 1 };
        if columns > most {
            break;
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Place;
    use proptest::prelude::*;

    fn texts(blocks: &[Block]) -> Vec<&str> {
        blocks.iter().map(|block| block.text.as_str()).collect()
    }

    fn place(block: &Block, word: &str) -> (u32, u32) {
        let Place { line, column } = block.anchor.place(&block.text, block.text.find(word).unwrap()).unwrap();
        (line, column)
    }

    const WRAPPED: &str = "\
Ministers meet in Geneva as talks on fishing rights resume

Delegations from nine countries met in Geneva on Monday to resume talks
about fishing rights that broke down last year. The host country said that
  it expected a first draft within days, although several delegates were
less hopeful and spoke of weeks.

A second round is planned for the autumn, when the new quotas have to be
agreed by the parliaments of all the countries that signed the treaty.
";

    #[test]
    fn a_block_is_a_line_and_blank_lines_count() {
        let blocks = read("Headline\n\n  First.\nSecond.\n", BlockMode::Auto);
        assert_eq!(texts(&blocks), ["Headline", "First.", "Second."]);
        assert_eq!(
            blocks.iter().map(|block| block.kind).collect::<Vec<_>>(),
            [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Paragraph]
        );
        assert_eq!(blocks[1].anchor, Anchor::line(3, 3));
        assert_eq!(blocks[2].anchor, Anchor::line(4, 1));
    }

    #[test]
    fn a_single_block_is_a_paragraph() {
        assert_eq!(read("Only this.", BlockMode::Auto)[0].kind, BlockKind::Paragraph);
        assert_eq!(read(" \n\t\n\u{a0}\n", BlockMode::Auto), []);
    }

    #[test]
    fn all_three_line_ends_count() {
        let blocks = read("a\r\nb\rc\n\r\rd", BlockMode::Auto);
        assert_eq!(texts(&blocks), ["a", "b", "c", "d"]);
        assert_eq!(blocks[3].anchor, Anchor::line(6, 1));
    }

    #[test]
    fn hard_wrapped_text_is_joined_and_keeps_its_places() {
        let blocks = read(WRAPPED, BlockMode::Auto);
        assert_eq!(blocks.len(), 3);
        assert!(blocks[1].text.contains("resume talks about fishing rights"), "{}", blocks[1].text);
        assert!(blocks[1].text.contains("said that it expected"), "{}", blocks[1].text);
        assert_eq!(place(&blocks[1], "it expected"), (5, 3));
        assert_eq!(place(&blocks[2], "agreed"), (9, 1));
        assert_eq!(read(WRAPPED, BlockMode::Line).len(), 7);
    }

    #[test]
    fn wrapped_chinese_is_joined_without_spaces() {
        let text = "中国外长抵达莫斯科会见俄罗斯总统并讨论两国关系\n\n\
            中国最高外交官星期三在莫斯科表示两国关系坚如磐石能够经受住国际形势变\n\
            化的考验并且愿意同俄方继续加强战略协作维护共同利益会谈结束后双方发表\n\
            了联合声明表示将在今年晚些时候举行新一轮磋商届时两国外长将再次会面讨\n\
            论上述问题。\n";
        let blocks = read(text, BlockMode::Auto);
        assert_eq!(blocks.len(), 2);
        assert!(blocks[1].text.contains("形势变化的考验"), "{}", blocks[1].text);
    }

    #[test]
    fn lists_of_headlines_and_sentences_a_line_are_left_alone() {
        let headlines = "Ministers meet in Geneva as talks on fishing rights resume\n\
            Storm leaves thousands without power along the northern coast\n\n\
            Parliament agrees on a budget after a night of long negotiations\n\
            Museum opens a new wing for its collection of early photographs\n\
            Two climbers rescued after a week in the mountains of the south\n";
        assert_eq!(read(headlines, BlockMode::Auto).len(), 5);
        let sentences = "Talks resume\n\nDelegations from nine countries met in Geneva on Monday morning.\n\
            the host country said that it expected a first draft within days.\n\
            several delegates were less hopeful and spoke of weeks or longer.\n\
            a second round is planned for the autumn, when quotas are agreed.\n";
        assert_eq!(read(sentences, BlockMode::Auto).len(), 5);
    }

    #[test]
    fn paragraph_mode_joins_whatever_stands_together() {
        let blocks = read("Head\n\nOne\ntwo Sino-\nRussian Vor-\nund Nach\n", BlockMode::Paragraph);
        assert_eq!(texts(&blocks), ["Head", "One two Sino-Russian Vor- und Nach"]);
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_a_block_at_its_place(text in "[ab \u{a0}č國\n\r\t.-]{0,80}", joined in any::<bool>()) {
            let mode = if joined { BlockMode::Paragraph } else { BlockMode::Line };
            let blocks = read(&text, mode);
            let raw: Vec<Vec<char>> = lines(&text).map(|line| line.text.chars().collect()).collect();
            let mut seen = String::new();
            for block in &blocks {
                for (offset, c) in block.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                    let place = block.anchor.place(&block.text, offset).unwrap();
                    prop_assert_eq!(raw[place.line as usize - 1][place.column as usize - 1], c);
                    seen.push(c);
                }
            }
            prop_assert_eq!(seen, text.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        }
    }
}
