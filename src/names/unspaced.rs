//! Links into a translation without capitals: what stands for every name of the original in Chinese, Japanese, Korean,
//! Arabic, Hebrew text.

use std::collections::{BTreeMap, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::anchor::{Anchor, without_affixes};
use super::entity::View;
use super::link::{Answer, Basis, Linked, by_sentence};
use super::persons::writes_sound;
use super::sound::Sounds;
use super::transcribe::is_han;
use crate::align::Bead;
use crate::article::Locus;
use crate::text::{Lang, ScriptKind, Span, TokenKind, fold};

/// Least likeness of a string that stands for a name.
const LEAST: f64 = 0.6;
/// Likeness of an answer that shows how the article writes the name.
const PROVED: f64 = 0.75;
/// Least likeness of another answer to a name that is proved.
const RIVAL: f64 = 0.4;
/// Most Han characters of one word of a foreign name.
const LONGEST: usize = 6;

/// A string of the translation that may stand for a name.
struct Unit {
    text: String,
    locus: Locus,
    /// In the letters of the original.
    carried: bool,
}

/// A bead's number with the strings in it that may stand for a name, and their likeness.
type InBead = (usize, Vec<(f64, Unit)>);
/// Anchor -> beads.
type Found = BTreeMap<usize, Vec<InBead>>;

/// Links the anchors to strings of the translation.
pub(super) fn link(view: &View<'_>, anchors: &[Anchor], sounds: &mut Sounds) -> Vec<Linked> {
    let by_sentence = by_sentence(anchors);
    let mut per_anchor: Found = BTreeMap::new();
    for (number, bead) in view.beads().enumerate() {
        let mut here: Vec<usize> =
            bead.original.clone().flat_map(|s| by_sentence.get(&s).into_iter().flatten().copied()).collect();
        here.sort_unstable();
        here.dedup();
        for index in here {
            let found = candidates(view, bead, index, &anchors[index], sounds);
            if !found.is_empty() {
                per_anchor.entry(index).or_default().push((number, found));
            }
        }
    }
    own(&mut per_anchor);
    for beads in per_anchor.values_mut() {
        let spelled = beads.iter().flat_map(|(_, units)| units).filter(|(_, unit)| !unit.carried);
        let best = spelled.map(|(likeness, _)| *likeness).fold(0.0, f64::max);
        let least = if best >= PROVED { RIVAL } else { LEAST };
        beads.iter_mut().for_each(|(_, units)| units.retain(|(likeness, _)| *likeness >= least));
        beads.retain(|(_, units)| !units.is_empty());
    }
    per_anchor
        .into_iter()
        .map(|(anchor, beads)| Linked { anchor, answers: choose(view, beads) })
        .filter(|l| l.answers.len() > 1)
        .collect()
}

/// Leaves every stretch of text to the name it is most like.
fn own(per_anchor: &mut Found) {
    let mut owners: Vec<(Locus, f64, usize)> = Vec::new();
    for (anchor, beads) in per_anchor.iter() {
        owners.extend(beads.iter().flat_map(|(_, units)| units).map(|(likeness, unit)| (unit.locus, *likeness, *anchor)));
    }
    owners.sort_by_key(|owner| owner.0);
    for (anchor, beads) in per_anchor.iter_mut() {
        for (_, units) in beads.iter_mut() {
            units.retain(|(likeness, unit)| {
                let rival = |other: &&(Locus, f64, usize)| {
                    other.2 != *anchor
                        && other.1 > *likeness
                        && other.0.block == unit.locus.block
                        && other.0.span.overlaps(unit.locus.span)
                };
                !owners.iter().any(|other| rival(&other))
            });
        }
    }
}

/// For every bead the string that the article uses most for the name, else the likeliest one.
fn choose(view: &View<'_>, beads: Vec<InBead>) -> Vec<Answer> {
    let mut support: HashMap<String, f64> = HashMap::new();
    for (_, units) in &beads {
        for (likeness, unit) in units.iter().filter(|(_, unit)| !unit.carried) {
            *support.entry(plain(&unit.text)).or_default() += likeness * likeness;
        }
    }
    let mut answers = Vec::new();
    for (bead, mut units) in beads {
        let best = units
            .iter()
            .enumerate()
            .map(|(at, (likeness, unit))| (support.get(&plain(&unit.text)).copied().unwrap_or(0.0) + likeness, at))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        // The original's letters beside a rendering are a gloss; alone they are the rendering.
        let least = if units.iter().any(|(_, unit)| unit.carried) { LEAST } else { 0.0 };
        let spelled = units.iter().any(|(likeness, unit)| !unit.carried && *likeness >= least);
        let Some((_, at)) = best else { continue };
        let carried = units.iter().position(|(_, unit)| unit.carried);
        let at = if spelled { at } else { carried.unwrap_or(at) };
        let (likeness, unit) = units.swap_remove(at);
        answers.push(Answer {
            words: vec![plain(&unit.text)],
            whole: whole_name(view, &unit),
            text: unit.text,
            locus: unit.locus,
            bead,
            likeness,
            basis: Basis::Sound,
            foreign: false,
        });
    }
    answers
}

/// The whole name around a string: what middle dots and spaces join to it in the same letters.
fn whole_name(view: &View<'_>, unit: &Unit) -> Option<(String, Locus)> {
    let text = view.translation.text(unit.locus.block);
    let dot = |c: char| matches!(c, '·' | '・' | '＝' | '=' | '*' | '-' | ' ');
    let kin = |c: char| if unit.carried { c.is_alphanumeric() } else { (is_han(c) && writes_sound(c, false)) || is_katakana(c) };
    let joined = |c: char| kin(c) || (dot(c) && (unit.carried || c != ' '));
    let before = text.get(..unit.locus.span.start())?;
    let after = text.get(unit.locus.span.end()..)?;
    let lead = if before.ends_with(dot) { before.chars().rev().take_while(|c| joined(*c)).map(char::len_utf8).sum() } else { 0 };
    let tail =
        if after.starts_with(dot) { after.chars().take_while(|c| joined(*c)).map(char::len_utf8).sum::<usize>() } else { 0 };
    let span = Span::new(unit.locus.span.start() - lead, unit.locus.span.end() + tail);
    let name = span.of(text).trim_matches(dot);
    // Chinese has no letters that end a name: only a dot inside makes the rest of it sure.
    let start = span.start() + span.of(text).find(name).unwrap_or(0);
    let locus = Locus { span: Span::new(start, start + name.len()), ..unit.locus };
    (name != unit.text && name.chars().count() <= LONGEST_WHOLE).then(|| (name.to_owned(), locus))
}

/// Most characters of a whole name.
const LONGEST_WHOLE: usize = 24;

fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー')
}

/// What makes no difference to the eye of an editor: width, middle dots, case.
fn plain(text: &str) -> String {
    fold(&text.nfkc().collect::<String>()).chars().filter(|c| !matches!(c, '·' | '・' | ' ' | '*')).collect()
}

fn candidates(view: &View<'_>, bead: &Bead, index: usize, anchor: &Anchor, sounds: &mut Sounds) -> Vec<(f64, Unit)> {
    let document = view.translation;
    let lang = document.lang();
    let mut found: Vec<(f64, Unit)> = Vec::new();
    for sentence in bead.translation.clone() {
        let Some(block) = document.sentences().get(sentence).map(|sentence| sentence.block) else { continue };
        let text = document.text(block);
        let mut spans = Vec::new();
        for token in document.sentence_tokens(sentence).iter().filter(|token| token.kind == TokenKind::Word) {
            let raw = token.span.of(text);
            let folded = fold(&raw.nfkc().collect::<String>());
            if folded.is_ascii() {
                if anchor.forms.iter().any(|form| fold(form) == folded) {
                    found.push((1.0, Unit { text: raw.to_owned(), locus: locus(view, block, token.span), carried: true }));
                } else if raw.bytes().all(|b| b.is_ascii_uppercase()) {
                    let number = sounds.hear(raw);
                    let likeness = sounds.likeness(index, anchor, number, LEAST);
                    if likeness >= LEAST && !view.carries(bead, raw) {
                        found.push((
                            likeness,
                            Unit { text: raw.to_owned(), locus: locus(view, block, token.span), carried: true },
                        ));
                    }
                }
            } else if lang.script_kind() == ScriptKind::Uncased {
                for bare in without_affixes(raw, lang).into_iter().chain(std::iter::once(raw)) {
                    let start = token.span.start() + raw.rfind(bare).unwrap_or(0);
                    spans.push(Span::new(start, start + bare.len()));
                }
            }
        }
        if lang.script_kind() == ScriptKind::Unspaced {
            spans.extend(runs(text, document.sentences()[sentence].span, lang));
        }
        for span in spans {
            let string = span.of(text);
            let number = sounds.hear(string);
            let likeness = sounds.likeness(index, anchor, number, RIVAL);
            if likeness >= RIVAL {
                found.push((likeness, Unit { text: string.to_owned(), locus: locus(view, block, span), carried: false }));
            }
        }
    }
    found
}

fn locus(view: &View<'_>, block: usize, span: Span) -> Locus {
    Locus { side: view.translation.side(), block, span }
}

/// Strings that may be foreign names written by sound: katakana words, and in Chinese every stretch of characters that are
/// used so.
fn runs(text: &str, bounds: Span, lang: Lang) -> Vec<Span> {
    let japanese = lang.code() == "ja";
    let inside = |c: char| if japanese { is_katakana(c) } else { is_han(c) && writes_sound(c, false) };
    let mut spans = Vec::new();
    let mut starts: Vec<usize> = Vec::new();
    for (at, c) in bounds.of(text).char_indices().chain(std::iter::once((bounds.end() - bounds.start(), ' '))) {
        if inside(c) {
            starts.push(at);
            continue;
        }
        starts.push(at);
        let count = starts.len() - 1;
        for from in 0..count {
            let longest = if japanese { count } else { (from + LONGEST).min(count) };
            let shortest = if japanese { count } else { from + 2 };
            for to in shortest..=longest {
                if !japanese || from == 0 {
                    spans.push(Span::new(starts[from], starts[to]).shift(bounds.start()));
                }
            }
        }
        starts.clear();
    }
    spans.retain(|span| span.of(text).chars().count() >= 2);
    spans
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entities, texts};

    #[test]
    fn a_name_in_two_transliterations_or_left_as_it_is_is_found() {
        let original = ["Scott Bessent spoke.", "Then Bessent left.", "Nobody saw Bessent again."];
        let found = entities(
            "en",
            &original,
            "ja",
            &["スコット・ベッセントが話した。", "その後ベサントは去った。", "ベッセントを見た者はいない。"],
        );
        assert!(texts(&found).contains(&"ベサント"));
        let found = entities(
            "en",
            &original,
            "ja",
            &["スコット・ベッセントが話した。", "その後Bessentは去った。", "ベッセントを見た者はいない。"],
        );
        assert!(texts(&found).contains(&"Bessent"));
    }

    #[test]
    fn one_transliteration_and_its_compounds_stay_silent() {
        let original = ["We read Telegram there.", "The Telegram channel grew.", "Everybody wanted Telegram then."];
        let translation = ["そこでテレグラムを買った。", "テレグラムチャンネルは成長した。", "皆がテレグラムを欲しがった。"];
        assert_eq!(entities("en", &original, "ja", &translation), []);
    }
}
