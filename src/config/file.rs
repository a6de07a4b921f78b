//! The configuration file and what it says.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{BLOCK_MODES, ConfigError, FAIL_ON, FailOn, PROFILES, Profile, checks_named, choice, nearest};
use crate::input::ReadOptions;
use crate::names::transcribe::SYSTEMS;
use crate::text::Lang;

/// A configuration file with every key, commented out at its default; `isogloss init` writes it.
pub static TEMPLATE: &str = include_str!("../data/isogloss.toml");

/// Keys by section: where a key belongs that stands elsewhere.
const KEYS: [(&str, &[&str]); 4] = [
    ("check", &["select", "skip", "min-confidence", "profile", "fail-on", "blocks", "from", "to"]),
    ("align", &["lexicon"]),
    ("names", &["systems"]),
    ("limits", &["max-file-bytes", "max-line-bytes"]),
];

/// Languages whose names have transcription systems to choose from.
const TRANSCRIBED: [&str; 1] = ["zh"];

/// What a configuration says; the default is what holds without one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The file it was read from; none for the defaults.
    pub path: Option<PathBuf>,
    /// Checks to run; none for all.
    pub select: Option<Vec<&'static str>>,
    /// Checks not to run.
    pub skip: Vec<&'static str>,
    /// Findings below are not reported; none leaves it to the checker.
    pub min_confidence: Option<f64>,
    /// How much is said.
    pub profile: Profile,
    /// From which severity on a run fails.
    pub fail_on: FailOn,
    /// Language of originals, where nothing nearer tells it.
    pub from: Option<Lang>,
    /// Language of translations, where nothing nearer tells it.
    pub to: Option<Lang>,
    /// Lexicon files to align with, relative to the working directory.
    pub lexicon: Vec<PathBuf>,
    /// Language code to the id of the transcription system its names are to be written in.
    pub systems: BTreeMap<String, String>,
    /// How texts are read and how much of them.
    pub read: ReadOptions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Sections {
    check: CheckSection,
    align: AlignSection,
    names: NamesSection,
    limits: LimitsSection,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct CheckSection {
    select: Option<Vec<Spanned<String>>>,
    skip: Vec<Spanned<String>>,
    min_confidence: Option<Spanned<f64>>,
    profile: Option<Spanned<String>>,
    fail_on: Option<Spanned<String>>,
    blocks: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct AlignSection {
    lexicon: Vec<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct NamesSection {
    systems: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct LimitsSection {
    max_file_bytes: Option<Spanned<u64>>,
    max_line_bytes: Option<Spanned<usize>>,
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read, is no TOML, or says something that is unknown or out of range.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let reason = error.to_string();
            let reason = reason.split(" (os error").next().unwrap_or(&reason).to_lowercase();
            ConfigError::Read { path: shown.clone(), reason }
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let config = Source { path: &shown, text }.read()?;
        // The file says where its lexicons lie as seen from itself, wherever the program runs.
        let folder = path.parent().unwrap_or(Path::new(""));
        let lexicon = config.lexicon.iter().map(|file| folder.join(file)).collect();
        Ok(Self { path: Some(path.to_owned()), lexicon, ..config })
    }
}

/// A file being read: gives errors their place.
struct Source<'s> {
    path: &'s str,
    text: &'s str,
}

impl Source<'_> {
    fn error(&self, offset: usize, reason: impl Into<String>, help: Option<String>) -> ConfigError {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        ConfigError::Invalid { path: self.path.to_owned(), line, column, reason: reason.into(), help }
    }

    fn read(&self) -> Result<Config, ConfigError> {
        let Sections { check, align, names, limits } = toml::from_str(self.text).map_err(|error| self.toml_error(&error))?;
        let blocks = self.choice(check.blocks.as_ref(), &BLOCK_MODES)?.unwrap_or_default();
        let mut read = ReadOptions { blocks, ..ReadOptions::default() };
        if let Some(limit) = &limits.max_file_bytes {
            read.max_bytes = self.limit(limit)?;
        }
        if let Some(limit) = &limits.max_line_bytes {
            read.max_line = self.limit(limit)?;
        }
        Ok(Config {
            path: None,
            select: check.select.as_deref().map(|words| self.checks(words)).transpose()?,
            skip: self.checks(&check.skip)?,
            min_confidence: check.min_confidence.as_ref().map(|value| self.confidence(value)).transpose()?,
            profile: self.choice(check.profile.as_ref(), &PROFILES)?.unwrap_or_default(),
            fail_on: self.choice(check.fail_on.as_ref(), &FAIL_ON)?.unwrap_or_default(),
            from: self.language(check.from.as_ref())?,
            to: self.language(check.to.as_ref())?,
            lexicon: align.lexicon,
            systems: self.systems(&names.systems)?,
            read,
        })
    }

    fn choice<T: Copy>(&self, word: Option<&Spanned<String>>, table: &[(&'static str, T)]) -> Result<Option<T>, ConfigError> {
        let Some(word) = word else { return Ok(None) };
        let value = choice(word.get_ref(), table);
        value.map(Some).map_err(|error| self.error(word.span().start, error.to_string(), Some(error.help())))
    }

    fn checks(&self, words: &[Spanned<String>]) -> Result<Vec<&'static str>, ConfigError> {
        let mut checks = Vec::new();
        for word in words {
            let named = checks_named(word.get_ref());
            checks.extend(named.map_err(|error| self.error(word.span().start, error.to_string(), Some(error.help())))?);
        }
        Ok(checks)
    }

    fn confidence(&self, value: &Spanned<f64>) -> Result<f64, ConfigError> {
        let number = *value.get_ref();
        if (0.0..=1.0).contains(&number) {
            return Ok(number);
        }
        Err(self.error(value.span().start, format!("a confidence of {number}"), Some("it is a number from 0 to 1".to_owned())))
    }

    fn language(&self, tag: Option<&Spanned<String>>) -> Result<Option<Lang>, ConfigError> {
        let Some(tag) = tag else { return Ok(None) };
        Lang::parse(tag.get_ref()).map(Some).map_err(|error| {
            let help = match error.nearest {
                Some(code) => format!("did you mean `{code}`?"),
                None => "languages are BCP 47 tags such as en, cs, zh-Hant".to_owned(),
            };
            self.error(tag.span().start, error.to_string(), Some(help))
        })
    }

    fn systems(&self, table: &BTreeMap<Spanned<String>, Spanned<String>>) -> Result<BTreeMap<String, String>, ConfigError> {
        let mut systems = BTreeMap::new();
        for (lang, system) in table {
            if !TRANSCRIBED.contains(&lang.get_ref().as_str()) {
                let help = format!("transcriptions are known for: {}", TRANSCRIBED.join(", "));
                return Err(self.error(lang.span().start, format!("no transcriptions of `{}`", lang.get_ref()), Some(help)));
            }
            let known: Vec<(&'static str, ())> = SYSTEMS.iter().map(|system| (system.id, ())).collect();
            self.choice(Some(system), &known)?;
            systems.insert(lang.get_ref().clone(), system.get_ref().clone());
        }
        Ok(systems)
    }

    fn limit<T: Copy + PartialOrd + From<u8>>(&self, value: &Spanned<T>) -> Result<T, ConfigError> {
        if *value.get_ref() >= T::from(1) {
            return Ok(*value.get_ref());
        }
        Err(self.error(value.span().start, "a limit of 0 lets nothing through", None))
    }

    fn toml_error(&self, error: &toml::de::Error) -> ConfigError {
        let offset = error.span().map_or(0, |span| span.start);
        let message = error.message();
        // Serde says: unknown field `x`, expected one of `a`, `b`.
        let mut words = message.split('`').skip(1).step_by(2);
        match words.next().filter(|_| message.starts_with("unknown field")) {
            Some(key) => self.error(offset, format!("unknown key `{key}`"), Some(key_help(key, &words.collect::<Vec<_>>()))),
            None => self.error(offset, message.replace('\n', " "), None),
        }
    }
}

/// Where `key` belongs, or the nearest of the keys that were `expected` in its place.
fn key_help(key: &str, expected: &[&str]) -> String {
    if let Some(near) = nearest(key, expected.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let elsewhere = KEYS.iter().flat_map(|(section, keys)| keys.iter().map(move |key| (*section, *key)));
    let words: Vec<&str> = elsewhere.clone().map(|(_, key)| key).collect();
    let near = nearest(key, words).and_then(|near| elsewhere.clone().find(|(_, key)| *key == near));
    match near {
        Some((section, near)) => format!("did you mean `{near}` under [{section}]?"),
        None => format!("known here: {}", expected.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::input::BlockMode;

    fn read(text: &str) -> Result<Config, ConfigError> {
        Source { path: "isogloss.toml", text }.read()
    }

    fn fault(text: &str) -> String {
        let error = read(text).unwrap_err();
        format!("{error} / {}", error.help().unwrap_or_default())
    }

    #[test]
    fn every_key_is_read() {
        let config = read(
            "[check]\nfrom = \"cs\"\nto = \"en\"\nselect = [\"name\"]\nskip = [\"name-drift\"]\nmin-confidence = 0.7\n\
             profile = \"strict\"\nfail-on = \"warning\"\nblocks = \"line\"\n[align]\nlexicon = [\"l.tsv\"]\n\
             [names.systems]\nzh = \"wade-giles\"\n[limits]\nmax-file-bytes = 10\nmax-line-bytes = 5\n",
        )
        .unwrap();
        assert!(config.select.unwrap().contains(&"name-transcription"));
        assert_eq!(config.skip, ["name-drift"]);
        assert_eq!((config.min_confidence, config.profile), (Some(0.7), Profile::Strict));
        assert_eq!(config.fail_on, FailOn::Severity(Severity::Warning));
        assert_eq!((config.from.map(Lang::code), config.to.map(Lang::code)), (Some("cs"), Some("en")));
        assert_eq!(config.systems["zh"], "wade-giles");
        assert_eq!(config.lexicon, [PathBuf::from("l.tsv")]);
        assert_eq!(config.read, ReadOptions { blocks: BlockMode::Line, max_bytes: 10, max_line: 5 });
    }

    #[test]
    fn an_empty_file_and_the_template_change_nothing() {
        assert_eq!(read("").unwrap(), Config::default());
        assert_eq!(read(TEMPLATE).unwrap(), Config::default());
    }

    #[test]
    fn the_template_shows_every_key_at_its_default() {
        let is_key = |line: &str| line.strip_prefix("# ").is_some_and(|rest| rest.contains(" = "));
        let uncommented: Vec<&str> =
            TEMPLATE.lines().map(|line| if is_key(line) { line.trim_start_matches("# ") } else { line }).collect();
        let config = read(&uncommented.join("\n")).unwrap();
        let every = Config::default();
        assert_eq!((&config.read, config.profile, config.fail_on), (&every.read, every.profile, every.fail_on));
        for key in KEYS.iter().flat_map(|(_, keys)| keys.iter()).filter(|key| **key != "systems") {
            assert!(TEMPLATE.contains(&format!("\n# {key} = ")), "{key}");
        }
        assert!(TEMPLATE.contains("[names.systems]"));
        let all = config.select.unwrap();
        assert!(crate::checks::CHECKS.iter().all(|check| all.contains(&check.meta().id)), "{all:?}");
    }

    #[test]
    fn an_unknown_key_names_the_nearest_with_its_place() {
        assert_eq!(
            fault("[check]\nprofile = \"strict\"\nmin_confidence = 1\n"),
            "read configuration: isogloss.toml:3:1: unknown key `min_confidence` / did you mean `min-confidence`?"
        );
        assert_eq!(fault("[chek]\n"), "read configuration: isogloss.toml:1:2: unknown key `chek` / did you mean `check`?");
        assert_eq!(
            fault("fail-on = \"never\"\n"),
            "read configuration: isogloss.toml:1:1: unknown key `fail-on` / did you mean `fail-on` under [check]?"
        );
        assert!(fault("[limits]\ncolour = 1\n").ends_with("known here: max-file-bytes, max-line-bytes"));
    }

    #[test]
    fn wrong_values_are_told_with_their_place() {
        for (text, message) in [
            ("[check]\nselect = [\"name\",\n \"name-drfit\"]", "3:2: unknown check `name-drfit` / did you mean `name-drift`?"),
            ("[check]\nto = \"czech\"", "2:6: unknown language `czech` / did you mean `cs`?"),
            ("[check]\nprofile = \"strickt\"", "2:11: unknown value `strickt` / did you mean `strict`?"),
            ("[check]\nmin-confidence = 7", "2:18: a confidence of 7 / it is a number from 0 to 1"),
            ("[limits]\nmax-line-bytes = 0", "2:18: a limit of 0 lets nothing through / "),
            ("[names.systems]\nzh = \"pinjin\"", "2:6: unknown value `pinjin` / did you mean `pinyin`?"),
            ("[names.systems]\ncs = \"pinyin\"", "2:1: no transcriptions of `cs` / transcriptions are known for: zh"),
        ] {
            assert_eq!(fault(text), format!("read configuration: isogloss.toml:{message}"));
        }
        assert!(fault("[check]\nskip = 3").starts_with("read configuration: isogloss.toml:2:8: invalid type"));
        assert!(fault("[check\n").starts_with("read configuration: isogloss.toml:1:"));
    }

    #[test]
    fn columns_count_characters() {
        assert!(fault("[check]\nskip = [\"ž\", \"ž\"]").starts_with("read configuration: isogloss.toml:2:9: "));
        assert!(fault("[check]\nfrom = \"cs\" # ž\n[check.ž]").contains(":3:"), "{}", fault("[check.ž]"));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let error = Config::read(&folder.path().join("none.toml")).unwrap_err();
        assert!(error.to_string().ends_with("none.toml: no such file or directory"), "{error}");
        assert!(Config::read(folder.path()).is_err());
        let path = folder.path().join("isogloss.toml");
        std::fs::write(&path, "\u{feff}[check]\r\nto = \"en\"\r\n[align]\r\nlexicon = [\"a/l.tsv\", \"/l.tsv\"]\r\n").unwrap();
        let config = Config::read(&path).unwrap();
        assert_eq!(config.lexicon, [folder.path().join("a/l.tsv"), PathBuf::from("/l.tsv")]);
        assert_eq!((config.to.map(Lang::code), config.path), (Some("en"), Some(path)));
    }
}
