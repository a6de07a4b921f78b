//! Findings as JSON Lines, schema `isogloss.finding/1`; articles as `isogloss.article/1`.
//!
//! The shapes are this module's own: keys may be added, none may change its meaning or vanish within version 1.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use super::{ArticleReport, Counts, EntityRecord, Record, Selection, Spot, Summary, Writer};

const FINDING: &str = "isogloss.finding/1";
const ARTICLE: &str = "isogloss.article/1";

#[derive(Serialize)]
struct FindingLine<'r> {
    schema: &'static str,
    fingerprint: Option<String>,
    article: &'r str,
    check: &'static str,
    severity: &'static str,
    confidence: f64,
    message: &'r str,
    found: &'r str,
    suggestion: Option<&'r str>,
    original: Option<SpotValue<'r>>,
    translation: SpotValue<'r>,
    entity: Option<EntityValue<'r>>,
    evidence: &'r [String],
    its: &'static str,
    mqm: &'static str,
    side: &'static str,
    from: Option<String>,
    to: String,
}

#[derive(Serialize)]
struct SpotValue<'r> {
    block: usize,
    line: Option<u32>,
    column: Option<u32>,
    /// Column on `end_line`, one past the last character.
    end_column: Option<u32>,
    unit: Option<&'r str>,
    text: &'r str,
    /// Another line than `line` only where the file breaks a paragraph into lines.
    end_line: Option<u32>,
}

#[derive(Serialize)]
struct EntityValue<'r> {
    original_forms: &'r [String],
    renderings: Vec<RenderingValue<'r>>,
}

#[derive(Serialize)]
struct RenderingValue<'r> {
    text: &'r str,
    occurrences: Vec<OccurrenceValue<'r>>,
}

#[derive(Serialize)]
struct OccurrenceValue<'r> {
    line: Option<u32>,
    column: Option<u32>,
    block: usize,
    unit: Option<&'r str>,
}

#[derive(Serialize)]
struct ArticleLine<'r> {
    schema: &'static str,
    article: &'r str,
    /// `examined` or `failed`.
    status: &'static str,
    counts: CountsValue,
    skipped: Vec<SkipValue<'r>>,
    error: Option<&'r str>,
    notes: &'r [String],
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct CountsValue {
    blocks: usize,
    sentences_original: usize,
    sentences_translation: usize,
    beads: usize,
    names: usize,
    findings: usize,
}

#[derive(Serialize)]
struct SkipValue<'r> {
    check: &'static str,
    reason: &'r str,
}

impl<'r> FindingLine<'r> {
    fn new(record: &'r Record) -> Self {
        Self {
            schema: FINDING,
            fingerprint: record.fingerprint.map(|fingerprint| fingerprint.to_string()),
            article: &record.article,
            check: record.check.id,
            severity: record.severity.name(),
            confidence: record.confidence,
            message: &record.message,
            found: &record.found,
            suggestion: record.suggestion.as_deref(),
            original: record.original.as_ref().map(SpotValue::new),
            translation: SpotValue::new(&record.translation),
            entity: record.entity.as_ref().map(EntityValue::new),
            evidence: &record.evidence,
            its: record.check.its,
            mqm: record.check.mqm,
            side: record.side.name(),
            from: record.from.map(|lang| lang.to_string()),
            to: record.to.to_string(),
        }
    }
}

impl<'r> SpotValue<'r> {
    fn new(spot: &'r Spot) -> Self {
        let (start, end) = spot.places.unzip();
        Self {
            block: spot.block,
            line: start.map(|place| place.line),
            column: start.map(|place| place.column),
            end_column: end.map(|place| place.column),
            unit: spot.unit.as_deref(),
            text: &spot.excerpt.text,
            end_line: end.map(|place| place.line),
        }
    }
}

impl<'r> EntityValue<'r> {
    fn new(entity: &'r EntityRecord) -> Self {
        let renderings = entity.renderings.iter().map(|rendering| RenderingValue {
            text: &rendering.text,
            occurrences: rendering
                .occurrences
                .iter()
                .map(|occurrence| OccurrenceValue {
                    line: occurrence.place.map(|place| place.line),
                    column: occurrence.place.map(|place| place.column),
                    block: occurrence.block,
                    unit: occurrence.unit.as_deref(),
                })
                .collect(),
        });
        Self { original_forms: &entity.original_forms, renderings: renderings.collect() }
    }
}

impl<'r> ArticleLine<'r> {
    fn new(report: &'r ArticleReport) -> Self {
        let Counts { articles: _, blocks, sentences_original, sentences_translation, beads, names, findings: _ } = report.counts;
        let findings = report.records.len();
        Self {
            schema: ARTICLE,
            article: &report.id,
            status: if report.error.is_some() { "failed" } else { "examined" },
            counts: CountsValue { blocks, sentences_original, sentences_translation, beads, names, findings },
            skipped: report.skipped.iter().map(|skip| SkipValue { check: skip.check, reason: &skip.reason }).collect(),
            error: report.error.as_deref(),
            notes: &report.notes,
            from: report.from.map(|lang| lang.to_string()),
            to: report.to.map(|lang| lang.to_string()),
        }
    }
}

/// Writes a line a finding and, on request, a line an article after its findings.
pub(super) struct JsonlWriter<W> {
    out: W,
    selection: Selection,
}

impl<W: Write> JsonlWriter<W> {
    pub(super) fn new(out: W, selection: Selection) -> Self {
        Self { out, selection }
    }
}

impl<W: Write + Send> Writer for JsonlWriter<W> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn article(&mut self, report: &ArticleReport) -> io::Result<()> {
        let mut lines = String::new();
        for record in &report.records {
            push_line(&mut lines, &FindingLine::new(record))?;
        }
        if self.selection == Selection::All {
            push_line(&mut lines, &ArticleLine::new(report))?;
        }
        self.out.write_all(lines.as_bytes())
    }

    fn end(&mut self, _summary: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

/// Appends `value` as one line. JSON leaves U+0085, U+2028 and U+2029 as they are, and many programs end a line there;
/// controls above U+007E would reach a terminal. All of them can only stand inside strings, so they become escapes.
fn push_line(lines: &mut String, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    for c in json.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            write!(lines, "\\u{:04x}", u32::from(c)).map_err(io::Error::other)?;
        } else {
            lines.push(c);
        }
    }
    lines.push('\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::report::Skip;
    use crate::report::record::tests::record;

    fn written(report: &ArticleReport, selection: Selection) -> String {
        let mut out = Vec::new();
        let mut writer = JsonlWriter::new(&mut out, selection);
        writer.begin().unwrap();
        writer.article(report).unwrap();
        writer.end(&Summary::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn report(records: Vec<Record>) -> ArticleReport {
        ArticleReport { records, error: None, ..ArticleReport::failed("x/a.txt", "") }
    }

    #[test]
    fn a_finding_has_the_keys_of_the_contract() {
        let text = written(&report(vec![record()]), Selection::Findings);
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap(),
            json!({
                "schema": "isogloss.finding/1", "fingerprint": null, "article": "x/a.txt", "check": "name-drift",
                "severity": "error", "confidence": 0.97, "message": "one name is written \"Wang I\" and \"Wang Yi\"",
                "found": "Wang I", "suggestion": "Wang Yi",
                "original": {"block": 2, "line": 3, "column": 1, "end_line": 3, "end_column": 23, "unit": null,
                             "text": "Ministr Wang I přijel."},
                "translation": {"block": 2, "line": 3, "column": 10, "end_line": 3, "end_column": 16, "unit": null,
                                "text": "Minister Wang I came."},
                "entity": {"original_forms": ["Wang I", "Wang"], "renderings": [
                    {"text": "Wang Yi", "occurrences": [{"line": 3, "column": 28, "block": 2, "unit": null},
                                                        {"line": 5, "column": 1, "block": 3, "unit": null}]},
                    {"text": "Wang I", "occurrences": [{"line": 3, "column": 10, "block": 2, "unit": null}]}]},
                "evidence": ["Czech transcription left: Wang I = Wang Yi"], "its": "inconsistency",
                "mqm": "Inconsistent use of terminology", "side": "translation", "from": "cs", "to": "en",
            })
        );
        assert!(text.starts_with("{\"schema\":\"isogloss.finding/1\",\"fingerprint\":null,\"article\":\"x/a.txt\",\"check\":"));
    }

    #[test]
    fn places_without_lines_and_missing_parts_are_null() {
        let mut record = Record { original: None, entity: None, suggestion: None, ..record() };
        record.translation.places = None;
        record.translation.unit = Some("body[2]".to_owned());
        let value: Value = serde_json::from_str(&written(&report(vec![record]), Selection::Findings)).unwrap();
        for key in ["original", "entity", "suggestion"] {
            assert_eq!(value.get(key), Some(&Value::Null), "{key}");
        }
        let place = &value["translation"];
        assert_eq!((&place["line"], &place["end_column"], &place["unit"]), (&Value::Null, &Value::Null, &json!("body[2]")));
    }

    #[test]
    fn an_article_record_follows_its_findings_on_request() {
        let skipped = vec![Skip { check: "name-drift", reason: "no original".to_owned() }];
        let text = written(&ArticleReport { skipped, ..report(vec![record()]) }, Selection::All);
        let last: Value = serde_json::from_str(text.lines().nth(1).unwrap()).unwrap();
        assert_eq!(last["schema"], "isogloss.article/1");
        assert_eq!((&last["status"], &last["counts"]["findings"]), (&json!("examined"), &json!(1)));
        assert_eq!(last["skipped"], json!([{"check": "name-drift", "reason": "no original"}]));
        let failed: Value = serde_json::from_str(&written(&ArticleReport::failed("line 3", "no text"), Selection::All)).unwrap();
        assert_eq!((&failed["status"], &failed["error"]), (&json!("failed"), &json!("no text")));
        assert_eq!(written(&ArticleReport::failed("line 3", "no text"), Selection::Findings), "");
    }

    proptest! {
        #[test]
        fn any_text_stays_on_its_line_and_comes_back(text in "(?s)[\u{85}\u{2028}\u{9b}\u{7f}\n\r\"\\\\a]{0,8}|(?s).{0,20}") {
            let record = Record { found: text.clone(), ..record() };
            let line = written(&report(vec![record]), Selection::Findings);
            prop_assert_eq!(line.chars().filter(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')).count(), 1);
            let value: Value = serde_json::from_str(&line).unwrap();
            prop_assert_eq!(value["found"].as_str().unwrap(), text);
        }
    }
}
