//! A block and its place in the file.

/// What a block is in the make-up of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum BlockKind {
    /// The headline: the first block when another follows.
    Headline,
    /// A line between headline and text that says more.
    Deck,
    /// The line under a picture.
    Caption,
    /// A heading inside the text.
    Crosshead,
    /// Running text.
    #[default]
    Paragraph,
    /// Bylines, share lines, credits: no part of the story.
    Boilerplate,
}

impl BlockKind {
    /// Name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Caption => "caption",
            Self::Crosshead => "crosshead",
            Self::Paragraph => "paragraph",
            Self::Boilerplate => "boilerplate",
        }
    }
}

/// A stretch of block text that stands as it is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First byte of the stretch in the block text.
    pub offset: usize,
    /// Line of the raw file, 1-based.
    pub line: u32,
    /// Column of its first character, 1-based code points of the raw line without byte-order mark.
    pub column: u32,
}

/// Where a block stands: lines of a file, or a named unit of a format that has no lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchor {
    /// Ascending by offset; the first one has offset 0. Empty for formats without lines.
    pub pieces: Vec<Piece>,
    /// XLIFF unit, CSV row, field of an object record.
    pub unit: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// 1-based line of the raw file.
    pub line: u32,
    /// 1-based column, in code points.
    pub column: u32,
}

impl Anchor {
    /// A block that is one line of a file, from column 1.
    #[must_use]
    pub fn line(line: u32, column: u32) -> Self {
        Self { pieces: vec![Piece { offset: 0, line, column }], unit: None }
    }

    /// A block of a format without lines.
    #[must_use]
    pub fn unit(name: impl Into<String>) -> Self {
        Self { pieces: Vec::new(), unit: Some(name.into()) }
    }

    /// Where byte `offset` of `text` (the block's raw text) stands, if the format has lines.
    #[must_use]
    pub fn place(&self, text: &str, offset: usize) -> Option<Place> {
        let index = self.pieces.partition_point(|piece| piece.offset <= offset).checked_sub(1)?;
        let piece = self.pieces.get(index)?;
        let before = text.get(piece.offset..offset).unwrap_or("").chars().count();
        Some(Place { line: piece.line, column: piece.column + u32::try_from(before).unwrap_or(u32::MAX - piece.column) })
    }
}

/// A block of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text as in the file, joined with one space where the file breaks a paragraph into lines.
    pub text: String,
    /// Where it stands.
    pub anchor: Anchor,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_code_points_from_the_piece_they_are_in() {
        let anchor =
            Anchor { pieces: vec![Piece { offset: 0, line: 3, column: 1 }, Piece { offset: 6, line: 4, column: 3 }], unit: None };
        let text = "Čchin Kang";
        assert_eq!(anchor.place(text, 2), Some(Place { line: 3, column: 2 }));
        assert_eq!(anchor.place(text, 7), Some(Place { line: 4, column: 4 }));
        assert_eq!(Anchor::unit("headline").place(text, 2), None);
    }
}
