//! What the two headline checks share: which lines at the top of an article say the headline again, and how.

use std::collections::HashMap;

use super::CheckInput;
use crate::article::{BlockKind, Document};
use crate::text::{TokenKind, dice, fold, is_wide};

/// Lines at the top that are looked at.
const TOP: usize = 7;
/// Likeness from which a line says the headline again whatever the original has. Measured on real headline pairs.
const CERTAIN: f64 = 0.6;
/// Likeness from which it does when no line of the original answers it.
const UNANSWERED: f64 = 0.3;
/// The same, when there is no original to ask.
const ALONE: f64 = 0.5;
/// Letters below which a line is too short to be judged.
const SHORT: usize = 8;
/// Share of words two lines have in common before their order says anything.
const SHARED: f64 = 0.6;
/// Share of the common words in common order below which a line is scrambled.
const IN_ORDER: f64 = 0.75;

/// A line that says again what one above it says.
pub(super) struct Repeat {
    /// Block of the copy.
    pub(super) block: usize,
    /// Block it repeats.
    pub(super) of: usize,
    /// Likeness, 0 to 1.
    pub(super) likeness: f64,
    /// What is broken in the copy; empty for a plain duplicate.
    pub(super) broken: Vec<String>,
    /// How it was known.
    pub(super) evidence: Vec<String>,
}

/// Every superfluous line at the top of the translation.
pub(super) fn repeats(input: &CheckInput<'_>) -> Vec<Repeat> {
    let document = input.translation;
    let mut found: Vec<Repeat> = Vec::new();
    let mut kept: Vec<usize> = Vec::new();
    for block in 0..document.block_count().min(TOP) {
        let text = fold(document.text(block));
        let judged = document.kind(block) != BlockKind::Boilerplate
            && text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORT.min(min_letters(&text));
        let best = kept
            .iter()
            .map(|other| (likeness(&fold(document.text(*other)), &text), *other))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        if let Some((likeness, of)) = best.filter(|_| judged)
            && let Some(evidence) = superfluous(input, block, of, likeness)
        {
            let broken = broken(document, of, block);
            found.push(Repeat { block, of, likeness, broken, evidence });
            continue;
        }
        kept.push(block);
    }
    found
}

/// Chinese and Japanese say in four characters what takes eight letters elsewhere.
fn min_letters(text: &str) -> usize {
    if text.chars().any(is_wide) { 4 } else { SHORT }
}

/// Dice of character trigrams (bigrams for scripts without spaces), lowered when the lengths differ.
fn likeness(a: &str, b: &str) -> f64 {
    let n = if a.chars().filter(|c| is_wide(*c)).count() * 2 > a.chars().count() { 2 } else { 3 };
    let (x, y) = (a.chars().count(), b.chars().count());
    let ratio = x.min(y) as f64 / x.max(y).max(1) as f64;
    dice(a, b, n) * ratio.sqrt()
}

fn superfluous(input: &CheckInput<'_>, block: usize, of: usize, likeness: f64) -> Option<Vec<String>> {
    let Some(original) = input.original else {
        return (likeness >= ALONE).then(|| vec![format!("{} of the line above is said again", percent(likeness))]);
    };
    let (mine, other) = (answering(input, block), answering(input, of));
    let theirs = match (mine, other) {
        (Some(mine), Some(other)) if mine != other => self::likeness(&fold(original.text(mine)), &fold(original.text(other))),
        _ => original_repeats(original),
    };
    if theirs >= likeness - 0.15 && theirs >= UNANSWERED {
        return None;
    }
    if likeness >= CERTAIN && (mine.is_none() || mine == other || theirs < CERTAIN) {
        return Some(vec![format!("{} of the line above is said again; the original says it once", percent(likeness))]);
    }
    let answered = mine.is_some() && other.is_some() && mine != other;
    (likeness >= UNANSWERED && !answered).then(|| vec!["no line of the original answers it".to_owned()])
}

/// Likeness of the original's headline with the line of its top most like it.
fn original_repeats(original: &Document) -> f64 {
    let headline = fold(original.text(0));
    (1..original.block_count().min(TOP)).map(|block| likeness(&headline, &fold(original.text(block)))).fold(0.0, f64::max)
}

/// The block of the original that the beads give to a block of the translation.
fn answering(input: &CheckInput<'_>, block: usize) -> Option<usize> {
    let original = input.original?;
    let sentences = input.translation.sentences().iter().enumerate().filter(|(_, sentence)| sentence.block == block);
    let beads = sentences.filter_map(|(index, _)| input.beads.iter().find(|bead| bead.translation.contains(&index)));
    beads
        .filter(|bead| !bead.original.is_empty())
        .find_map(|bead| original.sentences().get(bead.original.start).map(|sentence| sentence.block))
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// What is broken in `copy`, compared with the line it repeats.
fn broken(document: &Document, of: usize, copy: usize) -> Vec<String> {
    let mut reasons = Vec::new();
    if let Some(mark) = stray_mark(document.text(copy)).filter(|_| stray_mark(document.text(of)).is_none()) {
        reasons.push(format!("a stray \"{mark}\" stands in it"));
    }
    let (left, right) = (words(document, of), words(document, copy));
    if let Some(share) = common_order(&left, &right)
        && share < IN_ORDER
    {
        reasons.push("its words are out of order".to_owned());
    }
    if !reasons.is_empty() {
        let strange: Vec<&String> = right.iter().filter(|word| word.chars().count() > 3 && !left.contains(word)).collect();
        let missing: Vec<&String> = left.iter().filter(|word| word.chars().count() > 3 && !right.contains(word)).collect();
        if let ([strange], [missing]) = (strange.as_slice(), missing.as_slice()) {
            reasons.push(format!("it has \"{strange}\" for \"{missing}\""));
        }
    }
    reasons
}

fn words(document: &Document, block: usize) -> Vec<String> {
    let sentences = document.sentences().iter().enumerate().filter(|(_, sentence)| sentence.block == block);
    sentences
        .flat_map(|(index, _)| document.sentence_tokens(index))
        .filter(|token| token.kind != TokenKind::Punct)
        .map(|token| fold(token.span.of(document.text(block))))
        .collect()
}

/// Share of the words two lines have in common that stand in common order; `None` when they have too few in common.
fn common_order(left: &[String], right: &[String]) -> Option<f64> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, word) in left.iter().enumerate().rev() {
        places.entry(word).or_default().push(at);
    }
    let order: Vec<usize> = right.iter().filter_map(|word| places.get_mut(word.as_str()).and_then(Vec::pop)).collect();
    if order.len() < 4 || (order.len() as f64) < SHARED * left.len().max(right.len()) as f64 {
        return None;
    }
    let mut tails: Vec<usize> = Vec::new();
    for at in &order {
        let place = tails.partition_point(|tail| tail < at);
        if place == tails.len() { tails.push(*at) } else { tails[place] = *at }
    }
    Some(tails.len() as f64 / order.len() as f64)
}

/// A mark with a space before it, in the middle of the line.
fn stray_mark(text: &str) -> Option<char> {
    let chars: Vec<char> = text.trim_end().chars().collect();
    chars
        .windows(3)
        .find(|window| window[0] == ' ' && matches!(window[1], ';' | '.' | ',') && window[2] == ' ')
        .map(|window| window[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Alignment, Bead};
    use crate::article::{Anchor, Article, Block, Side};
    use crate::names::analyse;
    use crate::text::{Lang, Segmenters};

    fn document(lang: &str, lines: &[&str], side: Side) -> Document {
        let block = |(line, text): (u32, &&str)| Block {
            kind: BlockKind::Paragraph,
            text: (*text).to_owned(),
            anchor: Anchor::line(line, 1),
        };
        let article = Article { lang: Lang::parse(lang).unwrap(), path: None, blocks: (1..).zip(lines).map(block).collect() };
        Document::presegmented(article, side, &Segmenters::default())
    }

    /// Copies found where the given lines of the translation answer the lines of the original, in order.
    fn copies(original: &[&str], translation: &[&str], answers: &[Option<usize>]) -> Vec<usize> {
        let (original, translation) = (document("cs", original, Side::Original), document("en", translation, Side::Translation));
        let bead = |(at, answer): (usize, &Option<usize>)| Bead {
            original: answer.map_or(0..0, |line| line..line + 1),
            translation: at..at + 1,
            score: 0.0,
            confidence: 1.0,
            moved: false,
        };
        let alignment = Alignment { beads: answers.iter().enumerate().map(bead).collect() };
        let names = analyse(Some(&original), &translation, &alignment, None);
        let input = CheckInput {
            original: Some(&original),
            translation: &translation,
            beads: &alignment.beads,
            names: &names,
            strict: false,
        };
        repeats(&input).iter().map(|repeat| repeat.block).collect()
    }

    #[test]
    fn a_copy_is_found_whichever_of_the_two_lines_answers_the_headline() {
        let original = ["Vláda schválila rozpočet na příští rok", "Premiér hovořil o kompromisu."];
        let told = "Government approves the budget for next year";
        let again = "The cabinet passed a budget for next year";
        let more = "The prime minister spoke of a compromise.";
        assert_eq!(copies(&original, &[told, again, more], &[Some(0), None, Some(1)]), [1]);
        assert_eq!(copies(&original, &[told, again, more], &[None, Some(0), Some(1)]), [1]);
        assert_eq!(copies(&original, &[told, again], &[Some(0), Some(1)]), [0; 0]);
    }
}
