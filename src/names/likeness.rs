//! How alike two names sound, from their romanised forms.

use super::transcribe::romanise;
use crate::text::{Lang, dice, edit_similarity, jaro_winkler};

/// Pairs below this Jaro-Winkler likeness are not compared in earnest; it decides nothing else.
const BOUND: f64 = 0.55;

/// Likeness of a folded Latin word with another, 0 to 1: the better of edits on the spelling and on what both sound like.
pub(super) fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if jaro_winkler(a, b) < BOUND {
        return 0.0;
    }
    edit_similarity(a, b).max(0.97 * edit_similarity(&sound(a), &sound(b)))
}

/// Spelling with the differences removed that transcriptions make most: `kh h`, `zh ž j`, `c k`, `y i`, `w v`, doubled letters.
pub(super) fn sound(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    let chars: Vec<char> = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let next = chars.get(i + 1).copied();
        let (written, step) = match (c, next) {
            ('k', Some('h')) | ('c', Some('h')) => ('h', 2),
            ('s', Some('h')) | ('s', Some('z')) => ('s', 2),
            ('z', Some('h')) => ('z', 2),
            ('t', Some('s')) | ('t', Some('z')) => ('c', 2),
            ('p', Some('h')) => ('f', 2),
            ('t', Some('h')) => ('t', 2),
            ('c' | 'q', _) => ('k', 1),
            ('y' | 'j', _) => ('i', 1),
            ('w', _) => ('v', 1),
            ('x', _) => {
                if !out.ends_with('k') {
                    out.push('k');
                }
                ('s', 1)
            }
            (c, _) => (c, 1),
        };
        if !out.ends_with(written) {
            out.push(written);
        }
        i += step;
    }
    out
}

/// Likeness of a name of `lang` with a Latin name, as a number for ranking.
pub(super) fn cross_script(a: &str, lang: Lang, b: &str, other: Lang) -> f64 {
    let (left, right) = (romanise(a, lang), romanise(b, other));
    let plain = edit_similarity(&left, &right);
    let sounding = edit_similarity(&sound(&left), &sound(&right));
    let bones = edit_similarity(&bones(&left), &bones(&right));
    0.35 * plain + 0.3 * sounding + 0.2 * bones + 0.15 * dice(&left, &right, 2)
}

/// Consonants only, in classes that scripts without vowels and syllabaries confuse.
fn bones(latin: &str) -> String {
    let mut out = String::new();
    for c in sound(latin).chars() {
        let class = match c {
            'a' | 'e' | 'i' | 'o' | 'u' => continue,
            'r' => 'l',
            'b' | 'p' | 'f' => 'v',
            'd' => 't',
            'g' => 'k',
            'z' => 's',
            c => c,
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_alike_and_others_are_not() {
        assert!(alike("patrusev", "patrushev") > 0.8);
        assert!(alike("serhij", "serhiy") > 0.8);
        assert!(alike("wang", "putin") < 0.3);
    }
}
