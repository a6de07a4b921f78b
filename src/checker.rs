//! One article through the whole path: segment, align, names, checks, fingerprints, records.

use std::collections::BTreeMap;

use crate::align::{Alignment, EmbedError, SentenceEncoder, Text, Weights, align, align_by_meaning};
use crate::article::{ArticlePair, Document, Side};
use crate::checks::{CHECKS, Check, CheckInput, Findings, Needs};
use crate::finding::Finding;
use crate::fingerprint;
use crate::lexicon::Lexicons;
use crate::names::transcribe::{System, house_system};
use crate::names::{TRUSTED_BEAD, analyse};
use crate::report::{ArticleReport, Counts, Record, Skip};
use crate::text::Segmenters;

/// What to check and how strictly.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckerOptions {
    /// Ids of the checks to run.
    pub checks: Vec<&'static str>,
    /// Findings below are not reported, 0 to 1.
    pub min_confidence: f64,
    /// Also report what is only worth a look.
    pub strict: bool,
    /// Language code -> id of the transcription system in which its names are to be written; the press's own where absent.
    pub systems: BTreeMap<String, String>,
}

impl Default for CheckerOptions {
    fn default() -> Self {
        Self { checks: crate::checks::ids(), min_confidence: DEFAULT_CONFIDENCE, strict: false, systems: BTreeMap::new() }
    }
}

/// Confidence from which the default profile reports; the strict one reports everything.
pub const DEFAULT_CONFIDENCE: f64 = 0.7;

/// What the checks that read beads do not see where a bead is not sure.
const UNSURE: [(&str, &str); 2] = [
    ("name-drift", "some beads are too unsure to show what a name became"),
    ("number-mismatch", "some beads are too unsure to show what a number became"),
];

/// Checks articles. Made once, used from any number of threads; what it says of an article depends on that article and
/// the options alone.
///
/// ```
/// use isogloss::{Article, ArticlePair, Block, BlockKind, Anchor, Checker, CheckerOptions, Lang};
///
/// let block = |line: u32, text: &str| Block { kind: BlockKind::Paragraph, text: text.to_owned(), anchor: Anchor::line(line, 1) };
/// let translation = Article {
///     lang: Lang::parse("en")?,
///     path: None,
///     blocks: vec![block(1, "Top diplomat Wang I spoke in Munich."), block(2, "On Sunday Wang Yi flew to Moscow.")],
/// };
/// let report = Checker::new(CheckerOptions::default()).check(ArticlePair { id: "a".to_owned(), original: None, translation });
/// assert_eq!(report.records[0].check.id, "name-drift");
/// # Ok::<(), isogloss::LangError>(())
/// ```
pub struct Checker {
    options: CheckerOptions,
    segmenters: Segmenters,
    lexicons: Lexicons,
    encoder: Option<Box<dyn SentenceEncoder>>,
}

impl Checker {
    /// A checker with `options`.
    #[must_use]
    pub fn new(options: CheckerOptions) -> Self {
        Self { options, segmenters: Segmenters::default(), lexicons: Lexicons::default(), encoder: None }
    }

    /// The same checker, aligning with `lexicons`.
    #[must_use]
    pub fn with_lexicons(self, lexicons: Lexicons) -> Self {
        Self { lexicons, ..self }
    }

    /// The same, which also aligns by what sentences mean. An article whose sentences cannot be encoded fails.
    #[must_use]
    pub fn with_encoder(self, encoder: Box<dyn SentenceEncoder>) -> Self {
        Self { encoder: Some(encoder), ..self }
    }

    /// Ids of the checks it runs, sorted.
    #[must_use]
    pub fn checks(&self) -> &[&'static str] {
        &self.options.checks
    }

    /// Checks one pair.
    #[must_use]
    pub fn check(&self, pair: ArticlePair) -> ArticleReport {
        let ArticlePair { id, original, translation } = pair;
        let (from, to) = (original.as_ref().map(|article| article.lang), translation.lang);
        let original = original.map(|article| Document::new(article, Side::Original, &self.segmenters));
        let translation = Document::new(translation, Side::Translation, &self.segmenters);
        let alignment = match original.as_ref().map(|original| self.align(original, &translation)).transpose() {
            Ok(alignment) => alignment.unwrap_or_default(),
            Err(error) => return ArticleReport { from, to: Some(to), ..ArticleReport::failed(&*id, format!("{error}: {id}")) },
        };
        let house = self.options.systems.get("zh").and_then(|id| System::find(id)).or_else(|| house_system(to));
        let names = analyse(original.as_ref(), &translation, &alignment, house);
        let input = CheckInput {
            original: original.as_ref(),
            translation: &translation,
            beads: &alignment.beads,
            names: &names,
            strict: self.options.strict,
        };
        let (findings, mut skipped) = self.run_checks(&input);
        let unsure = alignment
            .beads
            .iter()
            .filter(|bead| !bead.original.is_empty() && !bead.translation.is_empty() && bead.confidence < TRUSTED_BEAD)
            .count();
        for (check, reason) in UNSURE {
            if unsure > 0 && self.options.checks.contains(&check) {
                skipped.push(Skip { check, reason: reason.to_owned() });
            }
        }
        let mut findings = precedence(findings);
        findings.sort_by(|a, b| (a.primary, a.check.id, &a.found).cmp(&(b.primary, b.check.id, &b.found)));
        // Before anything is left out: a looser threshold must not change the ordinal of an equal finding.
        fingerprint::assign(&id, &mut findings);
        findings.retain(|finding| finding.confidence >= self.options.min_confidence);
        let counts = Counts {
            articles: 1,
            blocks: translation.block_count(),
            sentences_original: original.as_ref().map_or(0, |document| document.sentences().len()),
            sentences_translation: translation.sentences().len(),
            beads: alignment.beads.len(),
            names: names.mentions,
            findings: findings.len(),
        };
        let records =
            findings.iter().map(|finding| Record::new(&id, original.as_ref(), &translation, finding, &alignment.beads)).collect();
        ArticleReport { id, from, to: Some(to), records, counts, skipped, notes: Vec::new(), error: None }
    }

    fn align(&self, original: &Document, translation: &Document) -> Result<Alignment, EmbedError> {
        let lexicon = self.lexicons.between(original.lang(), translation.lang());
        let Some(encoder) = &self.encoder else { return Ok(align(original, translation, lexicon)) };
        let texts = (&Text::new(original), &Text::new(translation));
        let sentences = (original.sentence_texts(), translation.sentence_texts());
        align_by_meaning(texts, (&sentences.0, &sentences.1), encoder.as_ref(), lexicon, Weights::with_meaning())
    }

    fn run_checks(&self, input: &CheckInput<'_>) -> (Vec<Finding>, Vec<Skip>) {
        let mut findings = Findings::default();
        let mut skipped = Vec::new();
        for check in CHECKS.iter().filter(|check| self.options.checks.contains(&check.meta().id)) {
            match missing(*check, input) {
                Some(reason) => skipped.push(Skip { check: check.meta().id, reason: reason.to_owned() }),
                None => check.run(input, &mut findings),
            }
        }
        (findings.into_inner(), skipped)
    }
}

/// Why a check cannot say anything about this input.
fn missing(check: &dyn Check, input: &CheckInput<'_>) -> Option<&'static str> {
    let absent = match check.meta().needs {
        Needs::Translation => None,
        Needs::Original => input.original.is_none().then_some("there is no original"),
        Needs::Beads => input.beads.is_empty().then_some("there are no aligned sentences"),
    };
    absent.or_else(|| check.unfit(input))
}

/// A span that a more specific check explains is not reported by a general one.
fn precedence(findings: Vec<Finding>) -> Vec<Finding> {
    /// Whether findings of one check explain those of another at the same place.
    fn explains(check: &str, other: &str) -> bool {
        match check {
            "text-residue" => other == "text-punctuation",
            "text-encoding" => matches!(other, "text-punctuation" | "text-script" | "name-drift" | "name-transcription"),
            "text-script" => matches!(other, "name-drift" | "name-transcription"),
            _ => check.starts_with("headline-") && other.starts_with("text-"),
        }
    }
    let places: Vec<_> = findings.iter().map(|finding| (finding.check.id, finding.primary)).collect();
    let covered = |finding: &Finding| {
        places.iter().any(|(check, locus)| {
            explains(check, finding.check.id) && locus.block == finding.primary.block && locus.span.contains(finding.primary.span)
        })
    };
    findings.into_iter().filter(|finding| !covered(finding)).collect()
}
