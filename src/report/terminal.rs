//! Findings for people: the message, the sentence with the span marked, the original's sentence, reasons, suggestion.

use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::screen::{columns, source, visible};
use super::{ArticleReport, Record, RelatedRecord, Selection, Spot, Summary, Writer, WriterOptions};
use crate::article::Side;
use crate::finding::Severity;

/// Related places shown with a finding; the rest are counted. With more, the finding itself scrolls away.
const RELATED: usize = 4;

/// Columns beside the text: line number, bars, and the signs where it was cut.
const GUTTER: usize = 12;

/// Narrowest text shown: below it a sentence is no longer readable, and a terminal may as well wrap it.
const NARROWEST: usize = 30;

/// Longest label of a place, in characters: it stands on one line with the sentence.
const LONGEST_LABEL: usize = 50;

/// Longest message, reason or form, in characters: some lines of a terminal.
const LONGEST_NOTE: usize = 400;

/// Writes findings as a compiler writes its errors.
pub(super) struct TextWriter<W> {
    out: W,
    renderer: Renderer,
    room: usize,
    selection: Selection,
}

impl<W: Write> TextWriter<W> {
    pub(super) fn new(out: W, options: WriterOptions) -> Self {
        let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
        let room = options.width.saturating_sub(GUTTER).max(NARROWEST);
        // The excerpts are cut to fit; the renderer's own cutting would move the marks of wide letters.
        let renderer = renderer.term_width(usize::MAX / 4);
        Self { out, renderer, room, selection: options.selection }
    }

    fn finding(&mut self, record: &Record) -> io::Result<()> {
        let title = format!("{} [{}]", brief(&record.message, LONGEST_NOTE), record.check.id);
        let mut group = Group::with_title(level(record.severity).primary_title(title));
        let (beside, mut apart): (Vec<_>, Vec<_>) =
            record.related.iter().take(RELATED).partition(|related| is_beside(related, record));
        let longest = self.longest(record.primary(), "");
        let (beside, unseen): (Vec<_>, Vec<_>) = beside.into_iter().partition(|related| {
            let (_, marks) = record.primary().excerpt.shortened(longest, &[related.spot.excerpt.mark]);
            !marks.is_empty()
        });
        apart.extend(unseen);
        group = group.elements(self.place(record, record.primary(), AnnotationKind::Primary, "", &beside));
        for related in apart {
            group = group.elements(self.place(record, &related.spot, AnnotationKind::Context, &related.label, &[]));
        }
        let other = match record.side {
            Side::Original => Some((&record.translation, "the translation")),
            Side::Translation => record.original.as_ref().map(|spot| (spot, "the original")),
        };
        if let Some((spot, label)) = other {
            group = group.elements(self.place(record, spot, AnnotationKind::Context, label, &[]));
        }
        group = group.elements(notes(record).into_iter().map(|note| Level::NOTE.message(note)));
        group = group.elements(help(record).map(|help| Level::HELP.message(help)));
        writeln!(self.out, "{}\n", without_lone_signs(&self.renderer.render(&[group])))
    }

    /// Where a spot stands and its sentence, cut to the room there is, with the places of `beside` marked as well.
    fn place(
        &self,
        record: &Record,
        spot: &Spot,
        kind: AnnotationKind,
        label: &str,
        beside: &[&RelatedRecord],
    ) -> [Element<'static>; 2] {
        let mut origin = Origin::path(visible(spot.path.as_deref().unwrap_or(&record.article)).into_owned());
        if let Some((start, _)) = spot.places {
            origin = origin.line(start.line as usize).char_column(start.column as usize);
        } else if let Some(unit) = &spot.unit {
            origin = origin.section(visible(unit).into_owned());
        }
        let others: Vec<_> = beside.iter().map(|related| related.spot.excerpt.mark).collect();
        let (excerpt, others) = spot.excerpt.shortened(self.longest(spot, label), &others);
        let marks: Vec<_> = [excerpt.mark].into_iter().chain(others).collect();
        let (text, marks) = source(&excerpt, &marks);
        let labels = [(kind, label)].into_iter().chain(beside.iter().map(|related| (AnnotationKind::Context, &*related.label)));
        let annotations = marks
            .into_iter()
            .zip(labels)
            .map(|(mark, (kind, label))| kind.span(mark.start()..mark.end()).label(brief(label, LONGEST_LABEL)));
        let line = excerpt.lines.first().map(|(_, line)| *line as usize);
        let snippet = Snippet::source(text).line_start(line.unwrap_or(1)).line_numbering(line.is_some()).fold(false);
        [Element::Origin(origin), snippet.annotations(annotations).into()]
    }

    /// Characters of the sentence around `spot` that fit beside `label`: half as many as there are columns where letters
    /// are wide.
    fn longest(&self, spot: &Spot, label: &str) -> usize {
        let room = self.room.saturating_sub(columns(&brief(label, LONGEST_LABEL))).max(NARROWEST);
        let fits = columns(&spot.excerpt.shortened(room, &[]).0.text) <= room + 2;
        if fits { room } else { room / 2 }
    }
}

/// Whether `related` lies in the sentences shown for `record` anyway.
fn is_beside(related: &RelatedRecord, record: &Record) -> bool {
    let primary = record.primary();
    related.side == record.side && related.spot.block == primary.block && related.spot.excerpt.text == primary.excerpt.text
}

impl<W: Write + Send> Writer for TextWriter<W> {
    fn begin(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn article(&mut self, report: &ArticleReport) -> io::Result<()> {
        for record in &report.records {
            self.finding(record)?;
        }
        if self.selection == Selection::All {
            let id = visible(&report.id);
            match &report.error {
                Some(error) => writeln!(self.out, "{id}: failed: {}", brief(error, LONGEST_NOTE))?,
                None => writeln!(self.out, "{id}: examined, findings: {}", report.records.len())?,
            }
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary) -> io::Result<()> {
        self.out.flush()
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

/// The renderer draws `:::` alone before a snippet whose path stands in an origin of its own, which it must here: it would
/// count columns from the beginning of the sentence. No line of a text can look so: a bar is before it.
fn without_lone_signs(rendered: &str) -> String {
    let is_lone = |line: &str| line.contains(":::") && line.split('\u{1b}').map(unstyled).collect::<String>().trim() == ":::";
    let lines: Vec<&str> = rendered.lines().filter(|line| !is_lone(line)).collect();
    lines.join("\n")
}

/// What stands behind the rest of a colour sequence.
fn unstyled(part: &str) -> &str {
    if part.starts_with('[') { part.split_once('m').map_or("", |(_, text)| text) } else { part }
}

fn notes(record: &Record) -> Vec<String> {
    let mut notes: Vec<String> = record.evidence.iter().map(|reason| brief(reason, LONGEST_NOTE)).collect();
    if let Some(entity) = &record.entity {
        notes.push(format!("renderings: {}", brief(&entity.renderings_text(), LONGEST_NOTE)));
    }
    if record.related.len() > RELATED {
        notes.push(format!("related places not shown: {}", record.related.len() - RELATED));
    }
    notes.push(format!("confidence {}", record.confidence_text()));
    notes
}

fn help(record: &Record) -> Option<String> {
    let suggestion = record.suggestion.as_deref()?;
    Some(if suggestion.is_empty() { "delete it".to_owned() } else { format!("write `{}`", brief(suggestion, LONGEST_NOTE)) })
}

/// `text` made safe, on one line, and at most `longest` characters of it.
fn brief(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        None => visible(text).into_owned(),
        Some((end, _)) => format!("{}…", visible(text.get(..end).unwrap_or(text))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use snapbox::{assert_data_eq, str};

    use super::*;
    use crate::finding::{Finding, Related};
    use crate::report::Excerpt;
    use crate::report::record::tests::{document, finding, locus, record, wrapped};
    use crate::text::Span;

    fn written(records: Vec<Record>, options: WriterOptions) -> String {
        let mut out = Vec::new();
        let mut writer = TextWriter::new(&mut out, options);
        writer.begin().unwrap();
        writer.article(&ArticleReport { records, error: None, ..ArticleReport::failed("x/a.txt", "") }).unwrap();
        writer.end(&Summary::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn marked(lang: &str, text: &str, found: &str, beside: &str) -> Record {
        let translation = document(lang, &[text]);
        let related = vec![Related { locus: locus(&translation, 0, beside), label: "beside".to_owned() }];
        let finding = finding(&crate::report::record::tests::translation());
        let finding = Finding { primary: locus(&translation, 0, found), related, entity: None, ..finding };
        Record::new("id", None, &translation, &finding, &[])
    }

    #[test]
    fn a_finding_shows_both_sentences_reasons_and_the_suggestion() {
        assert_data_eq!(
            written(vec![record()], WriterOptions::default()),
            str![[r#"
error: one name is written "Wang I" and "Wang Yi" [name-drift]
 --> a.txt:3:10
  |
3 | Minister Wang I came.
  |          ^^^^^^
 ::: a.txt:5:1
  |
5 | Wang Yi is back.
  | ------- also "Wang Yi"
 ::: a.cs.txt:3:1
  |
3 | Ministr Wang I přijel.
  | ---------------------- the original
  |
  = note: Czech transcription left: Wang I = Wang Yi
  = note: renderings: Wang Yi (s3+s4) | Wang I (s2)
  = note: confidence 0.97
  = help: write `Wang Yi`


"#]]
        );
    }

    #[test]
    fn marks_stand_under_wide_letters_and_share_the_line() {
        let text = written(vec![marked("zh", "王毅和秦刚在北京说话。", "秦刚", "王毅")], WriterOptions::default());
        assert!(text.contains("--> a.txt:1:4\n  |\n1 | 王毅和秦刚在北京说话。\n  | ----  ^^^^\n"), "{text}");
        assert_eq!(text.matches("a.txt").count(), 1, "{text}");
    }

    #[test]
    fn colours_do_not_change_the_words() {
        let plain = written(vec![record()], WriterOptions::default());
        let colored = written(vec![record()], WriterOptions { color: true, ..WriterOptions::default() });
        assert!(colored.contains("\u{1b}["));
        assert_eq!(colored.split('\u{1b}').map(unstyled).collect::<String>(), plain);
    }

    #[test]
    fn a_wrapped_paragraph_keeps_its_lines() {
        let translation = wrapped();
        let base = finding(&crate::report::record::tests::translation());
        let found = Finding { primary: locus(&translation, 0, "Wang I"), related: Vec::new(), entity: None, ..base };
        let text = written(vec![Record::new("id", None, &translation, &found, &[])], WriterOptions::default());
        let shown = "--> a.txt:6:1\n  |\n5 | The minister\n6 | Wang I said so.\n  | ^^^^^^\n";
        assert!(text.contains(shown), "{text}");
    }

    #[test]
    fn an_endless_line_is_cut_around_the_mark_to_the_width_of_the_terminal() {
        for (lang, word) in [("cs", "slovo "), ("zh", "北京")] {
            let filler = word.repeat(5_000);
            let text = format!("{filler}Wang I{filler}Wang Yi{filler}");
            let options = WriterOptions { width: 80, ..WriterOptions::default() };
            let text = written(vec![marked(lang, &text, "Wang I", "Wang Yi")], options);
            assert!(text.lines().all(|line| columns(line) <= 80), "{text}");
            assert!(text.contains("^^^^^^") && text.contains("-------"), "{text}");
        }
    }

    #[test]
    fn units_take_the_place_of_lines_and_deletion_is_said() {
        let mut record = Record { suggestion: Some(String::new()), ..marked("en", "Wang I came.", "Wang I", "came") };
        record.translation.path = None;
        record.translation.places = None;
        record.translation.unit = Some("body[2]".to_owned());
        record.translation.excerpt.lines.clear();
        let text = written(vec![record], WriterOptions::default());
        assert!(text.contains("--> id:body[2]\n"), "{text}");
        assert!(text.contains("| Wang I came.\n") && text.contains("help: delete it"), "{text}");
    }

    #[test]
    fn nothing_of_an_article_reaches_the_terminal_as_a_control() {
        let evil = "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\nevil";
        let mut record =
            Record { message: evil.to_owned(), suggestion: Some(evil.to_owned()), article: evil.to_owned(), ..record() };
        record.evidence = vec![evil.to_owned()];
        record.translation.path = None;
        record.translation.excerpt.text = format!("Wang{evil}");
        record.related[0].label = evil.to_owned();
        let text = written(vec![record], WriterOptions::default());
        assert!(!text.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{text:?}");
        assert!(!text.lines().any(|line| line.starts_with("evil")), "{text}");
    }

    proptest! {
        #[test]
        fn any_excerpt_and_mark_can_be_drawn(text in "(?s)[a č漢\u{301}\u{1f600}ー]{0,80}|(?s).{0,60}", from in 0_usize..60, len in 0_usize..60, width in 0_usize..90) {
            let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let at = |index: usize| bounds[index.min(bounds.len() - 1)];
            let mut record = record();
            record.translation.excerpt = Excerpt { mark: Span::new(at(from), at(from + len)), text, lines: vec![(0, 3)] };
            let drawn = written(vec![record], WriterOptions { width, ..WriterOptions::default() });
            prop_assert!(drawn.contains("--> a.txt:3:10\n"));
        }
    }
}
