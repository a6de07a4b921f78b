//! The lexicons of a run, by language pair.

use std::collections::BTreeMap;
use std::path::Path;

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

/// Lexicons of any number of language pairs, each usable in both directions.
///
/// Languages count without script: words are compared in Latin letters.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lexicons {
    directions: BTreeMap<(&'static str, &'static str), Lexicon>,
}

impl Lexicons {
    /// The lexicon to align an original in `from` with a translation in `to`, if there is one.
    #[must_use]
    pub fn between(&self, from: Lang, to: Lang) -> Option<&Lexicon> {
        self.directions.get(&(from.code(), to.code()))
    }

    /// True when it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.directions.is_empty()
    }

    /// Adds a lexicon from `from` to `to`, for both directions. What is known of a pair of words already stays if it is
    /// stronger.
    pub fn add(&mut self, from: Lang, to: Lang, lexicon: &Lexicon) {
        if !lexicon.is_empty() {
            self.directions.entry((from.code(), to.code())).or_default().merge(lexicon);
            self.directions.entry((to.code(), from.code())).or_default().merge(&lexicon.reversed());
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
            sections.iter().for_each(|section| self.add(section.from, section.to, &section.lexicon));
            return Ok(Read { entries: sections.iter().map(|section| section.lexicon.len()).sum(), ..Read::default() });
        }
        if text.trim_start().starts_with('<') {
            return self.parse_tmx(text, name);
        }
        let (Some(from), Some(to)) = (from, to) else {
            return Err(LexiconError::NoLanguages { path: name.to_owned() });
        };
        let (lexicon, read) = dictionary::read(text, name, (from, to))?;
        self.add(from, to, &lexicon);
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
        lexicons.values().for_each(|(from, to, lexicon)| self.add(*from, *to, lexicon));
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
