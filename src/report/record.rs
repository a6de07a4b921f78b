//! A finding with everything resolved that formats print: lines, columns, sentences, names of checks.

use std::ops::Range;

use super::Excerpt;
use crate::align::Bead;
use crate::article::{Document, Locus, Place, Side};
use crate::checks::CheckMeta;
use crate::finding::{Finding, FindingEntity, Severity};
use crate::fingerprint::Fingerprint;
use crate::text::{Lang, Span};

/// Confidence of a bead from which its other side is shown with a finding: below it the sentence shown is as likely the
/// wrong one, since confidences of beads are probabilities.
const SHOWN_BEAD: f64 = 0.5;

/// A place in one of the two texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// File of the text; none in a batch.
    pub path: Option<String>,
    /// Number of the block, from 1.
    pub block: usize,
    /// Name of the block in a format without lines.
    pub unit: Option<String>,
    /// First place and one past the last; none in a format without lines.
    pub places: Option<(Place, Place)>,
    /// Sentences around it.
    pub excerpt: Excerpt,
}

/// A form of a name in the translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderingRecord {
    /// The form.
    pub text: String,
    /// Where it stands.
    pub occurrences: Vec<Occurrence>,
}

/// Where a form stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// Number of the block, from 1.
    pub block: usize,
    /// Name of the block in a format without lines.
    pub unit: Option<String>,
    /// Where it begins; none in a format without lines.
    pub place: Option<Place>,
    /// Number of the sentence in the translation, from 1.
    pub sentence: Option<usize>,
}

/// The name a finding is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityRecord {
    /// Forms as they stand in the original.
    pub original_forms: Vec<String>,
    /// Forms as they stand in the translation.
    pub renderings: Vec<RenderingRecord>,
}

/// A place that helps to understand the finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelatedRecord {
    /// Which text.
    pub side: Side,
    /// Where.
    pub spot: Spot,
    /// What stands there.
    pub label: String,
}

/// One finding, ready to be printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Id of the article.
    pub article: String,
    /// Identity across runs.
    pub fingerprint: Option<Fingerprint>,
    /// The check that speaks.
    pub check: &'static CheckMeta,
    /// How bad it is.
    pub severity: Severity,
    /// How sure the check is: 0 to 1, two decimals.
    pub confidence: f64,
    /// What is wrong, a lower-case fragment.
    pub message: String,
    /// The faulty form as it stands.
    pub found: String,
    /// The right form; an empty one means: delete.
    pub suggestion: Option<String>,
    /// The text the finding is in.
    pub side: Side,
    /// Its place in the original, or what the original says there.
    pub original: Option<Spot>,
    /// Its place in the translation, or where the translation should have it.
    pub translation: Spot,
    /// The name, for `name-` checks.
    pub entity: Option<EntityRecord>,
    /// Other places.
    pub related: Vec<RelatedRecord>,
    /// Why the check thinks so, a sentence each.
    pub evidence: Vec<String>,
    /// Language of the original; none without an original.
    pub from: Option<Lang>,
    /// Language of the translation.
    pub to: Lang,
}

impl Record {
    /// Resolves `finding` of the article `id`. Where the finding names no place in the original, the sentence aligned with
    /// it stands for it; where the finding is in the original, the translation's place is the aligned sentence or, for an
    /// omission, the empty place after the last one before it.
    #[must_use]
    pub fn new(id: &str, original: Option<&Document>, translation: &Document, finding: &Finding, beads: &[Bead]) -> Self {
        let document = |side| if side == Side::Original { original } else { Some(translation) };
        let side = if original.is_some() { finding.primary.side } else { Side::Translation };
        let (in_original, in_translation) = match (side, original) {
            (Side::Original, Some(text)) => (Some(finding.primary), answering(text, translation, finding.primary, beads)),
            (_, Some(text)) => {
                let aligned =
                    || counterpart(translation, text, finding.primary, beads, |bead| (&bead.translation, &bead.original));
                (finding.original.or_else(aligned), finding.primary)
            }
            (_, None) => (None, finding.primary),
        };
        let related = finding.related.iter().filter_map(|related| {
            let text = document(related.locus.side)?;
            Some(RelatedRecord { side: related.locus.side, spot: Spot::new(text, related.locus), label: related.label.clone() })
        });
        Self {
            article: id.to_owned(),
            fingerprint: finding.fingerprint,
            check: finding.check,
            severity: finding.severity,
            confidence: two_decimals(finding.confidence),
            message: finding.message.clone(),
            found: finding.found.clone(),
            suggestion: finding.suggestion.clone(),
            side,
            original: original.zip(in_original).map(|(text, locus)| Spot::new(text, locus)),
            translation: Spot::new(translation, in_translation),
            entity: finding.entity.as_ref().map(|entity| EntityRecord::new(translation, entity)),
            related: related.collect(),
            evidence: finding.evidence.clone(),
            from: original.map(Document::lang),
            to: translation.lang(),
        }
    }

    /// The place in the text the finding is in.
    #[must_use]
    pub fn primary(&self) -> &Spot {
        match (self.side, &self.original) {
            (Side::Original, Some(spot)) => spot,
            _ => &self.translation,
        }
    }

    /// `path:line:column` of the translation; `article#unit` for formats without lines.
    #[must_use]
    pub fn link(&self) -> String {
        let spot = &self.translation;
        let name = spot.path.as_deref().unwrap_or(&self.article);
        match (&spot.places, &spot.unit) {
            (Some((start, _)), _) => format!("{name}:{}:{}", start.line, start.column),
            (None, Some(unit)) => format!("{name}#{unit}"),
            (None, None) => name.to_owned(),
        }
    }

    /// Confidence as all formats print it.
    #[must_use]
    pub fn confidence_text(&self) -> String {
        format!("{:.2}", self.confidence)
    }
}

impl Spot {
    fn new(document: &Document, locus: Locus) -> Self {
        Self {
            path: document.article().path.clone(),
            block: locus.block + 1,
            unit: document.unit(locus.block).map(str::to_owned),
            places: document.places(locus),
            excerpt: Excerpt::new(document, locus),
        }
    }
}

impl EntityRecord {
    fn new(translation: &Document, entity: &FindingEntity) -> Self {
        let occurrence = |locus: &Locus| Occurrence {
            block: locus.block + 1,
            unit: translation.unit(locus.block).map(str::to_owned),
            place: translation.places(*locus).map(|(start, _)| start),
            sentence: translation.sentence_at(locus.block, locus.span).map(|index| index + 1),
        };
        let rendering = |rendering: &crate::finding::Rendering| RenderingRecord {
            text: rendering.text.clone(),
            occurrences: rendering.occurrences.iter().map(occurrence).collect(),
        };
        Self { original_forms: entity.original_forms.clone(), renderings: entity.renderings.iter().map(rendering).collect() }
    }

    /// `Wang Yi (s3+s4; s9) | Wang I (s2)`: every form with its sentences, neighbours joined. `3-4` would be read as a date
    /// by spreadsheets.
    #[must_use]
    pub fn renderings_text(&self) -> String {
        let forms: Vec<String> = self.renderings.iter().map(RenderingRecord::to_text).collect();
        forms.join(" | ")
    }
}

impl RenderingRecord {
    fn to_text(&self) -> String {
        let mut sentences: Vec<usize> = self.occurrences.iter().filter_map(|occurrence| occurrence.sentence).collect();
        sentences.sort_unstable();
        sentences.dedup();
        if sentences.is_empty() {
            return self.text.clone();
        }
        let runs: Vec<String> = sentences
            .chunk_by(|a, b| a + 1 == *b)
            .map(|run| run.iter().map(|number| format!("s{number}")).collect::<Vec<_>>().join("+"))
            .collect();
        format!("{} ({})", self.text, runs.join("; "))
    }
}

fn two_decimals(confidence: f64) -> f64 {
    if confidence.is_nan() { 0.0 } else { (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0 }
}

/// The sentences of `there` aligned with the one of `here` that holds `locus`, as far as they share a block.
fn counterpart(
    here: &Document,
    there: &Document,
    locus: Locus,
    beads: &[Bead],
    sides: impl Fn(&Bead) -> (&Range<usize>, &Range<usize>),
) -> Option<Locus> {
    let sentence = here.sentence_at(locus.block, locus.span)?;
    let bead = beads.iter().find(|bead| sides(bead).0.contains(&sentence) && bead.confidence >= SHOWN_BEAD)?;
    let mut aligned = sides(bead).1.clone().filter_map(|index| there.sentence_locus(index));
    let first = aligned.next()?;
    let span = aligned.take_while(|next| next.block == first.block).fold(first.span, |span, next| span.join(next.span));
    Some(Locus { span, ..first })
}

/// Where the translation answers, or should answer, to `locus` of the original.
fn answering(original: &Document, translation: &Document, locus: Locus, beads: &[Bead]) -> Locus {
    let sides = |bead: &Bead| (bead.original.clone(), bead.translation.clone());
    if let Some(found) = counterpart(original, translation, locus, beads, |bead| (&bead.original, &bead.translation)) {
        return found;
    }
    let sentence = original.sentence_at(locus.block, locus.span).unwrap_or(0);
    let before = beads.iter().map(sides).filter(|(from, to)| from.start < sentence && !to.is_empty());
    let last = before.map(|(from, to)| (from.start, to.end)).max();
    let place = last.and_then(|(_, end)| translation.sentence_locus(end - 1));
    place.map_or(Locus { side: Side::Translation, block: 0, span: Span::new(0, 0) }, |place| Locus {
        span: Span::new(place.span.end(), place.span.end()),
        ..place
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::article::{Anchor, Article, Block, BlockKind, Piece};
    use crate::checks::Needs;
    use crate::finding::{Related, Rendering};
    use crate::text::Segmenters;

    /// Built once: property tests make hundreds of documents.
    static SEGMENTERS: LazyLock<Segmenters> = LazyLock::new(Segmenters::default);

    pub(crate) static META: CheckMeta = CheckMeta {
        id: "name-drift",
        summary: "one name, two renderings",
        docs: "",
        severity: Severity::Error,
        needs: Needs::Translation,
        its: "inconsistency",
        mqm: "Inconsistent use of terminology",
    };

    pub(crate) fn article(lang: &str, path: Option<&str>, lines: &[&str]) -> Article {
        let blocks = lines.iter().zip(1_u32..).map(|(line, number)| Block {
            kind: BlockKind::Paragraph,
            text: (*line).to_owned(),
            anchor: Anchor::line(number * 2 - 1, 1),
        });
        Article { lang: Lang::parse(lang).unwrap(), path: path.map(str::to_owned), blocks: blocks.collect() }
    }

    pub(crate) fn document(lang: &str, lines: &[&str]) -> Document {
        Document::new(article(lang, Some("a.txt"), lines), Side::Translation, &SEGMENTERS)
    }

    /// A paragraph broken over lines 5 and 6.
    pub(crate) fn wrapped() -> Document {
        let mut article = article("en", Some("a.txt"), &["The minister Wang I said so. Then he left."]);
        article.blocks[0].anchor.pieces = vec![Piece { offset: 0, line: 5, column: 1 }, Piece { offset: 13, line: 6, column: 1 }];
        Document::new(article, Side::Translation, &SEGMENTERS)
    }

    pub(crate) fn locus(document: &Document, block: usize, needle: &str) -> Locus {
        let at = document.text(block).find(needle).unwrap();
        Locus { side: document.side(), block, span: Span::new(at, at + needle.len()) }
    }

    pub(crate) fn original() -> Document {
        let lines = ["Čína jedná", "Ministr Wang I přijel. Pak Wang odjel."];
        Document::new(article("cs", Some("a.cs.txt"), &lines), Side::Original, &SEGMENTERS)
    }

    pub(crate) fn translation() -> Document {
        document("en", &["China talks", "Minister Wang I came. Then Wang Yi left.", "Wang Yi is back."])
    }

    /// A drift of the name Wang Yi, on block 2 of [`translation`].
    pub(crate) fn finding(translation: &Document) -> Finding {
        let wrong = locus(translation, 1, "Wang I");
        let right = [locus(translation, 1, "Wang Yi"), locus(translation, 2, "Wang Yi")];
        Finding {
            check: &META,
            severity: Severity::Error,
            confidence: 0.9749,
            message: "one name is written \"Wang I\" and \"Wang Yi\"".to_owned(),
            primary: wrong,
            original: None,
            related: vec![Related { locus: right[1], label: "also \"Wang Yi\"".to_owned() }],
            found: "Wang I".to_owned(),
            suggestion: Some("Wang Yi".to_owned()),
            entity: Some(FindingEntity {
                key: "wang yi".to_owned(),
                original_forms: vec!["Wang I".to_owned(), "Wang".to_owned()],
                renderings: vec![
                    Rendering { text: "Wang Yi".to_owned(), occurrences: right.to_vec() },
                    Rendering { text: "Wang I".to_owned(), occurrences: vec![wrong] },
                ],
            }),
            evidence: vec!["Czech transcription left: Wang I = Wang Yi".to_owned()],
            fingerprint: None,
        }
    }

    pub(crate) fn beads() -> Vec<Bead> {
        let bead = |original, translation| Bead { original, translation, score: 1.0, confidence: 0.9, moved: false };
        vec![bead(0..1, 0..1), bead(1..2, 1..2), bead(2..3, 2..3), bead(3..3, 3..4)]
    }

    pub(crate) fn record() -> Record {
        let translation = translation();
        Record::new("x/a.txt", Some(&original()), &translation, &finding(&translation), &beads())
    }

    #[test]
    fn places_are_lines_and_columns_of_the_raw_file() {
        let record = record();
        let (start, end) = record.translation.places.unwrap();
        assert_eq!((record.translation.block, start, end), (2, Place { line: 3, column: 10 }, Place { line: 3, column: 16 }));
        assert_eq!(record.translation.excerpt.text, "Minister Wang I came.");
        assert_eq!(record.link(), "a.txt:3:10");
        assert_eq!(record.confidence_text(), "0.97");
    }

    #[test]
    fn the_aligned_sentence_stands_for_a_missing_place_in_the_original() {
        let record = record();
        let original = record.original.unwrap();
        assert_eq!(original.excerpt.text, "Ministr Wang I přijel.");
        assert_eq!(original.places.unwrap().0, Place { line: 3, column: 1 });
    }

    #[test]
    fn the_fingerprint_of_the_finding_is_kept() {
        let translation = translation();
        let mut findings = [finding(&translation)];
        crate::fingerprint::assign("a", &mut findings);
        let record = Record::new("a", None, &translation, &findings[0], &[]);
        assert_eq!(record.fingerprint, findings[0].fingerprint);
        assert!(record.fingerprint.unwrap().to_string().starts_with("f1-"));
    }

    #[test]
    fn an_unsure_bead_or_an_empty_one_shows_no_original() {
        let (original, translation) = (original(), translation());
        let mut finding = finding(&translation);
        let unsure: Vec<Bead> = beads().into_iter().map(|bead| Bead { confidence: 0.3, ..bead }).collect();
        assert_eq!(Record::new("a", Some(&original), &translation, &finding, &unsure).original, None);
        finding.primary = locus(&translation, 2, "back");
        assert_eq!(Record::new("a", Some(&original), &translation, &finding, &beads()).original, None);
    }

    #[test]
    fn forms_carry_their_sentences_with_neighbours_joined() {
        let mut entity = record().entity.unwrap();
        assert_eq!(entity.renderings_text(), "Wang Yi (s3+s4) | Wang I (s2)");
        entity.renderings[0].occurrences[1].sentence = Some(9);
        assert_eq!(entity.renderings_text(), "Wang Yi (s3; s9) | Wang I (s2)");
        entity.renderings[1].occurrences.clear();
        assert_eq!(entity.renderings_text(), "Wang Yi (s3; s9) | Wang I");
    }

    #[test]
    fn an_omission_points_to_the_empty_place_after_the_last_aligned_sentence() {
        let (original, translation) = (original(), document("en", &["China talks", "Minister Wang I came."]));
        let finding = Finding { primary: locus(&original, 1, "Pak Wang odjel."), ..finding(&self::translation()) };
        let mut beads = beads();
        beads.truncate(2);
        let record = Record::new("a", Some(&original), &translation, &finding, &beads);
        assert_eq!(record.side, Side::Original);
        assert_eq!(record.primary().excerpt.text, "Pak Wang odjel.");
        let (start, end) = record.translation.places.unwrap();
        assert_eq!((start.line, start.column, end.column), (3, 22, 22));
        assert_eq!(record.translation.excerpt.text, "Minister Wang I came.");
    }

    #[test]
    fn an_empty_translation_has_a_place_without_a_line() {
        let (original, empty) = (original(), document("en", &[]));
        let finding =
            Finding { primary: locus(&original, 0, "Čína"), entity: None, related: Vec::new(), ..finding(&translation()) };
        let record = Record::new("a", Some(&original), &empty, &finding, &[]);
        assert_eq!((record.translation.block, record.translation.places), (1, None));
    }

    #[test]
    fn units_stand_in_for_lines() {
        let mut article = article("en", None, &["Wang I came."]);
        article.blocks[0].anchor = Anchor::unit("body[2]");
        let translation = Document::new(article, Side::Translation, &SEGMENTERS);
        let finding = Finding {
            primary: locus(&translation, 0, "Wang I"),
            entity: None,
            related: Vec::new(),
            ..finding(&self::translation())
        };
        let record = Record::new("item 7", None, &translation, &finding, &[]);
        assert_eq!((record.translation.places, record.link().as_str()), (None, "item 7#body[2]"));
    }

    #[test]
    fn confidence_stays_between_nothing_and_one() {
        assert_eq!([0.999, 1.7, -1.0, f64::NAN].map(two_decimals), [1.0, 1.0, 0.0, 0.0]);
    }
}
