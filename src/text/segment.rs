//! What segmentation needs and builds once: the dictionary word segmenter and each language's sentence rules.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

use super::{Lang, rows};

static ABBREVIATIONS: &str = include_str!("../data/abbreviations.tsv");
static STARTERS: &str = include_str!("../data/sentence_starters.tsv");
static ORDINALS: &str = include_str!("../data/sentence_ordinals.tsv");
static UNSTOPPED: &str = include_str!("../data/sentence_openers.tsv");

/// How an abbreviation binds what follows its full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binding {
    /// The next word belongs to it: titles, forenames cut short.
    Always,
    /// As `Always`, but not after a number: Russian `г. Москва` and `2020 г. Путин`.
    Name,
    /// A number or a Roman numeral belongs to it; before a word it may end the sentence.
    Number,
    /// Stands inside sentences, at times at their end: the next word binds unless it is one that begins sentences.
    Within,
}

/// What is known of the sentences of one language. Empty for a language without rows.
#[derive(Debug, Default)]
pub(super) struct Rules {
    abbreviations: HashMap<&'static str, Binding>,
    starters: HashSet<&'static str>,
    /// A full stop after a number makes it an ordinal.
    pub(super) ordinals: bool,
    /// A full stop after a year too (`2018. godine`).
    pub(super) dotted_years: bool,
    before_ordinal: HashSet<&'static str>,
    after_ordinal: HashSet<&'static str>,
    /// For a language that writes no full stop.
    pub(super) unstopped: Option<Unstopped>,
}

/// What tells, in a language without a full stop, that a space ends a sentence.
#[derive(Debug)]
pub(super) struct Unstopped {
    openers: Vec<&'static str>,
    closers: Vec<&'static str>,
    wants_more: Vec<&'static str>,
}

impl Unstopped {
    /// Whether a sentence ends between `before` and `after`.
    pub(super) fn part(&self, before: &str, after: &str) -> bool {
        let ends = |list: &[&str]| list.iter().any(|word| before.ends_with(word));
        (self.openers.iter().any(|word| after.starts_with(word)) || ends(&self.closers)) && !ends(&self.wants_more)
    }
}

impl Rules {
    /// How `word` (with inner full stops, without the last) binds; a capital first letter may stand for a small one.
    pub(super) fn binding(&self, word: &str) -> Option<Binding> {
        if let Some(binding) = self.abbreviations.get(word) {
            return Some(*binding);
        }
        let first = word.chars().next().filter(|first| first.is_uppercase())?;
        let rest = word.get(first.len_utf8()..).filter(|rest| !rest.is_empty())?;
        let small: String = first.to_lowercase().chain(rest.chars()).collect();
        self.abbreviations.get(small.as_str()).copied()
    }

    /// True for a capitalised word that begins sentences and hardly ever follows an initial or abbreviation.
    pub(super) fn starts_sentence(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// True for words before a number that make it an ordinal (`am 3. Oktober`).
    pub(super) fn precedes_ordinal(&self, word: &str) -> bool {
        self.before_ordinal.contains(word)
    }

    /// True for capitalised words that follow an ordinal (`3. Liga`).
    pub(super) fn follows_ordinal(&self, word: &str) -> bool {
        self.after_ordinal.contains(word)
    }
}

/// The segmenters of all languages. Build it once and share it by reference.
#[derive(Debug)]
pub struct Segmenters {
    words: WordSegmenterBorrowed<'static>,
}

/// The rules of every language, read when first asked for.
static RULES: LazyLock<HashMap<&'static str, Rules>> = LazyLock::new(read_rules);
/// Those of a language without rows.
static COMMON: LazyLock<Rules> = LazyLock::new(Rules::default);

impl Segmenters {
    /// Dictionary and model based words of scripts without spaces.
    pub(super) fn words(&self) -> WordSegmenterBorrowed<'static> {
        self.words
    }

    /// The sentence rules of `lang`.
    pub(super) fn rules(&self, lang: Lang) -> &'static Rules {
        RULES.get(lang.code()).unwrap_or(&COMMON)
    }
}

impl Default for Segmenters {
    fn default() -> Self {
        Self { words: WordSegmenter::new_auto(WordBreakInvariantOptions::default()) }
    }
}

fn read_rules() -> HashMap<&'static str, Rules> {
    let mut rules: HashMap<&'static str, Rules> = HashMap::new();
    for code in Lang::codes() {
        rules.insert(code, Rules::default());
    }
    for [langs, word, binding, _source] in cells(ABBREVIATIONS) {
        let binding = match binding {
            "always" => Binding::Always,
            "name" => Binding::Name,
            "number" => Binding::Number,
            _ => Binding::Within,
        };
        each(&mut rules, langs, |rules| {
            rules.abbreviations.insert(word, binding);
        });
    }
    for [langs, words] in cells(STARTERS) {
        each(&mut rules, langs, |rules| rules.starters.extend(words.split(' ')));
    }
    for [langs, before, after, years] in cells(ORDINALS) {
        each(&mut rules, langs, |rules| {
            rules.ordinals = true;
            rules.dotted_years = years == "years";
            rules.before_ordinal.extend(before.split(' '));
            rules.after_ordinal.extend(after.split(' '));
        });
    }
    for [langs, openers, closers, more] in cells(UNSTOPPED) {
        each(&mut rules, langs, |rules| {
            let [openers, closers, wants_more] = [openers, closers, more].map(|words| words.split(' ').collect());
            rules.unstopped = Some(Unstopped { openers, closers, wants_more });
        });
    }
    rules
}

/// Applies a table row to the languages its first cell names; `und` stands for all.
fn each(rules: &mut HashMap<&'static str, Rules>, langs: &str, mut apply: impl FnMut(&mut Rules)) {
    let codes = if langs == "und" { Lang::codes() } else { langs.split(',').collect() };
    for code in codes {
        if let Some(rules) = rules.get_mut(code) {
            apply(rules);
        }
    }
}

fn cells<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    rows(table).filter_map(|cells| cells.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row that does not parse is skipped at run time, so its loss must show here.
    #[test]
    fn every_row_of_the_tables_is_well_formed() {
        let known = Lang::codes();
        let tables = [
            ("abbreviations", ABBREVIATIONS, 4),
            ("starters", STARTERS, 2),
            ("ordinals", ORDINALS, 4),
            ("openers", UNSTOPPED, 4),
        ];
        for (name, table, width) in tables {
            for cells in rows(table) {
                assert_eq!(cells.len(), width, "{name}: {cells:?}");
                for code in cells[0].split(',').filter(|code| *code != "und") {
                    assert!(known.contains(&code), "{name}: unknown language {code}");
                }
            }
        }
        for [_, word, binding, source] in cells(ABBREVIATIONS) {
            assert!(["always", "name", "number", "within"].contains(&binding), "{word}: {binding}");
            assert!(!word.is_empty() && !word.ends_with('.') && !word.contains(' ') && !source.is_empty(), "{word}");
        }
    }

    #[test]
    fn a_row_for_one_language_overrides_the_row_for_all() {
        let all: HashSet<_> = cells::<4>(ABBREVIATIONS).filter(|row| row[0] == "und").map(|row| row[1]).collect();
        assert!(all.contains("Dr"));
        let first_own = cells::<4>(ABBREVIATIONS).position(|row| row[0] != "und");
        let last_all = cells::<4>(ABBREVIATIONS).filter(|row| row[0] == "und").count();
        assert_eq!(first_own, Some(last_all), "rows for all languages stand first, so that later rows win");
    }

    #[test]
    fn a_capital_stands_for_a_small_letter_but_not_the_other_way() {
        let segmenters = Segmenters::default();
        let rules = segmenters.rules(Lang::parse("cs").unwrap());
        assert_eq!(rules.binding("Např"), Some(Binding::Always));
        assert_eq!(segmenters.rules(Lang::parse("en").unwrap()).binding("no"), None);
    }
}
