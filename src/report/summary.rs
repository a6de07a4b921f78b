//! Totals of a run.

use std::collections::BTreeMap;
use std::fmt;

use super::{ArticleReport, Counts, visible};
use crate::finding::Severity;

/// Failed articles named in a summary; the rest are counted. A summary is read, not searched.
const NAMED: usize = 10;

/// What a run examined, found and could not do. Displays as lines for people, without a line break at the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// Ids of the checks that were run, in order.
    pub checks: Vec<&'static str>,
    /// What was examined, over all articles.
    pub counts: Counts,
    /// Findings by severity: info, warning, error.
    pub by_severity: [usize; 3],
    /// Articles with findings.
    pub articles_with_findings: usize,
    /// Articles in which a check was skipped, by check and reason.
    pub skipped: BTreeMap<(&'static str, String), usize>,
    /// Articles that could not be examined.
    pub failed: usize,
    /// The first of them, with the reason.
    pub failures: Vec<(String, String)>,
    /// Inputs that have no counterpart.
    pub unpaired: usize,
}

impl Summary {
    /// Nothing examined yet; `checks` are to be run.
    #[must_use]
    pub fn new(checks: Vec<&'static str>) -> Self {
        Self { checks, ..Self::default() }
    }

    /// Counts an article.
    pub fn add(&mut self, report: &ArticleReport) {
        if let Some(error) = &report.error {
            self.failed += 1;
            if self.failures.len() < NAMED {
                self.failures.push((report.id.clone(), error.clone()));
            }
            return;
        }
        let own = Counts { articles: 1, findings: report.records.len(), ..report.counts };
        self.counts += own;
        self.articles_with_findings += usize::from(!report.records.is_empty());
        for record in &report.records {
            self.by_severity[record.severity as usize] += 1;
        }
        for skip in &report.skipped {
            *self.skipped.entry((skip.check, skip.reason.clone())).or_insert(0) += 1;
        }
    }

    /// Number of findings that are at least this bad.
    #[must_use]
    pub fn at_least(&self, severity: Severity) -> usize {
        self.by_severity.iter().skip(severity as usize).sum()
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = &self.counts;
        write!(
            f,
            "examined: {}, {} and {} sentences (original, translation), {}, {}",
            some(counts.articles, "article"),
            counts.sentences_original,
            counts.sentences_translation,
            some(counts.beads, "bead"),
            some(counts.names, "name"),
        )?;
        let run = if self.checks.is_empty() { "none".to_owned() } else { self.checks.join(", ") };
        write!(f, "\nchecks run: {run}")?;
        for ((check, reason), articles) in &self.skipped {
            write!(f, "\nskipped: {check} in {} ({})", some(*articles, "article"), visible(reason))?;
        }
        let [info, warning, error] = self.by_severity;
        if counts.findings == 0 {
            f.write_str(if self.counts.articles == 0 {
                "\nfound: nothing, for nothing was examined"
            } else {
                "\nfound: nothing"
            })?;
        } else {
            let (errors, warnings) = (some(error, "error"), some(warning, "warning"));
            let articles = some(self.articles_with_findings, "article");
            write!(f, "\nfound: {errors}, {warnings}, {info} info, in {articles}")?;
        }
        if self.unpaired > 0 {
            write!(f, "\nunpaired: {}", some(self.unpaired, "input"))?;
        }
        if self.failed > 0 {
            write!(f, "\nfailed: {}", some(self.failed, "article"))?;
            for (id, error) in &self.failures {
                write!(f, "\n  {}: {}", visible(id), visible(error))?;
            }
            if self.failed > self.failures.len() {
                write!(f, "\n  and {} more", self.failed - self.failures.len())?;
            }
        }
        Ok(())
    }
}

fn some(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Skip;
    use crate::report::record::tests::record;

    fn report(id: &str, findings: usize) -> ArticleReport {
        ArticleReport {
            records: vec![record(); findings],
            counts: Counts { sentences_translation: 4, names: 1, ..Counts::default() },
            error: None,
            ..ArticleReport::failed(id, "")
        }
    }

    #[test]
    fn what_was_examined_found_and_skipped_is_said() {
        let mut summary = Summary::new(vec!["name-drift", "text-residue"]);
        summary.add(&report("a", 2));
        let skip = Skip { check: "name-drift", reason: "no original".to_owned() };
        summary.add(&ArticleReport { skipped: vec![skip], ..report("b", 0) });
        summary.unpaired = 1;
        assert_eq!(
            summary.to_string(),
            "examined: 2 articles, 0 and 8 sentences (original, translation), 0 beads, 2 names\n\
             checks run: name-drift, text-residue\n\
             skipped: name-drift in 1 article (no original)\n\
             found: 2 errors, 0 warnings, 0 info, in 1 article\n\
             unpaired: 1 input"
        );
    }

    #[test]
    fn a_failed_article_is_not_counted_as_examined() {
        let mut summary = Summary::new(Vec::new());
        (0..12).for_each(|number| summary.add(&ArticleReport::failed(format!("line {number}"), "no \u{1b}[31mtranslation")));
        assert_eq!((summary.counts.articles, summary.failed), (0, 12));
        let text = summary.to_string();
        assert!(text.contains("failed: 12 articles\n  line 0: no ␛[31mtranslation\n"), "{text}");
        assert!(text.ends_with("line 9: no ␛[31mtranslation\n  and 2 more"), "{text}");
    }

    #[test]
    fn findings_are_counted_from_a_severity_upwards() {
        let summary = Summary { by_severity: [4, 2, 1], ..Summary::default() };
        assert_eq!([Severity::Info, Severity::Warning, Severity::Error].map(|severity| summary.at_least(severity)), [7, 3, 1]);
    }
}
