//! Markdown to blocks, each character with the way back to its line.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::plain::{lines, needs_space};
use crate::article::{Anchor, Block, BlockKind, Piece};

/// Blocks of a Markdown text. Headings, paragraphs, list items, quotations and table cells are blocks, the alternative
/// text of a picture is a caption; code, HTML and front matter are left out.
pub(super) fn read(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::new(text);
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
    }
    reader.finish()
}

/// A block in the making.
#[derive(Default)]
struct Draft {
    text: String,
    pieces: Vec<Piece>,
    /// A line break of the source that may become a space.
    broken: bool,
}

struct Reader<'t> {
    source: &'t str,
    /// First byte of every line.
    starts: Vec<usize>,
    /// Where [`Reader::place`] last was: byte and its place. Events come in order, so that no line is counted twice.
    last: (usize, u32, u32),
    blocks: Vec<(Block, Option<HeadingLevel>)>,
    draft: Draft,
    heading: Option<HeadingLevel>,
    /// Alternative text of the picture being read; the text around it waits in `draft`.
    picture: Option<Draft>,
    pictures_open: usize,
    /// Pictures of the paragraph being read: they follow it.
    captions: Vec<Draft>,
    skipping: usize,
}

impl<'t> Reader<'t> {
    fn new(source: &'t str) -> Self {
        Self {
            source,
            starts: lines(source).map(|line| line.start).collect(),
            last: (0, 1, 1),
            blocks: Vec::new(),
            draft: Draft::default(),
            heading: None,
            picture: None,
            pictures_open: 0,
            captions: Vec::new(),
            skipping: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock) => {
                self.end_block();
                self.skipping += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock) => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_block();
                self.heading = Some(level);
            }
            Event::Start(Tag::Image { .. }) => {
                self.pictures_open += 1;
                self.picture.get_or_insert_default();
            }
            Event::End(TagEnd::Image) => {
                self.pictures_open = self.pictures_open.saturating_sub(1);
                if self.pictures_open == 0 {
                    self.captions.extend(self.picture.take());
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            Event::Start(_) | Event::End(_) | Event::Rule => self.end_block(),
            Event::Text(text) => self.push(&text, range.start),
            Event::Code(text) => self.code(&text, range),
            Event::SoftBreak | Event::HardBreak => self.open().broken = true,
            _ => {}
        }
    }

    fn open(&mut self) -> &mut Draft {
        self.picture.as_mut().unwrap_or(&mut self.draft)
    }

    fn push(&mut self, text: &str, start: usize) {
        if self.skipping > 0 || text.is_empty() {
            return;
        }
        let (line, column) = self.place(start);
        let draft = self.open();
        if draft.broken && needs_space(&draft.text, text) {
            draft.text.push(' ');
        }
        draft.broken = false;
        draft.pieces.push(Piece { offset: draft.text.len(), line, column });
        draft.text.push_str(text);
    }

    /// A code span. One that goes over several lines is put together from them, so that each keeps its place.
    fn code(&mut self, text: &str, range: Range<usize>) {
        let raw = self.source.get(range.clone()).unwrap_or("");
        let ticks = raw.bytes().take_while(|byte| *byte == b'`').count();
        let inner = raw.get(ticks..raw.len().saturating_sub(ticks)).unwrap_or("");
        if !inner.contains(['\n', '\r']) {
            // A space at either end, which keeps a backtick apart, is no part of the text.
            let blank = usize::from(inner.starts_with(' ') && inner.len() == text.len() + 2);
            return self.push(text, range.start + ticks + blank);
        }
        for line in lines(inner) {
            // The mark of a quotation stands before each of its lines.
            let content = line.text.trim_start_matches(['>', ' ', '\t']);
            let lead = line.text.len() - content.len();
            self.push(content.trim_end(), range.start + ticks + line.start + lead);
            self.open().broken = true;
        }
        self.open().broken = false;
    }

    /// Line and column of byte `at`.
    fn place(&mut self, at: usize) -> (u32, u32) {
        let index = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let (from, column) = match self.last {
            (last, last_line, column) if last_line == line && last <= at => (last, column),
            _ => (self.starts.get(index).copied().unwrap_or(0), 1),
        };
        let between = self.source.get(from..at).unwrap_or("").chars().count();
        self.last = (at, line, column + u32::try_from(between).unwrap_or(0));
        (line, self.last.2)
    }

    fn end_block(&mut self) {
        let heading = self.heading.take();
        let kind = if heading.is_some() { BlockKind::Crosshead } else { BlockKind::Paragraph };
        let draft = std::mem::take(&mut self.draft);
        self.blocks.extend(finished(draft, kind).map(|block| (block, heading)));
        for caption in std::mem::take(&mut self.captions) {
            self.blocks.extend(finished(caption, BlockKind::Caption).map(|block| (block, None)));
        }
    }

    /// The first top heading is the headline; without one, the first block, as in plain text.
    fn finish(mut self) -> Vec<Block> {
        self.end_block();
        let top = self.blocks.iter().position(|(_, level)| *level == Some(HeadingLevel::H1));
        let several = self.blocks.len() > 1;
        let headline = top.or_else(|| (several && self.blocks[0].0.kind != BlockKind::Caption).then_some(0));
        let mut blocks: Vec<Block> = self.blocks.into_iter().map(|(block, _)| block).collect();
        match (headline.and_then(|index| blocks.get_mut(index)), several) {
            (Some(block), true) => block.kind = BlockKind::Headline,
            (Some(block), false) => block.kind = BlockKind::Paragraph,
            (None, _) => {}
        }
        blocks
    }
}

/// The block of a draft that has any text; white space at its ends is cut off.
fn finished(mut draft: Draft, kind: BlockKind) -> Option<Block> {
    draft.text.truncate(draft.text.trim_end().len());
    let lead = draft.text.len() - draft.text.trim_start().len();
    if draft.text.is_empty() {
        return None;
    }
    let head = draft.text.get(..lead).unwrap_or("").to_owned();
    draft.text.drain(..lead);
    let first = draft.pieces.iter().rposition(|piece| piece.offset <= lead).unwrap_or(0);
    let mut pieces = draft.pieces.split_off(first);
    if let Some(piece) = pieces.first_mut() {
        let skipped = head.get(piece.offset..).unwrap_or("").chars().count();
        *piece = Piece { offset: lead, line: piece.line, column: piece.column + u32::try_from(skipped).unwrap_or(0) };
    }
    pieces.retain(|piece| piece.offset < lead + draft.text.len());
    for piece in &mut pieces {
        piece.offset -= lead;
    }
    Some(Block { kind, text: draft.text, anchor: Anchor { pieces, unit: None } })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn summary(text: &str) -> Vec<(BlockKind, String)> {
        read(text).into_iter().map(|block| (block.kind, block.text)).collect()
    }

    fn place(block: &Block, word: &str) -> (u32, u32) {
        let place = block.anchor.place(&block.text, block.text.find(word).unwrap()).unwrap();
        (place.line, place.column)
    }

    #[test]
    fn the_parts_of_an_article_become_blocks() {
        let text = "---\ntitle: x\n---\n\n# Head *line*\n\n![A photo](a.png)\n\nFirst para\ngoes on.\n\n## Cross\n\n- one\n- two\n\n> quoted\n\n\
            | a | b |\n|---|---|\n| c | d |\n\n```\ncode\n```\n<div>x</div>\n\nLast.\n";
        let expected = [
            (BlockKind::Headline, "Head line"),
            (BlockKind::Caption, "A photo"),
            (BlockKind::Paragraph, "First para goes on."),
            (BlockKind::Crosshead, "Cross"),
            (BlockKind::Paragraph, "one"),
            (BlockKind::Paragraph, "two"),
            (BlockKind::Paragraph, "quoted"),
            (BlockKind::Paragraph, "a"),
            (BlockKind::Paragraph, "b"),
            (BlockKind::Paragraph, "c"),
            (BlockKind::Paragraph, "d"),
            (BlockKind::Paragraph, "Last."),
        ];
        assert_eq!(summary(text), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn characters_keep_their_raw_line_and_column() {
        let blocks = read("# Řím\n\nA **bold** &amp; `code` [link](u)\n  *more* `` a`b `` `x\n y`\n");
        assert_eq!(blocks[1].text, "A bold & code link more a`b x y");
        assert_eq!(place(&blocks[0], "Ř"), (1, 3));
        assert_eq!(place(&blocks[1], "bold"), (3, 5));
        assert_eq!(place(&blocks[1], "&"), (3, 12));
        assert_eq!(place(&blocks[1], "code"), (3, 19));
        assert_eq!(place(&blocks[1], "link"), (3, 26));
        assert_eq!(place(&blocks[1], "more"), (4, 4));
        assert_eq!(place(&blocks[1], "a`b"), (4, 13));
        assert_eq!(place(&blocks[1], "y"), (5, 2));
    }

    #[test]
    fn nested_lists_and_loose_items_are_blocks_of_their_own() {
        let text = "Head\n\n- outer\n  - inner\n- loose\n\n  second\n";
        let blocks: Vec<String> = summary(text).into_iter().map(|(_, text)| text).collect();
        assert_eq!(blocks, ["Head", "outer", "inner", "loose", "second"]);
    }

    #[test]
    fn without_a_top_heading_the_first_block_is_the_headline() {
        assert_eq!(summary("Title\n\nText.\n")[0].0, BlockKind::Headline);
        assert_eq!(summary("## Title\n\nText.\n")[0].0, BlockKind::Headline);
        assert_eq!(summary("Text only.\n")[0].0, BlockKind::Paragraph);
        assert_eq!(summary("Kicker\n\n# Title\n\nText.\n")[1].0, BlockKind::Headline);
    }

    proptest! {
        #[test]
        fn every_visible_character_stands_at_its_place(text in "[ab#*_`>|\\[\\]()!&;~<č國\\\\\n -]{0,80}") {
            let raw: Vec<Vec<char>> = lines(&text).map(|line| line.text.chars().collect()).collect();
            for block in read(&text) {
                prop_assert!(!block.text.trim().is_empty());
                prop_assert_eq!(block.anchor.pieces.first().map(|piece| piece.offset), Some(0));
                prop_assert!(block.anchor.pieces.windows(2).all(|pair| pair[0].offset <= pair[1].offset));
                for (offset, c) in block.text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                    let place = block.anchor.place(&block.text, offset).unwrap();
                    prop_assert_eq!(raw[place.line as usize - 1][place.column as usize - 1], c);
                }
            }
        }
    }
}
