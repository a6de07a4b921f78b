//! Folding: letters to a base form in which spellings are compared.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, no diacritics, ligatures and barred letters as their base letters, apostrophes and hyphens unified.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(&mut out, text);
    out
}

/// As [`fold`], appended to `out`.
pub fn fold_into(out: &mut String, text: &str) {
    let mut rest = text;
    loop {
        let (plain, other) = rest.split_at(rest.bytes().position(|byte| !byte.is_ascii() || byte == b'`').unwrap_or(rest.len()));
        let from = out.len();
        out.push_str(plain);
        out.get_mut(from..).into_iter().for_each(str::make_ascii_lowercase);
        rest = other;
        let Some(c) = rest.chars().next() else { return };
        if let Some(folded) = usize::try_from(u32::from(c)).ok().and_then(|at| LATIN.get(at)) {
            out.push_str(folded);
            rest = rest.get(c.len_utf8()..).unwrap_or("");
        } else {
            // What Latin letters do not need: marks that stand apart, other scripts.
            let end = rest.find(|c: char| u32::from(c) < LATIN_END).unwrap_or(rest.len());
            let other = rest.get(..end).unwrap_or("");
            other.nfd().flat_map(char::to_lowercase).for_each(|c| push_base(out, c));
            rest = rest.get(end..).unwrap_or("");
        }
    }
}

/// One past the last character that [`LATIN`] holds.
const LATIN_END: u32 = 0x250;

/// The letters of Latin alphabets, folded.
static LATIN: LazyLock<Vec<String>> = LazyLock::new(|| {
    let fold = |c: char| {
        let mut out = String::new();
        std::iter::once(c).nfd().flat_map(char::to_lowercase).for_each(|c| push_base(&mut out, c));
        out
    };
    (0..LATIN_END).filter_map(char::from_u32).map(fold).collect()
});

/// Without diacritics; case stays. Cyrillic й and ё keep theirs, since they are letters of their own.
#[must_use]
pub fn strip_marks(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, 'й' | 'Й' | 'ё' | 'Ё' | 'ї' | 'Ї') {
            out.push(c);
        } else {
            out.extend(c.nfd().filter(|c| !is_combining_mark(*c)));
        }
    }
    out
}

fn push_base(out: &mut String, c: char) {
    match c {
        'ł' => out.push('l'),
        'ø' => out.push('o'),
        'đ' | 'ð' => out.push('d'),
        'ħ' => out.push('h'),
        'ı' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '′' => out.push('\''),
        '‐' | '‑' | '–' | '—' => out.push('-'),
        c if is_combining_mark(c) => {}
        c => out.push(c),
    }
}

/// True for characters of scripts that write without spaces or fill a square: Han, kana, Hangul, full-width forms.
#[must_use]
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// True for characters of scripts that write words without spaces: Han, kana, Thai, Lao, Khmer, Myanmar.
#[must_use]
pub fn is_unspaced(c: char) -> bool {
    let hangul = matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}');
    (is_wide(c) && !hangul) || matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_marks_and_case() {
        assert_eq!(fold("Čchin Kang"), "cchin kang");
        assert_eq!(fold("Łódź, Straße, Ærø"), "lodz, strasse, aero");
        assert_eq!(fold("L’Aquila"), "l'aquila");
        assert_eq!(fold("Z\u{30c}i\u{17e} – Đặng İzmir Ťǎ"), "ziz - dang izmir ta");
        assert_eq!(strip_marks("Ťin-pching Сергей"), "Tin-pching Сергей");
    }

    #[test]
    fn hangul_is_wide_but_spaced_and_thai_the_other_way_round() {
        assert!(['漢', 'か', 'ไ', 'ລ', 'ខ', 'မ'].into_iter().all(is_unspaced));
        assert!(['한', 'a', 'я', 'ש'].into_iter().all(|c| !is_unspaced(c)));
        assert_eq!((is_wide('한'), is_wide('ไ')), (true, false));
    }
}
