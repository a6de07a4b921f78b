//! Dictionaries as hunalign reads them: `target phrase @ source phrase`, one a line.
//!
//! Source: hunalign's README, "the target language phrases come first", which is the opposite of the order of its arguments.

use super::phrase::add_phrase;
use super::{LexiconError, Read};
use crate::align::Lexicon;
use crate::text::{Lang, Segmenters};

const SEPARATOR: &str = " @ ";

/// Reads the dictionary `text`, called `name` in messages, of translations from `from` into `to`.
pub(super) fn read(text: &str, name: &str, (from, to): (Lang, Lang)) -> Result<(Lexicon, Read), LexiconError> {
    let segmenters = Segmenters::default();
    let (mut lexicon, mut read) = (Lexicon::default(), Read::default());
    for (line, entry) in (1..).zip(text.lines()).filter(|(_, entry)| !entry.trim().is_empty()) {
        let mut sides = entry.split(SEPARATOR);
        let (Some(target), Some(source), None) = (sides.next(), sides.next(), sides.next()) else {
            let count = entry.matches(SEPARATOR).count();
            let reason = if count == 0 { "there is no ` @ ` in the line" } else { "there are several ` @ ` in the line" };
            let help = "a dictionary has lines like `government @ vláda`: the translation, ` @ `, the original; other lexicon \
                        files are what `isogloss lexicon learn` writes and TMX";
            return Err(LexiconError::Line {
                path: name.to_owned(),
                line,
                reason: reason.to_owned(),
                help: Some(help.to_owned()),
            });
        };
        if add_phrase(&mut lexicon, (from, source), (to, target), &segmenters) {
            read.entries += 1;
        } else {
            read.left_out += 1;
        }
    }
    Ok((lexicon, read))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dictionary(text: &str) -> Result<(Lexicon, Read), LexiconError> {
        read(text, "cs-en.dic", (Lang::parse("cs").unwrap(), Lang::parse("en").unwrap()))
    }

    #[test]
    fn the_translation_stands_first() {
        let (lexicon, read) = dictionary("government @ vláda\r\n\n  the cabinet  @  vláda  \na b c d @ e\n").unwrap();
        let words: Vec<&str> = lexicon.translations("vlada").map(|(word, _)| word).collect();
        assert_eq!(words, ["government", "cabinet", "the"]);
        assert_eq!((read.entries, read.left_out), (2, 1));
    }

    #[test]
    fn a_line_that_is_no_entry_is_named() {
        let error = dictionary("a @ b\nvláda;government\n").unwrap_err();
        assert_eq!(error.to_string(), "read lexicon: cs-en.dic:2: there is no ` @ ` in the line");
        assert!(error.help().unwrap().contains("government @ vláda"));
        assert!(dictionary("a @ b @ c").unwrap_err().to_string().contains("several"));
    }
}
