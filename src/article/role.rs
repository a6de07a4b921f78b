//! What a block is, told by its place and how it begins.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Block, BlockKind};
use crate::text::{Lang, fold, is_closing_mark, is_wide, rows};

static TABLE: &str = include_str!("../data/roles.tsv");

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Begins the block; a colon, dash, bracket, slash, bar or the end follows.
    Label,
    /// Is the whole block.
    Line,
    /// Begins a short block.
    Start,
    /// Begins a block of names.
    Byline,
}

#[derive(Debug)]
struct Role {
    kind: BlockKind,
    shape: Shape,
    lang: &'static str,
    /// Folded.
    text: String,
}

/// By the first character of their forms.
static ROLES: LazyLock<FxHashMap<char, Vec<Role>>> = LazyLock::new(|| {
    let mut roles: FxHashMap<char, Vec<Role>> = FxHashMap::default();
    let known = rows(TABLE).filter_map(|cells| {
        let [kind, shape, lang, text] = *cells.as_slice() else { return None };
        let kind = if kind == "caption" { BlockKind::Caption } else { BlockKind::Boilerplate };
        let shape = match shape {
            "label" => Shape::Label,
            "line" => Shape::Line,
            "start" => Shape::Start,
            _ => Shape::Byline,
        };
        Some(Role { kind, shape, lang, text: fold(text) })
    });
    for role in known {
        if let Some(first) = role.text.chars().next() {
            roles.entry(first).or_default().push(role);
        }
    }
    roles
});

/// Characters of a block that are looked at: the longest form of the table and its separator fit many times.
const HEAD_CHARS: usize = 80;
/// Characters that tell most blocks from every form.
const START_CHARS: usize = 6;
/// Columns of the longest credit or pointer; what is longer is a paragraph that happens to begin alike.
const MAX_BOILERPLATE_COLUMNS: usize = 120;
/// Columns of the longest deck: news sites keep theirs below two lines of print.
const MAX_DECK_COLUMNS: usize = 200;
/// A headline repeated by mistake stands two or three times; more short lines are a list.
const MAX_DECKS: usize = 3;
/// Bylines stand among the first or the last blocks.
const BYLINE_BLOCKS: usize = 4;

/// Tells captions, decks and boilerplate from paragraphs in an article written in `lang`.
///
/// Only paragraphs after the first block change their kind: what a reader of a format with named parts has said stays, and
/// so does the headline. No block is dropped.
pub fn classify(blocks: &mut [Block], lang: Lang) {
    let count = blocks.len();
    for (index, block) in blocks.iter_mut().enumerate().skip(1) {
        if block.kind == BlockKind::Paragraph {
            let may_be_byline = index < BYLINE_BLOCKS || index + 2 >= count;
            block.kind = kind_of(&block.text, lang, may_be_byline).unwrap_or(BlockKind::Paragraph);
        }
    }
    mark_decks(blocks);
}

fn kind_of(text: &str, lang: Lang, may_be_byline: bool) -> Option<BlockKind> {
    let text = text.trim();
    let head = |chars: usize| {
        let end = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
        fold(text.get(..end).unwrap_or(text))
    };
    let start = head(START_CHARS);
    let roles = ROLES.get(&start.chars().next()?)?;
    if !roles.iter().any(|role| role.text.starts_with(&start) || start.starts_with(&role.text)) {
        return None;
    }
    let head = head(HEAD_CHARS);
    let is_short = || is_within(text, MAX_BOILERPLATE_COLUMNS);
    roles
        .iter()
        .find(|role| {
            let Some(rest) = head.strip_prefix(role.text.as_str()) else { return false };
            match role.shape {
                Shape::Label => separates(rest) && (role.kind == BlockKind::Caption || is_short()),
                Shape::Line => rest.trim_end_matches(['.', ':', '…', ' ']).is_empty(),
                Shape::Start => is_short() && !rest.starts_with(char::is_alphabetic),
                Shape::Byline => may_be_byline && role.lang == lang.code() && rest.starts_with(' ') && is_names(text),
            }
        })
        .map(|role| role.kind)
}

/// True when what follows a label sets it off. A hyphen joins words unless a space or another one stands before it;
/// dashes are hyphens here, since `rest` is folded.
fn separates(rest: &str) -> bool {
    let after = rest.trim_start();
    let spaced = after.len() < rest.len();
    match after.chars().next() {
        None | Some(':' | '：' | '/' | '／' | '|' | '｜' | '(' | '（' | '―' | '─') => true,
        Some('-') => spaced || after.starts_with("--"),
        Some(_) => false,
    }
}

/// True for a first word and after it two to eight words that begin with capitals or join such words, as in "By Jane Doe
/// and John Roe, Reuters".
fn is_names(text: &str) -> bool {
    const JOINING: [&str; 16] =
        ["and", "und", "et", "y", "e", "en", "och", "og", "de", "da", "van", "von", "der", "del", "i", "du"];
    let words: Vec<&str> = text.split_whitespace().skip(1).collect();
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    (2..=8).contains(&words.len())
        && !text.ends_with(['.', '!', '?', ':'])
        && words.first().is_some_and(|word| is_capital(word))
        && words.last().is_some_and(|word| is_capital(word))
        && words.iter().all(|word| is_capital(word) || JOINING.contains(word))
        && !text.contains(|c: char| c.is_numeric())
}

/// Short lines without a full stop between the headline and the first paragraph are decks. Where no paragraph follows,
/// the text is a list of lines and has none; in formats with named parts the format says what a deck is.
fn mark_decks(blocks: &mut [Block]) {
    let is_first = blocks.first().is_some_and(|block| block.kind == BlockKind::Headline && !block.anchor.pieces.is_empty());
    if !is_first {
        return;
    }
    let mut decks = Vec::new();
    let mut paragraph_follows = false;
    for (index, block) in blocks.iter().enumerate().skip(1).filter(|(_, block)| block.kind == BlockKind::Paragraph) {
        if is_running_text(&block.text) {
            paragraph_follows = true;
            break;
        }
        decks.push(index);
    }
    if paragraph_follows && decks.len() <= MAX_DECKS {
        for index in decks {
            if let Some(block) = blocks.get_mut(index) {
                block.kind = BlockKind::Deck;
            }
        }
    }
}

fn is_running_text(text: &str) -> bool {
    let words = text.trim_end().trim_end_matches(is_closing_mark);
    words.ends_with(['.', '…', ':', '。', '：', '।', '۔', '։']) || !is_within(text, MAX_DECK_COLUMNS)
}

/// True when `text` is at most `most` columns wide; a wide character takes two.
fn is_within(text: &str, most: usize) -> bool {
    let mut columns = 0;
    text.chars().all(|c| {
        columns += if is_wide(c) { 2 } else { 1 };
        columns <= most
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Anchor;

    fn kinds(lang: &str, texts: &[&str]) -> Vec<BlockKind> {
        let mut blocks: Vec<Block> = texts
            .iter()
            .zip(1..)
            .map(|(text, line)| Block {
                kind: if line == 1 { BlockKind::Headline } else { BlockKind::Paragraph },
                text: (*text).to_owned(),
                anchor: Anchor::line(line, 1),
            })
            .collect();
        classify(&mut blocks, Lang::parse(lang).unwrap());
        blocks.into_iter().map(|block| block.kind).collect()
    }

    fn kind(lang: &str, text: &str) -> BlockKind {
        kinds(lang, &["Headline", "A paragraph of the text.", text, "Another paragraph.", "And another."])[2]
    }

    #[test]
    fn every_row_of_the_table_has_its_four_cells() {
        let data = rows(TABLE).count();
        assert_eq!(ROLES.values().map(Vec::len).sum::<usize>(), data);
        for cells in rows(TABLE) {
            assert!(["caption", "boilerplate"].contains(&cells[0]), "{cells:?}");
            assert!(["label", "line", "start", "byline"].contains(&cells[1]), "{cells:?}");
            assert!(Lang::parse(cells[2]).is_ok() && !cells[3].trim().is_empty(), "{cells:?}");
        }
    }

    #[test]
    fn captions_are_told_by_their_label_in_many_languages() {
        for (lang, text) in [
            ("en", "Illustration photo – Top Chinese diplomat Wang Yi in Munich, February 18, 2023."),
            ("en", "FILE PHOTO: The port of Odesa"),
            ("cs", "Ilustrační foto – Wang I, nejvýše postavený čínský diplomat."),
            ("sk", "Ilustračné foto – Gina Raimondová."),
            ("de", "Symbolfoto – Das Reichstagsgebäude in Berlin."),
            ("de", "Bild: dpa"),
            ("fr", "Photo d’illustration – La façade occidentale de Notre-Dame."),
            ("ru", "Иллюстративное фото – Министр обороны КНР"),
            ("uk", "Ілюстративне фото – Міністр інфраструктури України"),
            ("zh", "资料图片——酒泉卫星发射中心的长征二号F运载火箭。"),
            ("zh", "图：新华社"),
            ("ja", "イメージ写真――神奈川県相模原市にあるJAXA宇宙科学研究所。"),
            ("ja", "資料写真（２０２３年）"),
            ("ko", "자료사진: 서울"),
            ("ar", "صورة أرشيفية: موسكو"),
            ("en", "Ilustrační foto"),
        ] {
            assert_eq!(kind(lang, text), BlockKind::Caption, "{text}");
        }
    }

    #[test]
    fn paragraphs_that_begin_alike_stay_paragraphs() {
        for (lang, text) in [
            ("en", "Photo-finish cameras showed that the race had two winners."),
            ("en", "Photos of the meeting were published on Tuesday."),
            ("en", "By Monday the Army Had Left"),
            ("en", "By Jane Doe's account the talks failed."),
            ("de", "Von der Leyen"),
            ("de", "Bildung bleibt Ländersache."),
            ("cs", "Reklama na alkohol má podle návrhu zmizet z televize."),
            (
                "en",
                "Source code: the leak that nobody noticed for months went on for so long that the company had to answer to a court in Delaware.",
            ),
            ("zh", "图书馆：开放时间延长至晚上九点。"),
            ("en", "Advertisement'; }"),
        ] {
            assert_eq!(kind(lang, text), BlockKind::Paragraph, "{text}");
        }
    }

    #[test]
    fn bylines_credits_and_share_lines_are_boilerplate() {
        for (lang, text) in [
            ("en", "By Jane Doe and John Roe, Reuters"),
            ("de", "Von Anna Müller"),
            ("cs", "Zdroj: ČTK"),
            ("en", "Share on Facebook"),
            ("cs", "Čtěte také: Čína posílá ministra do Moskvy"),
            ("ru", "Реклама"),
            ("zh", "责任编辑：王芳"),
        ] {
            assert_eq!(kind(lang, text), BlockKind::Boilerplate, "{text}");
        }
    }

    #[test]
    fn short_lines_under_the_headline_are_decks_and_none_is_lost() {
        let headline = "Sino-Russian relations are as solid as a rock, a Chinese official in Moscow said";
        let text = "Moscow – China's top diplomat Wang Yi described the relations as solid.";
        let caption = "Illustration photo – Wang Yi.";
        assert_eq!(
            kinds("en", &[headline, headline, caption, text]),
            [BlockKind::Headline, BlockKind::Deck, BlockKind::Caption, BlockKind::Paragraph]
        );
        assert_eq!(kinds("en", &[headline, text, "A line"])[1..], [BlockKind::Paragraph, BlockKind::Paragraph]);
        assert_eq!(kinds("en", &["a", "b", "c"]), [BlockKind::Headline, BlockKind::Paragraph, BlockKind::Paragraph]);
    }

    #[test]
    fn what_the_format_has_said_stays() {
        let mut blocks = vec![
            Block { kind: BlockKind::Headline, text: "H".into(), anchor: Anchor::unit("headline") },
            Block { kind: BlockKind::Crosshead, text: "Photo: x".into(), anchor: Anchor::unit("cross") },
            Block { kind: BlockKind::Paragraph, text: "short".into(), anchor: Anchor::unit("body[0]") },
            Block { kind: BlockKind::Paragraph, text: "Long.".into(), anchor: Anchor::unit("body[1]") },
        ];
        classify(&mut blocks, Lang::parse("en").unwrap());
        let kinds: Vec<BlockKind> = blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Crosshead, BlockKind::Paragraph, BlockKind::Paragraph]);
    }
}
