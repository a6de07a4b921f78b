//! Words, numbers and marks of a sentence.
//!
//! Every character that is not white space lies in exactly one token, and tokens come in order.

use super::segment::Segmenters;
use super::{Lang, Span};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Holds a letter: `Ťin-pching`, `O'Brien`, `F-16`, `5G`, `北京`.
    Word,
    /// Digits and the separators between them: `1,200.5`, `3:1`, `18/2`.
    Number,
    /// One mark with what combines with it.
    Punct,
}

/// A token of some text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    /// Combining marks and joiners: they go with what they follow.
    Mark,
    /// Katakana runs are one word: names and loans, which no dictionary should cut.
    Katakana,
    /// Scripts without spaces between words: the dictionary decides.
    Unspaced,
    Space,
    Other,
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '\0'..='\x7f' => {
            if c.is_whitespace() {
                Class::Space
            } else {
                Class::Other
            }
        }
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{2ff}' | 'А'..='ҁ' => Class::Letter,
        '\u{200c}' | '\u{200d}' => Class::Mark,
        'ヵ' | 'ヶ' => Class::Unspaced,
        'ァ'..='ヺ' | 'ー'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => Class::Katakana,
        '々'..='〇' | 'ぁ'..='ゟ' | '㐀'..='䶿' | '一'..='\u{9fff}' | '豈'..='\u{faff}' | '\u{20000}'..='\u{323af}' => {
            Class::Unspaced
        }
        '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}' | '\u{e81}'..='\u{ece}' | '\u{edc}'..='\u{edf}' => Class::Unspaced,
        '\u{1000}'..='\u{103f}' | '\u{1050}'..='\u{108f}' | '\u{1780}'..='\u{17d3}' | '\u{17d7}' | '\u{17dc}' | '\u{17dd}' => {
            Class::Unspaced
        }
        _ if c.is_alphabetic() => Class::Letter,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_whitespace() => Class::Space,
        _ if unicode_normalization::char::is_combining_mark(c) => Class::Mark,
        _ => Class::Other,
    }
}

/// Marks that stand for an apostrophe inside words. `‘` is used for the ʻokina and for ʿayn.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '´' | '＇')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_hebrew(c: char) -> bool {
    ('\u{5d0}'..='\u{5f2}').contains(&c)
}

/// Hands every token of `text` to `sink`, in order.
pub fn tokens(text: &str, _lang: Lang, segmenters: &Segmenters, mut sink: impl FnMut(Token)) {
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let next = match class(c) {
            Class::Space => {
                at += c.len_utf8();
                continue;
            }
            Class::Letter | Class::Digit => {
                let (end, kind) = word(text, at);
                sink(Token { span: Span::new(at, end), kind });
                end
            }
            Class::Katakana => {
                let end = run(text, at, |class| matches!(class, Class::Katakana | Class::Mark));
                sink(Token { span: Span::new(at, end), kind: TokenKind::Word });
                end
            }
            Class::Unspaced => {
                let end = unspaced_run(text, at);
                unspaced(text, Span::new(at, end), segmenters, &mut sink);
                end
            }
            Class::Mark | Class::Other => {
                let end = run(text, at + c.len_utf8(), |class| class == Class::Mark);
                sink(Token { span: Span::new(at, end), kind: TokenKind::Punct });
                end
            }
        };
        at = next;
    }
}

fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// Where the run of characters of accepted classes that begins at `from` ends.
fn run(text: &str, from: usize, accepts: impl Fn(Class) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or("");
    rest.find(|c| !accepts(class(c))).map_or(text.len(), |length| from + length)
}

/// As [`run`] for scripts without spaces; a long-vowel mark after hiragana belongs to it (らーめん).
fn unspaced_run(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut hiragana = false;
    while let Some(c) = char_at(text, end) {
        if !(matches!(class(c), Class::Unspaced | Class::Mark) || (hiragana && c == 'ー')) {
            break;
        }
        hiragana = c == 'ー' || ('ぁ'..='ゟ').contains(&c);
        end += c.len_utf8();
    }
    end
}

fn unspaced(text: &str, run: Span, segmenters: &Segmenters, sink: &mut impl FnMut(Token)) {
    let mut from = 0;
    for to in segmenters.words().segment_str(run.of(text)).filter(|to| *to > 0) {
        let span = Span::new(from, to).shift(run.start());
        let kind = if span.of(text).chars().any(char::is_alphabetic) { TokenKind::Word } else { TokenKind::Punct };
        sink(Token { span, kind });
        from = to;
    }
}

/// The word or number that begins at `from`, a letter or digit.
fn word(text: &str, from: usize) -> (usize, TokenKind) {
    let mut end = from;
    let mut letters = false;
    let mut last = '\0';
    while let Some(c) = char_at(text, end) {
        match class(c) {
            Class::Letter => {
                letters = true;
                last = c;
            }
            Class::Digit => last = c,
            Class::Mark => {}
            Class::Other => {
                let after =
                    char_at(text, end + c.len_utf8()).filter(|after| matches!(class(*after), Class::Letter | Class::Digit));
                let Some(after) = after else { break };
                if !joins(text, end, last, c, after, letters) {
                    break;
                }
            }
            _ => break,
        }
        end += c.len_utf8();
    }
    (end, if letters { TokenKind::Word } else { TokenKind::Number })
}

/// Whether mark `c` at `at`, between `last` and `after`, is inside a word or number.
fn joins(text: &str, at: usize, last: char, c: char, after: char, letters: bool) -> bool {
    let (digit_before, digit_after) = (class(last) == Class::Digit, class(after) == Class::Digit);
    if digit_before && digit_after {
        // `10-15` is two numbers, but `COVID-19-20` and `B-1-2` are one word.
        return matches!(c, '.' | ',' | ':' | '/' | '٫' | '٬' | '，' | '．' | '：') && !letters
            || is_apostrophe(c)
            || is_hyphen(c) && letters;
    }
    match c {
        _ if is_hyphen(c) => true,
        _ if is_apostrophe(c) => !digit_after,
        '·' => !digit_before && !digit_after,
        '"' | '״' | '׳' => is_hebrew(last) && is_hebrew(after),
        '_' => true,
        '.' => is_domain_dot(text, at),
        _ => false,
    }
}

/// `idnes.cz`, `Booking.com`: at least two letters on each side, small ones around the dot. Initials (`J.K.`) and
/// abbreviations (`z.B.`) are cut at the dot instead.
fn is_domain_dot(text: &str, at: usize) -> bool {
    let small = |c: char| c.is_ascii_lowercase();
    let mut before = text.get(..at).unwrap_or("").chars().rev();
    let mut after = text.get(at + 1..).unwrap_or("").chars();
    [before.next(), before.next(), after.next(), after.next()].into_iter().all(|c| c.is_some_and(small))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str, lang: &str) -> String {
        let mut out = Vec::new();
        tokens(text, Lang::parse(lang).unwrap(), &Segmenters::default(), |token| {
            let mark = match token.kind {
                TokenKind::Word => "",
                TokenKind::Number => "#",
                TokenKind::Punct => "!",
            };
            out.push(format!("{mark}{}", token.span.of(text)));
        });
        out.join(" ")
    }

    #[test]
    fn words_keep_inner_hyphens_and_apostrophes() {
        for word in [
            "Ťin-pching",
            "Sino-Russian",
            "O'Brien",
            "Wang's",
            "Wang’s",
            "aujourd'hui",
            "Си-Цзиньпин",
            "T'ien-an-men",
            "col·lega",
            "5G",
            "F-16",
            "COVID-19",
            "18letý",
            "18-letý",
            "1990s",
            "idnes.cz",
            "صهيوني",
            "हिन्दी",
            "צה\"ל",
            "محمّد",
        ] {
            assert_eq!(cut(word, "cs"), word);
        }
    }

    #[test]
    fn numbers_keep_the_separators_between_digits() {
        assert_eq!(cut("1,200.5 3:1 18/2 90.000 10-15 2020–2021", "en"), "#1,200.5 #3:1 #18/2 #90.000 #10 !- #15 #2020 !– #2021");
        assert_eq!(cut("١٬٢٠٠٫٥ 5, 6. 18.", "ar"), "#١٬٢٠٠٫٥ #5 !, #6 !. #18 !.");
    }

    #[test]
    fn initials_and_marks_stand_alone() {
        assert_eq!(
            cut("J.K. Rowling's „dům“ (5 %) 'hello' –ne-", "cs"),
            "J !. K !. Rowling's !„ dům !“ !( #5 !% !) !' hello !' !– ne !-"
        );
        assert_eq!(cut("U.S. AT&T e\u{301}t\u{e9} ☀\u{fe0f}", "en"), "U !. S !. AT !& T e\u{301}t\u{e9} !☀\u{fe0f}");
    }

    #[test]
    fn unspaced_scripts_are_cut_by_the_dictionary() {
        assert_eq!(cut("中国外交部长王毅访问北京。", "zh"), "中国 外交部 长 王 毅 访问 北京 !。");
        assert_eq!(
            cut("ウラジーミル・プーチン大統領は5G網を訪問した。", "ja"),
            "ウラジーミル !・ プーチン 大統領 は 5G 網 を 訪問 した !。"
        );
        assert_eq!(cut("ประเทศไทย 2567", "th"), "ประเทศ ไทย #2567");
    }

    proptest! {
        #[test]
        fn every_visible_character_is_in_one_token(text in "(\\PC|[a-zA-Z0-9 .,'’\"-]|[一-三ァ-ンก-ฮא-ת]){0,40}") {
            let segmenters = Segmenters::default();
            let mut end = 0;
            tokens(&text, Lang::parse("ja").unwrap(), &segmenters, |token| {
                assert!(token.span.start() >= end && !token.span.of(&text).is_empty(), "{token:?}");
                let between = text.get(end..token.span.start()).unwrap();
                assert!(between.trim().is_empty(), "{between:?}");
                end = token.span.end();
            });
            prop_assert!(text.get(end..).unwrap().trim().is_empty());
        }
    }
}
