//! The lexicons of a run, by language pair.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::sync::OnceLock;

use super::phrase::add_phrase;
use super::{LexiconError, dictionary, table};
use crate::align::Lexicon;
use crate::input::{ReadOptions, Tmx, read_file};
use crate::text::{Lang, Segmenters};

/// Longest lexicon file, in bytes: a dictionary of ten million entries. More would not fit beside the articles.
const LONGEST: u64 = 1 << 30;

/// What was read from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Read {
    /// Entries that teach something: words of a learned lexicon, lines of a dictionary, units of a TMX.
    pub entries: usize,
    /// Entries that teach nothing here: too long to say which word answers which, without words, or of other languages.
    pub left_out: usize,
    /// The encoding, where it had to be guessed.
    pub guessed: Option<&'static str>,
}

/// Languages from and into.
type Direction = (&'static str, &'static str);

/// Lexicons of any number of language pairs, each usable in both directions.
///
/// Languages count without script: words are compared in Latin letters.
#[derive(Debug, Clone, Default)]
pub struct Lexicons {
    given: BTreeMap<Direction, Lexicon>,
    /// For each direction of which the opposite is given: what both say. Made when it is first asked for, since most runs are
    /// of one direction.
    joined: BTreeMap<Direction, OnceLock<Lexicon>>,
}

impl Lexicons {
    /// The lexicon to align an original in `from` with a translation in `to`, if there is one.
    #[must_use]
    pub fn between(&self, from: Lang, to: Lang) -> Option<&Lexicon> {
        let direction = (from.code(), to.code());
        let given = self.given.get(&direction);
        let (Some(joined), Some(opposite)) = (self.joined.get(&direction), self.given.get(&(to.code(), from.code()))) else {
            return given;
        };
        Some(joined.get_or_init(|| {
            let mut lexicon = opposite.reversed();
            if let Some(given) = given {
                lexicon.merge(given);
            }
            lexicon
        }))
    }

    /// True when it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Adds a lexicon from `from` to `to`, for both directions. What is known of a pair of words already stays if it is
    /// stronger.
    pub fn add(&mut self, from: Lang, to: Lang, lexicon: Lexicon) {
        if lexicon.is_empty() {
            return;
        }
        let direction = (from.code(), to.code());
        match self.given.entry(direction) {
            Entry::Vacant(entry) => drop(entry.insert(lexicon)),
            Entry::Occupied(mut entry) => entry.get_mut().merge(&lexicon),
        }
        // Both may have been asked for before.
        self.joined.insert((direction.1, direction.0), OnceLock::new());
        if let Some(joined) = self.joined.get_mut(&direction) {
            joined.take();
        }
    }

    /// Adds the file at `path`: one that `lexicon learn` wrote, a TMX, or a dictionary in hunalign's format, told by its first
    /// characters. `from` and `to` say what languages a dictionary is of; the other files say it themselves.
    ///
    /// # Errors
    /// When the file cannot be read, a line of it is wrong, a dictionary is of unknown languages, or there is nothing in it.
    pub fn read(&mut self, path: &Path, from: Option<Lang>, to: Option<Lang>) -> Result<Read, LexiconError> {
        let (text, guessed) = read_file(path, LONGEST)?;
        let name = path.display().to_string();
        let read = self.parse(&text, &name, from, to)?;
        Ok(Read { guessed, ..read })
    }

    fn parse(&mut self, text: &str, name: &str, from: Option<Lang>, to: Option<Lang>) -> Result<Read, LexiconError> {
        if text.starts_with(table::MARK) {
            let sections = table::read(text, name)?;
            let read = Read { entries: sections.iter().map(|section| section.lexicon.len()).sum(), ..Read::default() };
            sections.into_iter().for_each(|section| self.add(section.from, section.to, section.lexicon));
            return Ok(read);
        }
        if text.trim_start().starts_with('<') {
            return self.parse_tmx(text, name);
        }
        let (Some(from), Some(to)) = (from, to) else {
            return Err(LexiconError::NoLanguages { path: name.to_owned() });
        };
        let (lexicon, read) = dictionary::read(text, name, (from, to))?;
        self.add(from, to, lexicon);
        if read.entries > 0 {
            return Ok(read);
        }
        let help = "an entry is `translation @ original`, of at most three words a side";
        Err(LexiconError::Nothing {
            path: name.to_owned(),
            reason: "there is no entry in it".to_owned(),
            help: Some(help.to_owned()),
        })
    }

    fn parse_tmx(&mut self, text: &str, name: &str) -> Result<Read, LexiconError> {
        let segmenters = Segmenters::default();
        let mut lexicons: BTreeMap<(&str, &str), (Lang, Lang, Lexicon)> = BTreeMap::new();
        let mut read = Read::default();
        for unit in Tmx::new(text, name, &ReadOptions::default()) {
            let unit = unit?;
            let mut teaches = false;
            for pair in unit.pairs(None, None) {
                let entry = lexicons.entry((pair.from.code(), pair.to.code()));
                let (.., lexicon) = entry.or_insert_with(|| (pair.from, pair.to, Lexicon::default()));
                teaches |= add_phrase(lexicon, (pair.from, pair.original), (pair.to, pair.translation), &segmenters);
            }
            if teaches {
                read.entries += 1;
            } else {
                read.left_out += 1;
            }
        }
        lexicons.into_values().for_each(|(from, to, lexicon)| self.add(from, to, lexicon));
        if read.entries > 0 {
            return Ok(read);
        }
        let help = "for sentences learn a lexicon first: `isogloss lexicon learn memory.tmx -o lexicon.tsv`";
        let reason = "no unit of it has one to three words in two known languages".to_owned();
        Err(LexiconError::Nothing { path: name.to_owned(), reason, help: Some(help.to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    fn parsed(text: &str) -> Result<(Lexicons, Read), LexiconError> {
        let mut lexicons = Lexicons::default();
        let read = lexicons.parse(text, "l", Some(lang("cs")), Some(lang("en")))?;
        Ok((lexicons, read))
    }

    fn first<'l>(lexicons: &'l Lexicons, from: &str, to: &str, word: &str) -> Option<&'l str> {
        lexicons.between(lang(from), lang(to))?.translations(word).next().map(|(word, _)| word)
    }

    #[test]
    fn every_kind_of_file_serves_both_directions() {
        let table = "# isogloss.lexicon/1\n@\tcs\ten\t\nvlada\tgovernment 0.5\n";
        let tmx = "<tmx><header srclang=\"cs\"/><body><tu><tuv xml:lang=\"en-GB\"><seg>Government</seg></tuv>\
                   <tuv xml:lang=\"cs\"><seg>vláda</seg></tuv></tu><tu><tuv xml:lang=\"cs\"><seg>Vláda dnes opět zasedala.</seg></tuv>\
                   <tuv xml:lang=\"en\"><seg>The government sat again today.</seg></tuv></tu></body></tmx>";
        for (text, left_out) in [(table, 0), ("government @ vláda\n", 0), (tmx, 1)] {
            let (lexicons, read) = parsed(text).unwrap();
            assert_eq!(first(&lexicons, "cs", "en", "vlada"), Some("government"), "{text}");
            assert_eq!(first(&lexicons, "en", "cs", "government"), Some("vlada"), "{text}");
            assert_eq!(lexicons.between(lang("cs"), lang("de")), None);
            assert_eq!((read.entries, read.left_out), (1, left_out), "{text}");
        }
    }

    #[test]
    fn both_directions_of_a_pair_of_languages_are_one_lexicon() {
        let (mut lexicons, _) = parsed("government @ vláda\n").unwrap();
        assert_eq!(first(&lexicons, "en", "cs", "government"), Some("vlada"));
        lexicons.parse("# isogloss.lexicon/1\n@\ten\tcs\t\ncabinet\tkabinet 0.5\n", "l", None, None).unwrap();
        for (from, to, word, translation) in
            [("en", "cs", "government", "vlada"), ("en", "cs", "cabinet", "kabinet"), ("cs", "en", "kabinet", "cabinet")]
        {
            assert_eq!(first(&lexicons, from, to, word), Some(translation), "{word}");
        }
        lexicons.parse("law @ zákon\n", "l", Some(lang("cs")), Some(lang("en"))).unwrap();
        assert_eq!(first(&lexicons, "en", "cs", "law"), Some("zakon"));
        assert_eq!(first(&lexicons, "cs", "en", "vlada"), Some("government"));
    }

    #[test]
    fn a_script_is_no_other_language() {
        let (lexicons, _) = parsed("# isogloss.lexicon/1\n@\tzh-Hant\ten\t\n=政府\tgovernment 0.5\n").unwrap();
        assert_eq!(first(&lexicons, "zh", "en", "=政府"), Some("government"));
    }

    #[test]
    fn a_file_without_languages_or_without_words_is_refused() {
        let mut lexicons = Lexicons::default();
        let error = lexicons.parse("government @ vláda", "d.dic", None, Some(lang("en"))).unwrap_err();
        assert_eq!(error.to_string(), "read lexicon: d.dic: a dictionary does not say its languages");
        assert!(error.help().unwrap().contains("--from"));
        assert!(parsed("").unwrap_err().to_string().ends_with("there is no entry in it"));
        let error = parsed("<tmx><body/></tmx>").unwrap_err();
        assert!(error.help().unwrap().contains("lexicon learn"), "{error}");
        assert!(lexicons.is_empty());
    }
}
