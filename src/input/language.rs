//! Which language a text is in: told by its file name, or guessed from its letters.

use std::path::Path;

use crate::article::Block;
use crate::text::Lang;

/// Endings of files read in folders.
const EXTENSIONS: [&str; 3] = ["txt", "md", "markdown"];

/// A file name taken apart: `article.cs.txt` is stem `article`, language Czech.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileName {
    pub(super) stem: String,
    pub(super) lang: Option<Lang>,
}

impl FileName {
    /// Takes the name of `path` apart. A name that is nothing but a language (`cs.txt`) has an empty stem.
    pub(super) fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = match name.rsplit_once('.') {
            Some((stem, extension)) if is_text_extension(extension) => stem,
            _ => &name,
        };
        let (stem, tag) = name.rsplit_once('.').unwrap_or(("", name));
        match language_suffix(tag) {
            Some(lang) => Self { stem: stem.to_owned(), lang: Some(lang) },
            None => Self { stem: name.to_owned(), lang: None },
        }
    }

    /// True for the one text of a folder from which all others are translated.
    pub(super) fn is_original(&self) -> bool {
        self.stem.eq_ignore_ascii_case("original") || self.stem.eq_ignore_ascii_case("source")
    }
}

/// True for the endings read in folders.
pub(super) fn is_text_extension(extension: &str) -> bool {
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// A suffix is a tag as people write one in a file name: `en`, `zh-Hant`, `pt_BR`, `es-419`.
fn language_suffix(tag: &str) -> Option<Lang> {
    let mut parts = tag.split(['-', '_']);
    let is_language = parts.next().is_some_and(|part| matches!(part.len(), 2 | 3));
    let is_subtag = |part: &str| match part.len() {
        2 | 4 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    if is_language && parts.all(is_subtag) { Lang::parse(tag).ok() } else { None }
}

/// A guess at the language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Guess {
    pub(super) lang: Lang,
    pub(super) sure: bool,
}

/// Enough text for the guess to be as good as it gets.
const SAMPLE_CHARS: usize = 2000;

/// The language of `blocks`, if their letters say anything.
pub(super) fn detect(blocks: &[Block]) -> Option<Guess> {
    let mut sample = String::new();
    for block in blocks {
        sample.extend(block.text.chars().take(SAMPLE_CHARS));
        sample.push('\n');
        if sample.len() >= SAMPLE_CHARS {
            break;
        }
    }
    let info = whatlang::detect(&sample)?;
    let code = info.lang().code();
    let code = TWO_LETTERS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two);
    Some(Guess { lang: Lang::parse(code).ok()?, sure: info.is_reliable() })
}

/// ISO 639-3 to the codes of the language table (ISO 639-1 where there is one); source: ISO 639-3 registration authority.
const TWO_LETTERS: [(&str, &str); 70] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::plain;

    fn name(path: &str) -> (String, Option<String>) {
        let name = FileName::of(Path::new(path));
        (name.stem, name.lang.map(|lang| lang.to_string()))
    }

    #[test]
    fn suffixes_are_languages_and_nothing_else() {
        assert_eq!(name("x/article.cs.txt"), ("article".into(), Some("cs".into())));
        assert_eq!(name("article.zh-Hant.md"), ("article".into(), Some("zh-Hant".into())));
        assert_eq!(name("v1.2.txt"), ("v1.2".into(), None));
        assert_eq!(name("report.final.txt"), ("report.final".into(), None));
        assert_eq!(name("cs.txt"), (String::new(), Some("cs".into())));
        assert_eq!(name("article"), ("article".into(), None));
        assert_eq!(name("notes.no-one.txt").1, None);
    }

    #[test]
    fn every_language_that_can_be_guessed_is_in_the_table() {
        for lang in whatlang::Lang::all() {
            let two = TWO_LETTERS.iter().find(|(three, _)| *three == lang.code()).map(|(_, two)| *two);
            assert!(two.is_some_and(|two| Lang::parse(two).is_ok()), "{}", lang.code());
        }
    }

    #[test]
    fn texts_are_recognised_and_figures_are_not() {
        let guess = |text: &str| detect(&plain::read(text, plain::BlockMode::Auto)).map(|guess| (guess.lang.code(), guess.sure));
        let czech = "Čínsko-ruské vztahy jsou pevné jako skála, řekl čínský představitel v Moskvě, kde se sešel s ministrem.";
        assert_eq!(guess(czech), Some(("cs", true)));
        assert_eq!(guess("中国外交部长星期二抵达莫斯科。"), Some(("zh", true)));
        assert_eq!(guess("12:30 – 45 %"), None);
    }
}
