//! Aligned sentences as a translation memory, TMX 1.4.
//!
//! Source of the format: TMX 1.4b Specification, LISA OSCAR, 2005.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use crate::text::Lang;

/// A unit of a translation memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TmxEntry<'e> {
    /// Language and text of the original.
    pub original: (Lang, &'e str),
    /// Language and text of the translation.
    pub translation: (Lang, &'e str),
    /// Whether each text is one sentence.
    pub one_to_one: bool,
    /// Type and value of each property; types of one's own begin with `x-`.
    pub properties: &'e [(&'static str, String)],
}

/// Writes a TMX file unit by unit. The language in the file's head is that of the first original; units from another language
/// name it themselves.
#[derive(Debug)]
pub struct TmxWriter<W> {
    out: W,
    source: Option<Lang>,
}

impl<W: Write> TmxWriter<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, source: None }
    }

    /// Writes a unit.
    ///
    /// # Errors
    /// Whatever the output says.
    pub fn entry(&mut self, entry: &TmxEntry<'_>) -> io::Result<()> {
        let (from, _) = entry.original;
        let source = match self.source {
            Some(source) => source,
            None => {
                self.source = Some(from);
                self.head(&from.to_string())?;
                from
            }
        };
        let mut unit = String::from("    <tu");
        if source != from {
            let _ = write!(unit, " srclang=\"{from}\"");
        }
        if !entry.one_to_one {
            unit.push_str(" segtype=\"block\"");
        }
        unit.push_str(">\n");
        for (kind, value) in entry.properties {
            let _ = writeln!(unit, "      <prop type=\"{kind}\">{}</prop>", escaped(value));
        }
        for (lang, text) in [entry.original, entry.translation] {
            let _ = writeln!(unit, "      <tuv xml:lang=\"{lang}\"><seg>{}</seg></tuv>", escaped(text));
        }
        unit.push_str("    </tu>\n");
        self.out.write_all(unit.as_bytes())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Whatever the output says.
    pub fn finish(&mut self) -> io::Result<()> {
        if self.source.is_none() {
            self.head("*all*")?;
        }
        self.out.write_all(b"  </body>\n</tmx>\n")?;
        self.out.flush()
    }

    /// The output itself.
    pub fn into_inner(self) -> W {
        self.out
    }

    /// No date: the same texts give the same bytes.
    fn head(&mut self, source: &str) -> io::Result<()> {
        let version = env!("CARGO_PKG_VERSION");
        write!(
            self.out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  \
             <header creationtool=\"isogloss\" creationtoolversion=\"{version}\" segtype=\"sentence\" o-tmf=\"isogloss\" \
             adminlang=\"en\" srclang=\"{source}\" datatype=\"plaintext\"/>\n  <body>\n"
        )
    }
}

/// `text` for the content of an element: marks of XML escaped, characters that XML has no place for left out.
fn escaped(text: &str) -> Cow<'_, str> {
    // A carriage return would come back as a line break.
    if !text.contains(|c| matches!(c, '<' | '>' | '&' | '\r') || !is_xml(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars().filter(|c| is_xml(*c)) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Characters of XML 1.0, production 2.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{ReadOptions, Tmx, TmxUnit};
    use proptest::prelude::*;

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).unwrap()
    }

    fn written(entries: &[TmxEntry<'_>]) -> String {
        let mut out = Vec::new();
        let mut writer = TmxWriter::new(&mut out);
        entries.iter().for_each(|entry| writer.entry(entry).unwrap());
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    fn read(text: &str) -> Vec<TmxUnit> {
        Tmx::new(text, "m.tmx", &ReadOptions::default()).map(Result::unwrap).collect()
    }

    fn entry<'e>(from: &str, original: &'e str, translation: &'e str) -> TmxEntry<'e> {
        TmxEntry { original: (lang(from), original), translation: (lang("en"), translation), one_to_one: true, properties: &[] }
    }

    #[test]
    fn the_file_is_what_the_specification_asks_for() {
        let properties = [("x-confidence", "0.98".to_owned()), ("x-article", "a<b".to_owned())];
        let first = TmxEntry { one_to_one: false, properties: &properties, ..entry("cs", "A & B", "C\u{1}D\u{ffff}") };
        let text = written(&[first, entry("zh-Hant", "政府", "\"Government\"")]);
        let expected = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="isogloss" creationtoolversion="{}" segtype="sentence" o-tmf="isogloss" adminlang="en" srclang="cs" datatype="plaintext"/>
  <body>
    <tu segtype="block">
      <prop type="x-confidence">0.98</prop>
      <prop type="x-article">a&lt;b</prop>
      <tuv xml:lang="cs"><seg>A &amp; B</seg></tuv>
      <tuv xml:lang="en"><seg>CD</seg></tuv>
    </tu>
    <tu srclang="zh-Hant">
      <tuv xml:lang="zh-Hant"><seg>政府</seg></tuv>
      <tuv xml:lang="en"><seg>"Government"</seg></tuv>
    </tu>
  </body>
</tmx>
"#,
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(text, expected);
        assert_eq!(read(&text).iter().map(|unit| unit.source.as_str()).collect::<Vec<_>>(), ["cs", "zh-Hant"]);
    }

    #[test]
    fn a_file_without_units_is_whole() {
        let text = written(&[]);
        assert!(text.contains("srclang=\"*all*\"") && read(&text).is_empty(), "{text}");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_without_what_xml_has_no_place_for(original in "(?s).{0,40}", translation in "[<>&;\"'\\]\r\n\t a]{0,20}") {
            let units = read(&written(&[entry("cs", &original, &translation)]));
            let kept: String = original.chars().filter(|c| is_xml(*c)).collect();
            prop_assert_eq!(&units[0].variants[0].text, &kept);
            prop_assert_eq!(&units[0].variants[1].text, &translation);
        }
    }
}
