//! Translation memories: the units of a TMX file (1.1 to 1.4b), one by one.
//!
//! Files come from strangers: nothing is fetched, no entity but the five of XML is known, a document type with declarations of
//! its own is refused, and nesting and segments have limits. A document type that only names the public definition, as most
//! tools write it, is passed over.

use memchr::memchr_iter;
use quick_xml::events::attributes::AttrError;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::{InputError, ReadOptions};
use crate::text::Lang;

/// Elements within each other; TMX needs six and a few more for codes within codes.
const DEEPEST: usize = 64;

/// Elements of a segment whose content is code of the document's format, no text.
const CODES: [&str; 7] = ["bpt", "ept", "ph", "it", "ut", "sub", "x"];

/// A translation unit: one segment in several languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TmxUnit {
    /// 1-based line of its start tag.
    pub line: u64,
    /// Tag of the language it was translated from, as the unit or the file's head says it; `*all*` for any.
    pub source: String,
    /// The segment in each language, in the order of the file.
    pub variants: Vec<TmxVariant>,
}

/// A segment in one language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TmxVariant {
    /// Tag of its language, as it stands.
    pub lang: String,
    /// Its text without codes.
    pub text: String,
}

/// A unit seen as translated from one language into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TmxPair<'u> {
    /// Language translated from.
    pub from: Lang,
    /// Language translated into.
    pub to: Lang,
    /// The segment translated from.
    pub original: &'u str,
    /// The segment translated into.
    pub translation: &'u str,
}

impl TmxUnit {
    /// The pairs of segments of the unit from the language `from` into `to`. Where `from` is not told, it is the language the
    /// unit says, else its first one; where `to` is not told, every other one. Languages nobody knows and empty segments give
    /// no pair.
    #[must_use]
    pub fn pairs(&self, from: Option<Lang>, to: Option<Lang>) -> Vec<TmxPair<'_>> {
        let filled = self.variants.iter().filter(|variant| !variant.text.trim().is_empty());
        let known: Vec<(Lang, &str)> =
            filled.filter_map(|variant| Some((Lang::parse(&variant.lang).ok()?, variant.text.as_str()))).collect();
        let is = |lang: Lang, wanted: Option<Lang>| wanted.is_some_and(|wanted| wanted.code() == lang.code());
        let said = Lang::parse(&self.source).ok();
        let first = known.iter().find(|(lang, _)| !is(*lang, to));
        let original = match from {
            Some(_) => known.iter().find(|(lang, _)| is(*lang, from)),
            None => known.iter().find(|(lang, _)| is(*lang, said) && !is(*lang, to)).or(first),
        };
        let Some(&(from, original)) = original else { return Vec::new() };
        let others = known.iter().filter(|(lang, _)| lang.code() != from.code() && (to.is_none() || is(*lang, to)));
        others.map(|&(to, translation)| TmxPair { from, to, original, translation }).collect()
    }
}

/// Where in a unit the reader is.
#[derive(Debug, Default)]
struct Place {
    unit: Option<TmxUnit>,
    variant: Option<TmxVariant>,
    /// Whether a segment is open.
    segment: bool,
    /// Depth of the outermost open code of the segment.
    code: Option<usize>,
}

/// The units of a TMX text, in order. After an error it ends.
pub struct Tmx<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    name: String,
    longest: usize,
    /// Language of the file's head.
    source: String,
    place: Place,
    depth: usize,
    begun: bool,
    done: bool,
    /// A byte and the line it stands in.
    counted: (usize, u64),
}

impl<'t> Tmx<'t> {
    /// Reads `text`, called `name` in messages; a segment may have as many bytes as `options` allow a line.
    #[must_use]
    pub fn new(text: &'t str, name: &str, options: &ReadOptions) -> Self {
        Self {
            text,
            reader: Reader::from_str(text),
            name: name.to_owned(),
            longest: options.max_line,
            source: String::new(),
            place: Place::default(),
            depth: 0,
            begun: false,
            done: false,
            counted: (0, 1),
        }
    }

    /// The line of byte `at`, which never lies before one asked for earlier.
    fn line(&mut self, at: usize) -> u64 {
        let (from, line) = self.counted;
        let between = self.text.as_bytes().get(from..at).unwrap_or(&[]);
        self.counted = (at.max(from), line + memchr_iter(b'\n', between).count() as u64);
        self.counted.1
    }

    fn error(&mut self, at: usize, reason: impl Into<String>, help: Option<&str>) -> InputError {
        let line = self.line(at);
        InputError::Tmx { path: self.name.clone(), line, reason: reason.into(), help: help.map(str::to_owned) }
    }

    /// Reads on to the end of the next unit.
    fn unit(&mut self) -> Result<Option<TmxUnit>, InputError> {
        loop {
            let at = self.read_to();
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = usize::try_from(self.reader.error_position()).unwrap_or(at).max(at);
                    return Err(self.error(at, format!("broken XML: {error}"), Some("export the file again as TMX 1.4")));
                }
            };
            match event {
                Event::Start(start) => self.open(&start, at)?,
                Event::Empty(start) => {
                    self.open(&start, at)?;
                    if let Some(unit) = self.close() {
                        return Ok(Some(unit));
                    }
                }
                Event::End(_) => {
                    if let Some(unit) = self.close() {
                        return Ok(Some(unit));
                    }
                }
                Event::Text(text) => self.text(&text.xml10_content(), at)?,
                Event::CData(text) => self.text(&text.xml10_content(), at)?,
                Event::GeneralRef(name) => {
                    let c = self.reference(&name, at)?;
                    self.text(c.encode_utf8(&mut [0; 4]), at)?;
                }
                Event::DocType(text) if text.contains('[') => {
                    let help = "take the `[…]` out of the document type: TMX needs no declarations of its own";
                    return Err(self.error(at, "the document type declares entities or elements", Some(help)));
                }
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof if self.depth > 0 => {
                    return Err(self.error(at, "the file ends inside an element", Some("the file is cut off: export it again")));
                }
                Event::Eof if !self.begun => return Err(self.error(at, "there is no <tmx> element", Some(NO_TMX))),
                Event::Eof => return Ok(None),
            }
        }
    }

    fn read_to(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn open(&mut self, start: &BytesStart<'_>, at: usize) -> Result<(), InputError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(at, format!("more than {DEEPEST} elements within each other"), None));
        }
        let name = start.local_name();
        let name = name.as_ref();
        if !std::mem::replace(&mut self.begun, true) && name != "tmx" {
            return Err(self.error(at, format!("the file begins with <{name}>, not with <tmx>"), Some(NO_TMX)));
        }
        match name {
            "header" => self.source = self.attribute(start, &["srclang"], at)?.unwrap_or_default(),
            "tu" if self.depth == UNIT => {
                let source = self.attribute(start, &["srclang"], at)?.unwrap_or_else(|| self.source.clone());
                let line = self.line(at);
                self.place.unit = Some(TmxUnit { line, source, variants: Vec::new() });
            }
            "tuv" if self.depth == VARIANT && self.place.unit.is_some() => {
                let Some(lang) = self.attribute(start, &["xml:lang", "lang"], at)? else {
                    let help = "a variant is <tuv xml:lang=\"en\">";
                    return Err(self.error(at, "<tuv> does not say its language", Some(help)));
                };
                self.place.variant = Some(TmxVariant { lang, text: String::new() });
            }
            "seg" if self.depth == SEGMENT && self.place.variant.is_some() => self.place.segment = true,
            code if self.place.segment && self.place.code.is_none() && CODES.contains(&code) => {
                self.place.code = Some(self.depth);
            }
            _ => {}
        }
        Ok(())
    }

    /// Ends the innermost element; the unit it ends, if it does.
    fn close(&mut self) -> Option<TmxUnit> {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        let place = &mut self.place;
        if place.code == Some(depth) {
            place.code = None;
            return None;
        }
        match depth {
            SEGMENT => place.segment = false,
            VARIANT => place.unit.as_mut()?.variants.extend(place.variant.take()),
            UNIT => return place.unit.take(),
            _ => {}
        }
        None
    }

    fn text(&mut self, text: &str, at: usize) -> Result<(), InputError> {
        let place = &mut self.place;
        let Some(variant) = place.variant.as_mut().filter(|_| place.segment && place.code.is_none()) else {
            return Ok(());
        };
        variant.text.push_str(text);
        if variant.text.len() > self.longest {
            let help =
                "a unit is a sentence or paragraph: cut the segments, or raise `max-line-bytes` under [limits] in isogloss.toml";
            return Err(self.error(at, format!("the segment has more than {} bytes", self.longest), Some(help)));
        }
        Ok(())
    }

    fn reference(&mut self, name: &BytesRef<'_>, at: usize) -> Result<char, InputError> {
        match name.resolve_char_ref() {
            Ok(Some(c)) => return Ok(c),
            Ok(None) => {}
            Err(_) => return Err(self.error(at, format!("`&{};` stands for no character", &**name), None)),
        }
        let known = [("lt", '<'), ("gt", '>'), ("amp", '&'), ("apos", '\''), ("quot", '"')];
        let found = known.iter().find(|(known, _)| *known == &**name).map(|(_, c)| *c);
        let help = "write the character itself, or `&amp;` for a bare &";
        found.ok_or_else(|| self.error(at, format!("the entity `&{};` is not known", &**name), Some(help)))
    }

    fn attribute(&mut self, start: &BytesStart<'_>, names: &[&str], at: usize) -> Result<Option<String>, InputError> {
        for attribute in start.attributes() {
            let attribute = match attribute {
                Ok(attribute) => attribute,
                Err(AttrError::Duplicated(..)) => return Err(self.error(at, "an attribute stands twice", None)),
                Err(error) => return Err(self.error(at, format!("broken XML: {error}"), None)),
            };
            if names.contains(&attribute.key.as_ref()) {
                let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                let value = value.map_err(|error| self.error(at, format!("broken XML: {error}"), None))?;
                return Ok(Some(value.trim().to_owned()));
            }
        }
        Ok(None)
    }
}

/// Depths of elements: `tmx/body/tu/tuv/seg`.
const UNIT: usize = 3;
const VARIANT: usize = 4;
const SEGMENT: usize = 5;
const NO_TMX: &str = "a translation memory is <tmx version=\"1.4\"><header …/><body><tu>…</tu></body></tmx>";

impl Iterator for Tmx<'_> {
    type Item = Result<TmxUnit, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.unit().transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Result<TmxUnit, InputError>> {
        Tmx::new(text, "m.tmx", &ReadOptions { max_line: 60, ..ReadOptions::default() }).collect()
    }

    fn whole(body: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n<header srclang=\"cs\"/><body>\n{body}\n</body></tmx>\n"
        )
    }

    fn fault(text: &str) -> String {
        let error = read(text).pop().unwrap().unwrap_err();
        format!("{error}")
    }

    #[test]
    fn units_have_their_line_their_languages_and_no_codes() {
        let units = read(&whole(
            "<tu tuid=\"1\"><note>N</note><prop type=\"x\">P</prop>\n<tuv xml:lang=\"EN-US\"><seg>The <bpt i=\"1\">&lt;b></bpt>bud<hi>get</hi><ept i=\"1\"/> &amp; <![CDATA[<law>]]> &#x10D;</seg></tuv>\
             <tuv lang=\"cs\"><seg>Roz<ph><sub>x</sub></ph>počet</seg></tuv></tu>\n<tu srclang=\"de\"><tuv xml:lang=\"cs\"><seg/></tuv></tu>",
        ));
        let unit = units[0].as_ref().unwrap();
        let variants: Vec<(&str, &str)> =
            unit.variants.iter().map(|variant| (variant.lang.as_str(), variant.text.as_str())).collect();
        assert_eq!((unit.line, unit.source.as_str()), (5, "cs"));
        assert_eq!(variants, [("EN-US", "The budget & <law> č"), ("cs", "Rozpočet")]);
        let second = units[1].as_ref().unwrap();
        assert_eq!((second.line, second.source.as_str(), second.variants[0].text.as_str()), (7, "de", ""));
        assert_eq!(units.len(), 2);
    }

    #[test]
    fn pairs_go_from_the_language_that_is_told_or_said() {
        let variant = |lang: &str, text: &str| TmxVariant { lang: lang.to_owned(), text: text.to_owned() };
        let unit = TmxUnit {
            line: 1,
            source: "cs".to_owned(),
            variants: vec![
                variant("en", "law"),
                variant("cs", "zákon"),
                variant("qqq", "?"),
                variant("de", "Gesetz"),
                variant("sk", " "),
            ],
        };
        let pairs = |from: Option<&str>, to: Option<&str>| -> Vec<String> {
            let lang = |tag: Option<&str>| tag.map(|tag| Lang::parse(tag).unwrap());
            unit.pairs(lang(from), lang(to))
                .iter()
                .map(|pair| format!("{}-{} {}", pair.from, pair.to, pair.translation))
                .collect()
        };
        assert_eq!(pairs(None, None), ["cs-en law", "cs-de Gesetz"]);
        assert_eq!(pairs(Some("de"), None), ["de-en law", "de-cs zákon"]);
        assert_eq!(pairs(Some("de"), Some("en")), ["de-en law"]);
        assert_eq!(pairs(None, Some("cs")), ["en-cs zákon"]);
        assert_eq!(pairs(Some("fr"), None), Vec::<String>::new());
        assert_eq!(pairs(Some("cs"), Some("sk")), Vec::<String>::new());
    }

    #[test]
    fn hostile_files_are_refused_with_their_line() {
        let declared = "<!DOCTYPE tmx [\n<!ENTITY a \"aaaa\">]>\n<tmx/>";
        assert_eq!(fault(declared), "read TMX: m.tmx:1: the document type declares entities or elements");
        let unit = |seg: &str| whole(&format!("<tu><tuv xml:lang=\"cs\"><seg>{seg}</seg></tuv></tu>"));
        assert_eq!(fault(&unit("\n&a;")), "read TMX: m.tmx:6: the entity `&a;` is not known");
        assert!(fault(&unit("&#0;")).contains("`&#0;` stands for no character"));
        assert!(fault(&unit(&"<hi>".repeat(70))).contains("more than 64 elements within each other"));
        assert!(fault(&unit(&"long ".repeat(20))).contains("the segment has more than 60 bytes"));
        assert!(fault(&unit("</hi>")).starts_with("read TMX: m.tmx:5: broken XML: "));
        assert!(fault("<tmx><body><tu>\n").contains("m.tmx:2: the file ends inside an element"));
        assert!(fault(&whole("<tu><tuv><seg/></tuv></tu>")).contains("<tuv> does not say its language"));
        assert!(fault("<html/>").contains("the file begins with <html>, not with <tmx>"));
        assert!(fault("").contains("there is no <tmx> element"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_an_end(parts in proptest::collection::vec(prop_oneof![
            Just("<tmx>".to_owned()), Just("<body>".to_owned()), Just("<tu>".to_owned()), Just("</tu>".to_owned()), Just("<seg>".to_owned()),
            Just("<tuv xml:lang='cs'>".to_owned()), Just("</tuv>".to_owned()), Just("</seg>".to_owned()), Just("<ph/>".to_owned()), "[<>&;a!\\[\\]-]{0,6}"
        ], 0..30)) {
            let text = parts.concat();
            let results = read(&text);
            prop_assert!(results.iter().rev().skip(1).all(Result::is_ok));
        }
    }
}
