//! Sentences of a block.
//!
//! Put together with the white space between them they give back the text. Candidates are the terminators of
//! UAX #29 (`STerm`, `ATerm`) and the ellipsis, each with the closing marks that follow it; then what stands
//! around decides. UAX #29 itself counts opening marks among the closing ones (`。“下`), cuts after every
//! abbreviation, and never cuts before a number that a small letter follows.

mod unstopped;

use super::segment::{Binding, Rules, Segmenters};
use super::{Lang, ScriptKind, Span};

/// How far a bracket is looked for that closes around a full stop, in bytes; longer asides hold sentences of their own.
const ASIDE: usize = 300;

/// How far around a stop is read for its words, in bytes: without a bound, marks without words take quadratic time.
const NEAR: usize = 256;

/// The sentences of `text`: in order, without white space at the ends, none empty; together they hold every visible
/// character.
#[must_use]
pub fn sentences(text: &str, lang: Lang, segmenters: &Segmenters) -> Vec<Span> {
    let mut scan = Scan {
        text,
        lang,
        rules: segmenters.rules(lang),
        kind: lang.script_kind(),
        start: 0,
        quoted: false,
        depth: 0,
        opened: 0,
        first: None,
    };
    let mut spans = Vec::new();
    let mut at = 0;
    while let Some(c) = scan.char_at(at) {
        let after = at + c.len_utf8();
        if terminator(c, lang).is_none() {
            if c.is_alphanumeric() {
                scan.first.get_or_insert(at);
            } else {
                scan.track(c, at);
            }
            at = after;
            continue;
        }
        let stop = scan.stop(at);
        if scan.ends_sentence(&stop) {
            let span = Span::new(scan.start, stop.end).trim(text);
            if !span.is_empty() {
                spans.push(span);
            }
            (scan.start, scan.quoted, scan.depth, scan.first) = (stop.end, false, 0, None);
        } else {
            for (offset, c) in text.get(stop.run_end..stop.end).unwrap_or("").char_indices() {
                scan.track(c, stop.run_end + offset);
            }
        }
        at = stop.end;
    }
    let rest = Span::new(scan.start, text.len()).trim(text);
    if !rest.is_empty() {
        match spans.last_mut() {
            Some(last) if !rest.of(text).chars().any(char::is_alphanumeric) => *last = last.join(rest),
            _ => spans.push(rest),
        }
    }
    match &scan.rules.unstopped {
        Some(words) => spans.into_iter().flat_map(|span| unstopped::cut(text, span, words)).collect(),
        None => spans,
    }
}

/// What a terminator says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Terminator {
    /// `.`: may stand for an abbreviation.
    Dot,
    /// `…`: may stand for a pause.
    Ellipsis,
    /// `!`, `?`: a small letter goes on.
    Mark,
    /// Ends a sentence wherever it stands, without a space too.
    Full,
}

/// Source: Unicode 16, `SentenceBreakProperty.txt` (`STerm`, `ATerm`), scripts of living languages; `;` as the Greek question mark.
fn terminator(c: char, lang: Lang) -> Option<Terminator> {
    match c {
        '.' | '․' | '．' => Some(Terminator::Dot),
        '…' => Some(Terminator::Ellipsis),
        '!' | '?' | '؟' | '\u{203c}' | '\u{203d}' | '\u{2047}'..='\u{2049}' => Some(Terminator::Mark),
        ';' | '\u{37e}' if lang.code() == "el" => Some(Terminator::Mark),
        '。'
        | '！'
        | '？'
        | '｡'
        | '।'
        | '॥'
        | '۔'
        | '։'
        | '።'
        | '፧'
        | '፨'
        | '။'
        | '។'
        | '៕'
        | '᠃'
        | '᠉'
        | '܀'..='܂'
        | '᱾'
        | '᱿'
        | '꘎'
        | '꯫' => Some(Terminator::Full),
        _ => None,
    }
}

/// A run of terminators and what closes behind it.
#[derive(Debug)]
struct Stop {
    start: usize,
    run_end: usize,
    /// One past the closing marks.
    end: usize,
    kind: Terminator,
}

struct Scan<'t> {
    text: &'t str,
    lang: Lang,
    rules: &'t Rules,
    kind: ScriptKind,
    /// Where the sentence at hand begins.
    start: usize,
    /// A straight quotation mark is open in it.
    quoted: bool,
    /// Round and square brackets open in it.
    depth: u32,
    /// Where the last of them stands.
    opened: usize,
    /// Its first letter or digit.
    first: Option<usize>,
}

impl<'t> Scan<'t> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn track(&mut self, c: char, at: usize) {
        match c {
            '(' | '[' | '（' => (self.depth, self.opened) = (self.depth + 1, at),
            ')' | ']' | '）' => self.depth = self.depth.saturating_sub(1),
            // Gershayim stand between letters.
            '"' => {
                let inside =
                    self.before(at).is_some_and(char::is_alphabetic) && self.char_at(at + 1).is_some_and(char::is_alphabetic);
                self.quoted ^= !inside;
            }
            _ => {}
        }
    }

    /// The run of terminators at `at` with its closing marks; a closing mark may stand after one space (French `. »`).
    fn stop(&self, at: usize) -> Stop {
        let (mut run_end, mut dots, mut kind) = (at, 0, Terminator::Dot);
        while let Some(c) = self.char_at(run_end) {
            let Some(found) = terminator(c, self.lang) else {
                // `! ?` of texts that were once cut into tokens.
                let spaced =
                    c == ' ' && dots == 0 && self.char_at(run_end + 1).is_some_and(|c| matches!(c, '!' | '?' | '！' | '？'));
                if !spaced {
                    break;
                }
                run_end += 1;
                continue;
            };
            dots += usize::from(found == Terminator::Dot);
            kind = match (kind, found) {
                (Terminator::Dot, found) => found,
                (kind, Terminator::Dot | Terminator::Ellipsis) => kind,
                (_, found) => found,
            };
            run_end += c.len_utf8();
        }
        if kind == Terminator::Dot && dots > 1 {
            kind = Terminator::Ellipsis;
        }
        let mut end = run_end;
        let mut quoted = self.quoted;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            if self.closes(c, next, quoted) {
                quoted &= c != '"';
                end = next;
            } else if c == ' ' && self.char_at(next).is_some_and(|mark| self.closes_after_space(mark, next)) {
                end = next;
            } else {
                break;
            }
        }
        Stop { start: at, run_end, end, kind }
    }

    /// Whether `c`, which stands right behind a terminator and ends at `next`, closes.
    fn closes(&self, c: char, next: usize, quoted: bool) -> bool {
        match c {
            ')' | ']' | '}' | '”' | '’' | '›' | '」' | '』' | '】' | '〉' | '》' | '）' | '］' | '｝' | '〕' => {
                true
            }
            '"' => quoted || !self.char_at(next).is_some_and(char::is_alphanumeric),
            '\'' | '“' | '‘' | '»' | '«' | '‹' => {
                let opens = self.char_at(next).is_some_and(char::is_alphanumeric);
                !opens || (c == '»' && self.lang.quotes().iter().any(|(open, close)| *close == '»' && *open != '»'))
            }
            _ => false,
        }
    }

    /// Whether mark `c` closes although a space stands before it: only where nothing it could open follows.
    fn closes_after_space(&self, c: char, at: usize) -> bool {
        let after = self.char_at(at + c.len_utf8());
        let free = after.is_none_or(|after| after.is_whitespace() || matches!(after, ',' | '.' | ';' | ')'));
        match c {
            '）' | '」' | '』' => true,
            ')' | ']' => self.depth > 0,
            '”' | '»' => self.kind == ScriptKind::Unspaced && c == '”' || free,
            '"' => self.quoted && free,
            _ => false,
        }
    }

    fn ends_sentence(&self, stop: &Stop) -> bool {
        let Some(rest) = self.text.get(stop.end..) else { return false };
        // Marks alone are no sentence, neither before the stop nor behind it.
        if self.first.is_none() {
            return false;
        }
        let Some(next) = Next::read(rest) else { return false };
        if next.continues || self.depth > 0 && self.in_aside(stop) {
            return false;
        }
        let closed = stop.end > stop.run_end;
        if closed && self.before(stop.start).is_some_and(|c| matches!(c, '(' | '[' | '（')) {
            // `(!)` and `[…]` comment on the words around them.
            return false;
        }
        match stop.kind {
            Terminator::Full => !(self.lang.code() == "ja" && closed && goes_on_in_japanese(rest)),
            _ if next.lower => false,
            // Korean quotations go on with a particle: “왜?”라고.
            _ if self.kind == ScriptKind::Uncased && closed && !next.gap && !next.upper => false,
            Terminator::Mark if !closed && self.named_with_mark(stop) => false,
            Terminator::Mark if next.gap || closed => {
                !(self.kind == ScriptKind::Unspaced && !next.gap && goes_on_in_japanese(rest))
            }
            Terminator::Mark => {
                next.upper && self.before(stop.start).is_some_and(char::is_lowercase) || self.kind == ScriptKind::Unspaced
            }
            Terminator::Ellipsis if self.kind == ScriptKind::Unspaced => closed && !goes_on_in_japanese(rest),
            Terminator::Ellipsis => next.gap || closed,
            Terminator::Dot if !next.gap && !closed => self.glued(stop, &next),
            Terminator::Dot => !self.binds(stop, &next),
        }
    }

    /// A full stop between two letters: a lost space (`slovo.Další`), not a domain, a file or a brand (`Node.Js`).
    fn glued(&self, stop: &Stop, next: &Next<'_>) -> bool {
        let word = self.word_before(stop.start);
        let small_end = word.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2;
        let alone = next.after.is_empty() || next.after.starts_with([' ', ',']);
        !next.lead && small_end && alone && !word.contains('.') && self.rules.starts_sentence(next.word)
    }

    /// True when the bracket that is open closes soon and the sentence goes on behind it, or holds but a word or two.
    fn in_aside(&self, stop: &Stop) -> bool {
        const SHORT: usize = 40;
        if self.text.get(stop.run_end..stop.end).unwrap_or("").contains([')', ']', '）']) {
            return false;
        }
        let window = clip(self.text, stop.end, stop.end + ASIDE);
        let Some(close) = window.find([')', ']', '）']) else { return false };
        let length = stop.end + close - self.opened;
        if self.opened > self.start && length < SHORT {
            return true;
        }
        let behind = clip(self.text, stop.end + close, stop.end + close + ASIDE).trim_start_matches([')', ']', '）']);
        Next::read(behind).is_none_or(|next| next.continues || next.lower) || behind.starts_with(['.', '?', '!', '。'])
    }

    /// `Yahoo! Japan`: the mark belongs to the name.
    fn named_with_mark(&self, stop: &Stop) -> bool {
        let word = self.word_before(stop.start);
        self.text.get(stop.start - word.len()..stop.run_end).is_some_and(|name| self.rules.binding(name).is_some())
    }

    /// The word that ends at `at`, with its inner full stops and hyphens.
    fn word_before(&self, at: usize) -> &'t str {
        let head = clip(self.text, self.start.max(at.saturating_sub(NEAR)), at);
        let inner = |c: char| {
            c.is_alphanumeric()
                || matches!(c, '.' | '-' | '\'' | '’' | '·' | '§' | '№' | 'º' | 'ª')
                || unicode_normalization::char::is_combining_mark(c)
        };
        // Where no space parts them, the script does: 第5名是U.S.
        let east = |c: char| c >= '\u{2e80}';
        let script = head.chars().next_back().is_some_and(east);
        let from = head.char_indices().rev().take_while(|(_, c)| inner(*c) && east(*c) == script).last();
        let from = from.map_or(head.len(), |(at, _)| at);
        head.get(from..).unwrap_or("").trim_start_matches(['-', '\'', '’', '.'])
    }

    /// Whether the full stop at `stop` binds the words around it instead of ending a sentence.
    fn binds(&self, stop: &Stop, next: &Next<'_>) -> bool {
        let word = self.word_before(stop.start);
        if word.is_empty() || (stop.end > stop.run_end && next.gap && !self.closes_only_brackets(stop)) {
            return false;
        }
        let word_at = stop.start - word.len();
        let previous = clip(self.text, self.start.max(word_at.saturating_sub(NEAR)), word_at).trim_end();
        let begins = self.first.is_none_or(|first| first >= word_at);
        if word.chars().all(char::is_numeric) {
            return self.number_binds(word, previous, begins, next);
        }
        if let Some(binds) = self.abbreviation_binds(word, previous, next).or_else(|| self.chain_binds(word, previous, next)) {
            return binds;
        }
        let starter = self.rules.starts_sentence(next.word) && !next.abbreviated();
        if self.kind == ScriptKind::Unspaced && short_unspaced(word) {
            return true;
        }
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            let measure = previous.ends_with(['°', '%']) || previous.ends_with(char::is_numeric);
            if letter.is_uppercase() {
                return next.upper && !starter && !measure || begins;
            }
            return letter.is_lowercase() && (begins || next.digit && !measure);
        }
        if self.rules.ordinals && is_roman(word) {
            return !next.digit && !starter;
        }
        is_acronym(word) && !starter
    }

    /// A full stop before a closing bracket may belong to an abbreviation; before a quotation mark it ends a sentence.
    fn closes_only_brackets(&self, stop: &Stop) -> bool {
        self.text.get(stop.run_end..stop.end).unwrap_or("").chars().all(|c| matches!(c, ')' | ']')) && self.depth > 0
    }

    fn abbreviation_binds(&self, word: &str, previous: &str, next: &Next<'_>) -> Option<bool> {
        let starter = self.rules.starts_sentence(next.word) && !next.abbreviated();
        let binding = self.rules.binding(word).or_else(|| {
            let (_, last) = word.rsplit_once('-')?;
            self.rules.binding(last).filter(|binding| *binding == Binding::Always)
        })?;
        let after_number = previous.ends_with(char::is_numeric);
        Some(match binding {
            Binding::Always => !(after_number && starter),
            Binding::Name => !after_number || next.digit,
            Binding::Number if next.digit || is_roman(next.word) => true,
            Binding::Number => {
                // A capital letter is an initial all the same (`S. Novák` although `s. 5` is a page).
                let initial = word.chars().all(char::is_uppercase) && word.chars().count() == 1;
                initial && next.upper && !starter
            }
            Binding::Within => !starter,
        })
    }

    /// Abbreviations written with spaces: `s. r. o.` is looked up as `s.r.o`.
    fn chain_binds(&self, word: &str, previous: &str, next: &Next<'_>) -> Option<bool> {
        if word.chars().count() > 2 || !previous.ends_with('.') {
            return None;
        }
        let mut parts = vec![word];
        let mut head = previous;
        for part in previous.rsplit(' ').take(3) {
            let Some(letters) = part.strip_suffix('.').filter(|letters| letters.chars().count() <= 2) else { break };
            parts.insert(0, letters);
            head = head.strip_suffix(part).unwrap_or("").trim_end();
            if let Some(binds) = self.abbreviation_binds(&parts.join("."), head, next) {
                return Some(binds);
            }
        }
        None
    }

    fn number_binds(&self, word: &str, previous: &str, begins: bool, next: &Next<'_>) -> bool {
        let digits = word.chars().count();
        if begins {
            // The number of a list item or an ordinal in front.
            return digits <= 3;
        }
        if !self.rules.ordinals {
            return false;
        }
        if next.digit {
            let date = next.after.starts_with('.');
            return date || (digits <= 2 && next.word.chars().count() == 4);
        }
        if next.dash || next.section {
            return digits <= 2;
        }
        if self.rules.starts_sentence(next.word) {
            return false;
        }
        if digits == 4 {
            // `U travnju 2018. SAD …`: a sentence of three words is none.
            return self.rules.dotted_years && previous.split_whitespace().count() < 3;
        }
        let last = previous.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        digits <= 3 && (self.rules.follows_ordinal(next.word) || self.rules.precedes_ordinal(last))
    }
}

/// What stands behind a stop.
#[derive(Debug)]
struct Next<'t> {
    /// White space stands between.
    gap: bool,
    /// A mark stands before the next word.
    lead: bool,
    /// That mark is a dash.
    dash: bool,
    /// A section sign stands before it (`12. §`).
    section: bool,
    /// `,` `;` `:` or the like: the sentence goes on.
    continues: bool,
    lower: bool,
    upper: bool,
    digit: bool,
    word: &'t str,
    /// What follows the word.
    after: &'t str,
}

impl<'t> Next<'t> {
    /// Reads on to the next word; none when only marks are left.
    fn read(rest: &'t str) -> Option<Self> {
        let trimmed = rest.trim_start();
        let mark = trimmed.chars().next()?;
        let at = trimmed.char_indices().take(NEAR).find(|(_, c)| c.is_alphanumeric())?.0;
        let (lead, tail) = (trimmed.get(..at)?, trimmed.get(at..)?);
        let first = tail.chars().next()?;
        let length = tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len());
        let (word, after) = (tail.get(..length)?, tail.get(length..)?);
        // `iPhone` begins sentences too.
        let brand = word.chars().take(3).skip(1).any(char::is_uppercase);
        Some(Self {
            gap: trimmed.len() < rest.len(),
            lead: !lead.is_empty(),
            dash: lead.contains(['–', '—', '-', '―']),
            continues: matches!(mark, ',' | ';' | ':' | '،' | '؛' | '、' | '，' | '；' | '：' | '/'),
            // Georgian letters count as small ones to Unicode, yet the script has no case.
            lower: first.is_lowercase() && !brand && !('\u{10d0}'..='\u{10ff}').contains(&first),
            section: lead.starts_with('§'),
            upper: first.is_uppercase(),
            digit: first.is_numeric(),
            word,
            after,
        })
    }

    /// An initial or a short abbreviation itself: `J. V. Novák`.
    fn abbreviated(&self) -> bool {
        self.after.starts_with('.') && self.word.chars().count() == 1
    }
}

/// The part of `text` between two bytes, made shorter until it begins and ends on characters.
fn clip(text: &str, from: usize, to: usize) -> &str {
    let from = (from..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let to = (from..=to.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
    text.get(from..to).unwrap_or("")
}

/// A Japanese quotation goes on with a particle: 「…。」と述べた.
fn goes_on_in_japanese(rest: &str) -> bool {
    rest.starts_with(['と', 'の', 'は', 'が', 'を', 'に', 'も', 'で', 'な', 'や', 'っ'])
}

/// `U.S`, `J.-P`: letters by ones to threes with full stops between.
fn is_acronym(word: &str) -> bool {
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty());
    word.contains('.') && parts.all(|part| part.chars().count() <= 3 && part.chars().all(char::is_alphabetic))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 6 && word.bytes().all(|byte| b"IVXLC".contains(&byte))
}

/// Thai and its neighbours write no full stop but in abbreviations, which are short.
fn short_unspaced(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or("");
    last.chars().count() <= 4
        && last.chars().all(|c| ('\u{e00}'..='\u{eff}').contains(&c) || ('\u{1780}'..='\u{17ff}').contains(&c))
}

#[cfg(test)]
mod tests;
