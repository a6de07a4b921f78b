//! How alike two names sound, from their romanised forms.

use super::transcribe::romanise;
use crate::text::{Lang, dice, edit_similarity, jaro_winkler};

/// Pairs below this Jaro-Winkler likeness are not compared in earnest; it decides nothing else.
const BOUND: f64 = 0.55;

/// Share of the likeness in sound that counts.
const SOUND_SHARE: f64 = 0.97;

/// Likeness of a folded Latin word with another, 0 to 1: the better of edits on the spelling and on what both sound like.
pub(super) fn alike(a: &str, b: &str) -> f64 {
    if a == b {
        return 1.0;
    }
    if jaro_winkler(a, b) < BOUND {
        return 0.0;
    }
    edit_similarity(a, b).max(SOUND_SHARE * edit_similarity(&sound(a), &sound(b)))
}

/// A folded Latin word ready to be compared with many others.
#[derive(Debug)]
pub(super) struct Spelling {
    pub(super) text: String,
    sound: String,
    letters: Letters,
    sounds: Letters,
}

impl Spelling {
    pub(super) fn of(text: &str) -> Self {
        let sound = sound(text);
        Self { text: text.to_owned(), letters: Letters::of(text), sounds: Letters::of(&sound), sound }
    }

    /// False when [`Self::alike`] is sure to be under `least`; costs next to nothing.
    pub(super) fn may_reach(&self, other: &Self, least: f64) -> bool {
        let reach = |a: &Letters, b: &Letters, share: f64| share * a.rough_bound(b) >= least && share * a.bound(b) >= least;
        reach(&self.letters, &other.letters, 1.0) || reach(&self.sounds, &other.sounds, SOUND_SHARE)
    }

    /// As [`alike`].
    pub(super) fn alike(&self, other: &Self) -> f64 {
        if self.text == other.text {
            return 1.0;
        }
        if jaro_winkler(&self.text, &other.text) < BOUND {
            return 0.0;
        }
        let spelled = edit_similarity(&self.text, &other.text);
        if self.sounds.bound(&other.sounds) * SOUND_SHARE <= spelled {
            return spelled;
        }
        spelled.max(SOUND_SHARE * edit_similarity(&self.sound, &other.sound))
    }
}

/// How often a word has each letter: every one too many on either side is an edit.
#[derive(Debug)]
struct Letters {
    counts: [u8; 32],
    /// A bit for each that it has.
    set: u32,
    length: u16,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self { counts: [0; 32], set: 0, length: 0 };
        for c in text.chars() {
            let at = usize::from(u8::try_from(c).ok().filter(u8::is_ascii_lowercase).map_or(26, |c| c - b'a'));
            if let Some(count) = letters.counts.get_mut(at) {
                *count = count.saturating_add(1);
            }
            letters.set |= 1 << at;
            letters.length = letters.length.saturating_add(1);
        }
        letters
    }

    /// Most that the edit similarity of two words can be.
    fn bound(&self, other: &Self) -> f64 {
        let pairs = || self.counts.iter().zip(&other.counts);
        let more: u32 = pairs().map(|(a, b)| u32::from(a.saturating_sub(*b))).sum();
        let less: u32 = pairs().map(|(a, b)| u32::from(b.saturating_sub(*a))).sum();
        self.less(other, more.max(less))
    }

    /// The same from the letters alone, whatever their numbers.
    fn rough_bound(&self, other: &Self) -> f64 {
        let apart = (self.set & !other.set).count_ones().max((other.set & !self.set).count_ones());
        self.less(other, apart.max(u32::from(self.length.abs_diff(other.length))))
    }

    fn less(&self, other: &Self, edits: u32) -> f64 {
        1.0 - f64::from(edits) / f64::from(self.length.max(other.length).max(1))
    }
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
    fn the_bound_of_two_spellings_is_never_under_their_likeness() {
        let words =
            ["patrusev", "patrushev", "wang", "vang", "shoigu", "shoygu", "xi", "hsi", "sisapanna", "xishuangbanna", "a", ""];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            let (left, right) = (Spelling::of(a), Spelling::of(b));
            assert!((left.alike(&right) - alike(a, b)).abs() < 1e-9, "{a} {b}");
            assert!(left.may_reach(&right, alike(a, b) - 1e-9), "{a} {b}");
        }
    }

    #[test]
    fn spellings_of_one_name_are_alike_and_others_are_not() {
        assert!(alike("patrusev", "patrushev") > 0.8);
        assert!(alike("serhij", "serhiy") > 0.8);
        assert!(alike("wang", "putin") < 0.3);
    }
}
