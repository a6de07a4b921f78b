//! Numbers of sentence pairs in many languages: wrong ones are found, right ones in another form are not.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read must fail the test")]

use isogloss::{Anchor, Article, ArticlePair, Block, BlockKind, Checker, CheckerOptions, Lang};

static PAIRS: &str = include_str!("../numbers.tsv");

/// Lowest precision, recall, and share of right suggestions on these pairs.
const PRECISION: f64 = 0.98;
const RECALL: f64 = 0.97;
const SUGGESTED: f64 = 0.97;

fn article(lang: &str, text: &str) -> Article {
    let block = Block { kind: BlockKind::Paragraph, text: text.to_owned(), anchor: Anchor::line(1, 1) };
    Article { lang: Lang::parse(lang).unwrap(), path: None, blocks: vec![block] }
}

#[test]
fn wrong_numbers_are_found_and_right_ones_are_left_alone() {
    let options = CheckerOptions { checks: vec!["number-mismatch"], ..CheckerOptions::default() };
    let checker = Checker::new(options);
    let (mut right, mut wrong, mut missed) = (0_u32, 0_u32, 0_u32);
    let (mut suggested, mut asked) = (0_u32, 0_u32);
    let mut misses = Vec::new();
    for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [from, to, original, translation, found, suggestion, note] = cells[..] else { panic!("seven columns: {line}") };
        let pair =
            ArticlePair { id: note.to_owned(), original: Some(article(from, original)), translation: article(to, translation) };
        let records = checker.check(pair).records;
        let hit = records.iter().find(|record| record.found == found);
        let stray = records.len() - usize::from(hit.is_some());
        wrong += u32::try_from(stray).unwrap();
        if stray > 0 {
            misses.push(format!("wrong: {} in {line}", records[0].found));
        }
        if found == "-" {
            continue;
        }
        right += u32::from(hit.is_some());
        missed += u32::from(hit.is_none());
        match hit {
            None => misses.push(format!("missed: {line}")),
            Some(record) if !suggestion.is_empty() => {
                asked += 1;
                if record.suggestion.as_deref() == Some(suggestion) {
                    suggested += 1;
                } else {
                    misses.push(format!("suggested {:?}: {line}", record.suggestion));
                }
            }
            Some(_) => {}
        }
    }
    let share = |part: u32, rest: u32| f64::from(part) / f64::from((part + rest).max(1));
    let (precision, recall, suggestions) = (share(right, wrong), share(right, missed), share(suggested, asked - suggested));
    assert!(
        precision >= PRECISION && recall >= RECALL && suggestions >= SUGGESTED,
        "P {precision:.3} R {recall:.3} suggestions {suggestions:.3} of {right}+{missed}\n{misses:#?}"
    );
}

#[test]
fn the_table_is_large_mixed_and_half_of_it_silent() {
    let rows: Vec<Vec<&str>> =
        PAIRS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    let silent = rows.iter().filter(|row| row[4] == "-").count();
    let languages: std::collections::BTreeSet<&str> = rows.iter().flat_map(|row| [row[0], row[1]]).collect();
    assert!(rows.len() >= 200 && languages.len() >= 10 && silent * 5 >= rows.len() * 2, "{} {silent}", rows.len());
}
