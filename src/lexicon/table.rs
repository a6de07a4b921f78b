//! The program's own lexicon files: tab-separated, sorted, with what is known of their making.
//!
//! ```text
//! # isogloss.lexicon/1
//! # Words as the aligner compares them: …
//! @ → cs → en → 12 pairs of texts (401 and 396 sentences); IBM model 1 in both directions
//! vlada → government 0.812 → cabinet 0.2
//! ```
//!
//! An arrow stands for a tab. A line `@` begins the lexicon of a language pair. In the lines after it stand a word and its translations, each with its
//! strength, 0 to 1. A line that is `#` or begins with `#` and a space is a comment; `#2025` is a number.

use std::fmt::Write;

use super::LexiconError;
use crate::align::Lexicon;
use crate::text::Lang;

/// What every file begins with.
pub(super) const MARK: &str = "# isogloss.lexicon/";
const VERSION: &str = "1";
const LEGEND: &str = "# Words as the aligner compares them: folded, in Latin letters; numbers begin with #, Chinese characters with =.\n\
                      # A line with @ begins a language pair; each other one has a word and its translations with their strengths, 0 to 1.\n";

/// The lexicon of a language pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Language of the words.
    pub from: Lang,
    /// Language of their translations.
    pub to: Lang,
    /// What it was made from and how, on one line.
    pub origin: String,
    /// The words.
    pub lexicon: Lexicon,
}

/// The file that holds `sections`, which stand in the order of their languages. The same sections give the same bytes.
#[must_use]
pub fn write(sections: &[Section]) -> String {
    let mut sorted: Vec<&Section> = sections.iter().collect();
    sorted.sort_by_key(|section| (section.from.to_string(), section.to.to_string()));
    let mut out = format!("{MARK}{VERSION}\n{LEGEND}");
    for Section { from, to, origin, lexicon } in sorted {
        let origin = origin.replace(|c: char| c.is_control(), " ");
        let _ = writeln!(out, "@\t{from}\t{to}\t{origin}");
        for (word, translations) in lexicon.iter().filter(|(word, _)| is_writable(word)) {
            let mut line = String::new();
            for (translation, strength) in translations.iter().filter(|(translation, _)| is_writable(translation)) {
                let _ = write!(line, "\t{translation} {strength}");
            }
            if !line.is_empty() {
                let _ = writeln!(out, "{word}{line}");
            }
        }
    }
    out
}

/// Words hold no space, and none is `@`; the check keeps a file readable whatever somebody puts into a lexicon.
fn is_writable(word: &str) -> bool {
    !word.is_empty() && word != "@" && word != "#" && !word.contains(char::is_whitespace)
}

/// Reads the file `text`, called `name` in messages.
///
/// # Errors
/// When it is of another version, or a line is no section, comment or word with translations.
pub fn read(text: &str, name: &str) -> Result<Vec<Section>, LexiconError> {
    let error = |line: usize, reason: String, help: &str| LexiconError::Line {
        path: name.to_owned(),
        line,
        reason,
        help: Some(help.to_owned()),
    };
    const MAKE: &str = "make the file again with `isogloss lexicon learn`";
    let version = text.strip_prefix(MARK).and_then(|rest| rest.lines().next()).map(str::trim_end);
    match version {
        Some(VERSION) => {}
        Some(other) => return Err(error(1, format!("version `{other}` of the format is not known"), MAKE)),
        None => return Err(error(1, format!("the file does not begin with `{MARK}{VERSION}`"), MAKE)),
    }
    let mut sections: Vec<Section> = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        if content.is_empty() || content == "#" || content.starts_with("# ") {
            continue;
        }
        let mut cells = content.split('\t');
        let word = cells.next().unwrap_or("");
        if word == "@" {
            let mut lang = || Lang::parse(cells.next().unwrap_or("")).map_err(|fault| error(line, fault.to_string(), MAKE));
            let (from, to) = (lang()?, lang()?);
            let origin = cells.next().unwrap_or("").to_owned();
            sections.push(Section { from, to, origin, lexicon: Lexicon::default() });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            return Err(error(line, "a word stands before the first language pair".to_owned(), MAKE));
        };
        let mut any = false;
        for cell in cells {
            let entry = cell.rsplit_once(' ').and_then(|(other, strength)| Some((other, strength.parse::<f32>().ok()?)));
            let Some((translation, strength)) = entry.filter(|(_, strength)| (0.0..=1.0).contains(strength)) else {
                return Err(error(line, format!("`{cell}` is no translation with a strength from 0 to 1"), MAKE));
            };
            section.lexicon.add(word, translation, strength);
            any = true;
        }
        if !any {
            return Err(error(line, "the word has no translation".to_owned(), MAKE));
        }
    }
    Ok(sections)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn section(from: &str, to: &str, pairs: &[(&str, &str, f32)]) -> Section {
        let mut lexicon = Lexicon::default();
        pairs.iter().for_each(|(word, translation, strength)| lexicon.add(word, translation, *strength));
        let lang = |tag| Lang::parse(tag).unwrap();
        Section { from: lang(from), to: lang(to), origin: "2 texts".to_owned(), lexicon }
    }

    #[test]
    fn a_file_is_sorted_and_reads_back() {
        let cs = section("cs", "en", &[("vlada", "cabinet", 0.2), ("vlada", "government", 0.8), ("#5", "may", 0.5)]);
        let zh = section("zh-Hant", "en", &[("=政府", "government", 0.75)]);
        let text = write(&[zh.clone(), cs.clone()]);
        let data: Vec<&str> = text.lines().filter(|line| !line.starts_with("# ")).collect();
        assert_eq!(
            data,
            [
                "@\tcs\ten\t2 texts",
                "#5\tmay 0.5",
                "vlada\tgovernment 0.8\tcabinet 0.2",
                "@\tzh-Hant\ten\t2 texts",
                "=政府\tgovernment 0.75"
            ]
        );
        assert_eq!(text, write(&[cs.clone(), zh.clone()]));
        assert_eq!(read(&text, "l.tsv").unwrap(), [cs, zh]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let fault = |text: &str| read(text, "l.tsv").unwrap_err().to_string();
        assert_eq!(fault("# isogloss.lexicon/2\n"), "read lexicon: l.tsv:1: version `2` of the format is not known");
        assert!(fault("vlada\tx 1\n").contains(":1: the file does not begin with"));
        let fault = |line: &str| fault(&format!("# isogloss.lexicon/1\n@\tcs\ten\t\n\n{line}\n"));
        assert_eq!(fault("vlada"), "read lexicon: l.tsv:4: the word has no translation");
        for cell in ["x", "x 2", "x NaN", "x -0.1", "", "x y"] {
            assert!(fault(&format!("vlada\t{cell}")).contains(&format!(":4: `{cell}` is no translation")), "{cell}");
        }
        assert!(fault("@\tcs\tczech").contains(":4: unknown language `czech`"));
        assert!(read("# isogloss.lexicon/1\na\tb 1\n", "l.tsv").unwrap_err().to_string().contains(":2: a word stands before"));
    }

    proptest! {
        #[test]
        fn any_lexicon_reads_back(pairs in proptest::collection::vec(("[a-z=@#. ]{0,3}", "[a-z=@#\t\\n]{0,3}", 0.0_f32..1.0), 0..20)) {
            let mut written = Lexicon::default();
            let mut all = Lexicon::default();
            for (word, translation, strength) in &pairs {
                all.add(word, translation, *strength);
                if is_writable(word) && is_writable(translation) {
                    written.add(word, translation, *strength);
                }
            }
            let one = Section { lexicon: all, ..section("cs", "en", &[]) };
            let sections = read(&write(&[one]), "l.tsv").unwrap();
            prop_assert_eq!(&sections[0].lexicon, &written);
        }

        #[test]
        fn any_text_is_read_or_refused(text in "(?s).{0,80}") {
            let _ = read(&format!("# isogloss.lexicon/1\n@\tcs\ten\n{text}"), "l.tsv");
        }
    }
}
