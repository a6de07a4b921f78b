//! The numbers of a sentence.

use smallvec::{SmallVec, smallvec};

use super::cursor::{Digits, Mixed, Numeral, char_at, char_before, mixed, numeral, unspaced};
use super::quantity::{Kind, Quantity, Weight};
use super::tables::{Lexicon, Sense, Sum};
use super::tail;
use crate::text::{Lang, Span, digit};

/// Bytes within which a word such as "about" still speaks of the number after it.
const REACH: usize = 14;

/// Least number in words that may accuse: below it a language has many more words than the tables (trio, threefold, both).
const SPELLED: f64 = 11.0;

/// The numbers of `text`, a sentence in `lang`, in order; spans are bytes of `text`.
#[must_use]
pub fn read(text: &str, lang: Lang) -> Vec<Quantity> {
    let lexicon = Lexicon::of(lang);
    let mut reader =
        Reader { text, code: lang.code(), lexicon, out: Vec::new(), at: 0, about: None, month: None, word: String::new() };
    while let Some(c) = char_at(text, reader.at) {
        if digit(c).is_some() {
            reader.number();
        } else if numeral(c).is_some_and(|numeral| numeral != Numeral::Odd) && reader.han() {
            reader.numerals();
        } else if !unspaced(c) && c.is_alphabetic() {
            reader.word();
        } else {
            reader.mark(c);
        }
    }
    tail::share(&mut reader.out, text);
    reader.out
}

pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) code: &'static str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) out: Vec<Quantity>,
    pub(super) at: usize,
    /// End of the last "about".
    about: Option<usize>,
    /// End of the last name of a month.
    pub(super) month: Option<usize>,
    /// The word that is looked up.
    word: String,
}

pub(super) fn quantity(span: Span, values: SmallVec<[f64; 4]>, weight: Weight) -> Quantity {
    Quantity {
        span,
        full: span,
        values,
        kind: Kind::Plain,
        weight,
        about: false,
        odd: false,
        scale: 1.0,
        words: false,
        symbol: "",
    }
}

impl Reader<'_> {
    /// Languages in which characters are numerals.
    fn han(&self) -> bool {
        matches!(self.code, "zh" | "ja" | "yue")
    }

    fn mark(&mut self, c: char) {
        let half = match c {
            '½' => Some(0.5),
            '¼' => Some(0.25),
            '¾' => Some(0.75),
            _ => None,
        };
        let end = self.at + c.len_utf8();
        if let Some(part) = half {
            self.out.push(quantity(Span::new(self.at, end), smallvec![part, part * 100.0], Weight::Witness));
        }
        if matches!(c, '约' | '約' | '近' | '逾' | '超' | '过' | '過') {
            self.about = Some(end);
        }
        self.at = end;
    }

    /// Digits, and what belongs to them.
    fn number(&mut self) {
        let start = self.at;
        let Some(digits) = Digits::read(self.text, start) else {
            self.at += 1;
            return;
        };
        self.at = digits.end;
        let values = digits.values(self.lexicon.format);
        if values.is_empty() {
            self.parted(&digits);
            return;
        }
        let weight = self.weight(start);
        let mut found = quantity(Span::new(start, digits.end), values, weight);
        if let Some(more) = mixed(self.text, Some(found.value()), digits.end, self.lexicon.format).filter(|_| self.cjk()) {
            self.take(&mut found, more);
        }
        // The number of an item in a list.
        let mark = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(") ") || rest.starts_with(". "));
        let item = mark && found.value() < 100.0 && self.text.get(..start).is_some_and(|before| before.trim().is_empty());
        let at = self.out.len();
        self.finish(found, &digits);
        let letters = char_before(self.text, start).is_some_and(char::is_uppercase);
        match self.out.get_mut(at) {
            Some(found) if item && found.kind == Kind::Plain => found.weight = Weight::Witness,
            // An amount in a currency that is not in the table: `N585 million`.
            Some(found) if letters && found.scale > 1.0 => found.weight = Weight::Full,
            _ => {}
        }
    }

    fn cjk(&self) -> bool {
        self.han() || self.code == "ko"
    }

    fn take(&mut self, found: &mut Quantity, more: Mixed) {
        found.values = smallvec![more.value];
        found.span = Span::new(found.span.start(), more.end);
        found.scale = more.scale;
        found.odd = more.odd;
        self.at = more.end;
    }

    /// A number in characters. Most single characters are words or names (一些, 三星).
    fn numerals(&mut self) {
        let start = self.at;
        let Some(read) = mixed(self.text, None, start, self.lexicon.format) else {
            self.at += char_at(self.text, start).map_or(1, char::len_utf8);
            return;
        };
        self.at = read.end;
        let sure = read.big
            && read.numerals >= 2
            && char_at(self.text, start).and_then(numeral).is_some_and(|first| !matches!(first, Numeral::Big(_)));
        let vague = self.vague_before(start);
        let weight = if sure && !vague { Weight::Full } else { Weight::Witness };
        let mut found = quantity(Span::new(start, read.end), smallvec![read.value], weight);
        found.words = true;
        found.odd = read.odd;
        if let Some(rest) = self.text.get(read.end..).and_then(|rest| rest.strip_prefix("分之"))
            && let Some(over) = mixed(rest, None, 0, self.lexicon.format).filter(|_| read.value > 0.0)
        {
            let part = over.value / read.value;
            self.at = self.text.len() - rest.len() + over.end;
            found.values = smallvec![part, part * 100.0];
            found.span = Span::new(start, self.at);
        }
        let none = Digits { end: self.at, groups: SmallVec::new(), marks: SmallVec::new() };
        self.finish(found, &none);
    }

    fn vague_before(&self, start: usize) -> bool {
        matches!(char_before(self.text, start), Some('数' | '數' | '几' | '幾' | '何' | '第' | '上' | '성' | '수'))
    }

    /// Dates, times, scores, seasons: several numbers in one.
    fn parted(&mut self, digits: &Digits) {
        let weight = self.weight(digits.groups.first().map_or(0, |group| group.start));
        let colon = digits.marks.iter().all(|mark| matches!(mark, ':' | '：'));
        let groups = &digits.groups;
        if let ([hour, minute], true) = (groups.as_slice(), colon)
            && hour.value <= 24.0
            && minute.digits == 2
            && minute.value < 60.0
        {
            let mut found = quantity(Span::new(hour.start, minute.end), SmallVec::new(), weight);
            tail::clock(&mut found, hour.value, minute.value);
            self.finish(found, digits);
            return;
        }
        let date = groups.len() == 3 && digits.marks.iter().all(|mark| *mark == '.');
        for (at, group) in groups.iter().enumerate() {
            let weight = if colon || date && at == 2 { weight } else { Weight::Witness };
            self.out.push(quantity(Span::new(group.start, group.end), smallvec![group.value], weight));
            if let Some(last) = self.out.last_mut().filter(|_| date) {
                last.kind = [Kind::Day, Kind::Month, Kind::Year][at.min(2)];
                last.weight = if at == 0 { Weight::Full } else { last.weight };
            }
        }
        if let ([over, under], ['/']) = (groups.as_slice(), digits.marks.as_slice())
            && under.value > 0.0
        {
            let part = over.value / under.value;
            self.out.push(quantity(Span::new(over.start, under.end), smallvec![part, part * 100.0], Weight::Witness));
        }
    }

    /// Digits after a letter, a hyphen or a sign of numbering are part of a name.
    fn weight(&self, start: usize) -> Weight {
        let Some(before) = char_before(self.text, start) else { return Weight::Full };
        let letters =
            |c: char| c.is_alphabetic() && !unspaced(c) && !matches!(self.code, "he" | "ar" | "fa" | "hi" | "ko" | "vi");
        if matches!(before, '#' | '№' | '@' | '_') || self.vague_before(start) {
            return Weight::Witness;
        }
        if letters(before) {
            let word = tail::last_word(self.text, start);
            return if tail::currency_code(word).is_some() { Weight::Full } else { Weight::Witness };
        }
        // `2023-24`, `'24`
        let dash = matches!(before, '-' | '–' | '‑' | '/');
        let head = self.text.get(..start - before.len_utf8()).unwrap_or("");
        if dash && head.chars().rev().take_while(|c| digit(*c).is_some()).count() == 4 || matches!(before, '\'' | '’') {
            return Weight::Witness;
        }
        let hyphen = matches!(before, '-' | '‐' | '‑') || before == '.';
        let joined = hyphen
            && char_before(self.text, start - before.len_utf8())
                .is_some_and(|c| letters(c) || before == '.' && digit(c).is_some());
        if joined { Weight::Witness } else { Weight::Full }
    }

    /// Takes the unit and what else follows, and keeps the number.
    pub(super) fn finish(&mut self, mut found: Quantity, digits: &Digits) {
        found.about |= self.about.is_some_and(|end| found.span.start().saturating_sub(end) <= REACH);
        tail::complete(self, &mut found, digits);
        self.out.push(found);
    }

    /// The word at byte `at` in small letters, into [`Reader::word`]; returns its end.
    pub(super) fn lower(&mut self, at: usize) -> usize {
        self.word.clear();
        let end = word_end(self.text, at);
        for c in self.text.get(at..end).unwrap_or("").chars() {
            self.word.extend(c.to_lowercase());
        }
        end
    }

    /// What the word at `at` says, and where it ends.
    pub(super) fn sense(&mut self, at: usize) -> (Option<Sense>, usize, bool) {
        let end = self.lower(at);
        let found = self.lexicon.get(&self.word);
        if found.is_some() || !matches!(self.code, "ar" | "he" | "fa") {
            return (found, end, false);
        }
        let linked = self.word.starts_with(['و', 'ו']);
        for prefix in ["وال", "ال", "و", "ب", "ل", "ו", "ה", "ב", "ל", "כ", "מ", "ש"] {
            if let Some(rest) = self.word.strip_prefix(prefix).filter(|rest| rest.chars().count() >= 2)
                && let Some(found) = self.lexicon.get(rest)
            {
                return (Some(found), end, linked);
            }
        }
        (None, end, false)
    }

    fn word(&mut self) {
        let start = self.at;
        let (sense, end, _) = self.sense(start);
        self.at = end.max(start + 1);
        let Some(sense) = sense else { return };
        if sense.about {
            self.about = Some(end);
        }
        // A word for a month counts as one beside digits only; many are other words too (may, mars, lis).
        if let Some(month) = sense.month {
            self.month = Some(end);
            self.out.push(Quantity { kind: Kind::Month, ..quantity(Span::new(start, end), smallvec![month], Weight::Witness) });
        }
        if sense.cardinal.is_none() && sense.scale.is_none() {
            for value in [sense.pair, sense.part].into_iter().flatten() {
                let values = if sense.part.is_some() { smallvec![value, value * 100.0] } else { smallvec![value] };
                self.out.push(Quantity { words: true, ..quantity(Span::new(start, end), values, Weight::Witness) });
            }
            return;
        }
        self.spelled(start, end, sense);
    }

    /// Number words in a row.
    fn spelled(&mut self, start: usize, first_end: usize, first: Sense) {
        let mut sum = Sum::default();
        let mut end = first_end;
        if sum.add(first, false).is_none() {
            return;
        }
        let mut words = 1;
        let mut scaled = first.scale.filter(|scale| *scale >= 1000.0).is_some();
        let mut part = first.part.map(|part| part * if words == 1 { 1.0 } else { 0.0 });
        while let Some((sense, next, linked)) = self.following(end) {
            if let Some(of) = sense.part.filter(|_| sum.total() < 10.0 && sense.scale.is_none()) {
                part = Some(of * sum.total());
                end = next;
                break;
            }
            let quatre_vingt = self.code == "fr" && sum.total() == 4.0 && sense.cardinal == Some(20.0);
            if quatre_vingt {
                sum = Sum::default();
                if sum.add(Sense { cardinal: Some(80.0), ..Sense::default() }, false).is_none() {
                    break;
                }
            } else if sum.add(sense, linked).is_none() {
                break;
            }
            scaled |= sense.scale.is_some_and(|scale| scale >= 1000.0);
            words += 1;
            end = next;
        }
        let value = sum.total();
        let alone = words == 1 && first.cardinal.is_none();
        let sure = !alone && part.is_none() && value.fract() == 0.0 && (value >= SPELLED || scaled);
        let weight = if sure { Weight::Full } else { Weight::Witness };
        let mut values: SmallVec<[f64; 4]> = smallvec![value];
        if let Some(part) = part {
            values = smallvec![part, part * 100.0, value];
        }
        values.extend(first.pair.filter(|_| words == 1));
        let mut found = quantity(Span::new(start, end), values, weight);
        found.words = true;
        self.at = end;
        let none = Digits { end, groups: SmallVec::new(), marks: SmallVec::new() };
        self.finish(found, &none);
    }

    /// The number word after byte `end`, across a space, a hyphen or an "and".
    fn following(&mut self, end: usize) -> Option<(Sense, usize, bool)> {
        const AND: [&str; 12] = ["and", "und", "y", "e", "et", "og", "och", "en", "a", "și", "και", "và"];
        let mut at = end + tail::gap(self.text, end)?;
        let mut linked = false;
        let stop = word_end(self.text, at);
        if self.text.get(at..stop).is_some_and(|word| AND.contains(&word)) {
            at = stop + tail::gap(self.text, stop)?;
            linked = true;
        }
        let (sense, next, prefixed) = self.sense(at);
        let sense = sense.filter(|sense| sense.cardinal.is_some() || sense.scale.is_some() || sense.part.is_some())?;
        Some((sense, next, linked || prefixed))
    }
}

/// Where the word that begins at `at` ends: letters, their marks, and apostrophes between letters.
pub(super) fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text.get(at..).unwrap_or("").chars().peekable();
    while let Some(c) = chars.next() {
        let letter = c.is_alphabetic() && !unspaced(c)
            || unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\'' | '’' | '\u{2bc}' | '"' | '״') && end > at && chars.peek().is_some_and(|c| c.is_alphabetic());
        if !letter {
            break;
        }
        end += c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(lang: &str, text: &str) -> Vec<f64> {
        read(text, Lang::parse(lang).unwrap()).iter().map(Quantity::value).collect()
    }

    fn one(lang: &str, text: &str) -> Quantity {
        let found = read(text, Lang::parse(lang).unwrap());
        assert_eq!(found.len(), 1, "{found:?}");
        found.into_iter().next().unwrap()
    }

    #[test]
    fn scales_of_all_countries_give_one_value() {
        let forms = [
            ("cs", "2,5 mil. Kč"),
            ("en", "2.5 million"),
            ("de", "2,5 Millionen"),
            ("zh", "250万"),
            ("ja", "250万人"),
            ("ko", "250만 명"),
            ("hi", "25 लाख"),
            ("th", "2.5 ล้าน"),
            ("es", "2,5 millones"),
            ("ru", "2,5 млн"),
            ("ar", "2.5 مليون"),
            ("he", "2.5 מיליון"),
            ("en", "two and a half million"),
            ("es", "2 millones y medio"),
            ("ja", "2・5百万"),
        ];
        for (lang, text) in forms {
            assert_eq!(values(lang, text), [2.5e6], "{text}");
        }
        assert_eq!(values("es", "1.600 millones de euros"), [1.6e9]);
        assert_eq!(values("hi", "615 करोड़ रुपये"), [6.15e9]);
        assert_eq!(values("ja", "1兆6000億円"), [1.6e12]);
        assert_eq!(values("zh", "三十万"), [3e5]);
    }

    #[test]
    fn number_words_are_put_together() {
        assert_eq!(values("en", "two hundred and fifty-three thousand people"), [253_000.0]);
        assert_eq!(values("cs", "dvě stě padesát tři tisíc lidí"), [253_000.0]);
        assert_eq!(values("ru", "двести пятьдесят три тысячи"), [253_000.0]);
        assert_eq!(values("fr", "quatre-vingt-dix-sept"), [97.0]);
        assert_eq!(values("ar", "ثلاثة وعشرون"), [23.0]);
        assert_eq!(values("en", "five or six"), [5.0, 6.0]);
        assert_eq!(values("en", "two dozen people"), [24.0]);
        assert_eq!(one("en", "a dozen people").weight, Weight::Witness);
    }

    #[test]
    fn units_dates_and_times_are_told() {
        assert_eq!(one("en", "CZK 200 billion").kind, Kind::Money(4));
        assert_eq!(one("cs", "5 procent").kind, Kind::Percent);
        assert_eq!(one("tr", "yüzde 5").kind, Kind::Percent);
        assert_eq!(one("en", "1.5 million euros").kind, Kind::Money(2));
        assert_eq!(one("fr", "1,5 million d'euros").kind, Kind::Money(2));
        assert_eq!(one("de", "3.10 Uhr").kind, Kind::Time);
        assert_eq!(one("en", "at 1:30 a.m.").value(), 1.3);
        assert_eq!(one("ja", "令和6年").values.as_slice(), [6.0, 2024.0, 2025.0]);
        assert_eq!(one("en", "in 2024").kind, Kind::Year);
        assert_eq!(one("ru", "в 2202 году").kind, Kind::Year);
        assert_eq!(one("ja", "1・5メートル").value(), 1.5);
        assert_eq!(one("ja", "1時間半").value(), 1.5);
        assert_eq!(read("24. února", Lang::parse("cs").unwrap())[0].kind, Kind::Day);
    }

    #[test]
    fn digits_in_names_only_witness() {
        for text in ["F-16", "COVID-19", "G7", "5G", "B52"] {
            assert!(read(text, Lang::parse("en").unwrap()).iter().all(|found| found.weight == Weight::Witness), "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in "(\\PC|[0-9.,:/ –-]|[一二三十百千万億]|million|und|[a-zа-я]){0,30}") {
            for lang in ["en", "cs", "ja", "ko", "th", "ar", "de", "fr", "zz"].iter().filter_map(|code| Lang::parse(code).ok()) {
                for found in read(&text, lang) {
                    assert!(!found.values.is_empty() && text.get(found.full.start()..found.full.end()).is_some(), "{found:?}");
                }
            }
        }
    }
}
