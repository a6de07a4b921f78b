//! Sentences of a block.
//!
//! Put together with the white space between them they give back the text. Candidates are the terminators of
//! UAX #29 (`STerm`, `ATerm`) and the ellipsis, each with the closing marks that follow it; then what stands
//! around decides. UAX #29 itself counts opening marks among the closing ones (`。“下`), cuts after every
//! abbreviation, and never cuts before a number that a small letter follows.

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
    spans
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
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Language and text; ` ¦ ` stands where a sentence ends (`¦` without spaces where the text has none).
    const CASES: &[(&str, &str)] = &[
        ("cs", "Prezident J. Novák přijel 18. února do Brna. ¦ Uvedl to mluvčí ČTK např. ve středu."),
        ("cs", "„Přijedu zítra,“ řekl prof. Jan Dvořák. ¦ „To je vše.“ ¦ Pak odešel."),
        ("cs", "Moskva – Jednání skončilo. ¦ 15 lidí bylo zraněno (viz č. 5). ¦ Podle § 12 odst. 3 písm. a) to nejde."),
        ("cs", "Skončil na 3. místě za 1. FC Slovácko. ¦ Bylo to v roce 2020. ¦ Teď má 5 mil. korun, s. r. o. Alfa nic."),
        ("cs", "„Kam jdeš?“ zeptal se. ¦ „Nikam!“ ¦ Vítr… pak ticho… ¦ Konec."),
        ("sk", "Stretnutie sa konalo 5. mája 2021 v Košiciach. ¦ Ing. Peter Kováč prišiel neskoro."),
        ("sk", "Podľa čl. 5 ods. 2 to neplatí. ¦ Hovorca to potvrdil."),
        ("sk", "Ulica sv. Martina je dlhá. ¦ „Prečo?“ spýtal sa. ¦ Napr. preto."),
        ("pl", "Prof. Jan Kowalski przyjechał 3 maja br. do Łodzi. ¦ Mieszka przy ul. Długiej 5."),
        ("pl", "Zginęło ok. 20 osób, m.in. dzieci. ¦ Tak podał „Dziennik”. ¦ Koniec."),
        ("pl", "Urodził się w 1950 r. ¦ Potem wyjechał. ¦ Zob. art. 5 ust. 2 tzw. ustawy."),
        ("ru", "Президент В. В. Путин прибыл в г. Казань. ¦ Об этом сообщил А. С. Петров."),
        ("ru", "Это было в 2020 г. ¦ Потом всё изменилось, т. е. стало лучше."),
        ("ru", "«Куда?» — спросил он. ¦ «Домой». ¦ Дом стоит на ул. Ленина, д. 5."),
        ("ru", "В городе живёт 5 тыс. человек. ¦ 15 из них уехали."),
        ("uk", "Зустріч відбулася на вул. Шевченка у м. Львів. ¦ Про це повідомив О. Коваль."),
        ("uk", "Це було у 2019 р. ¦ Потім усе змінилося."),
        ("uk", "«Так!» — сказав він. ¦ Див. ст. 5 закону."),
        ("be", "Сустрэча адбылася на вул. Коласа. ¦ Пра гэта паведаміў А. Мельнік."),
        ("be", "Гэта было ў 2019 г. ¦ Потым усё змянілася."),
        ("be", "«Так!» — сказаў ён. ¦ Канец."),
        ("bg", "Проф. Иван Петров пристигна на ул. „Раковски“. ¦ Това съобщи БТА."),
        ("bg", "Това стана през 2020 г. ¦ После дойде г-н Иванов."),
        ("bg", "„Защо?“, попита той. ¦ Виж чл. 5 от закона."),
        ("sr", "Састанак је одржан 5. маја 2020. године. ¦ Др Петровић је дошао."),
        ("sr", "„Зашто?“, питао је. ¦ Становао је у ул. Кнеза Милоша бр. 5."),
        ("sr", "Predsednik je stigao 3. maja. ¦ Rekao je to npr. juče."),
        ("hr", "U travnju 2018. SAD su objavile odluku. ¦ To je rekao dr. Horvat."),
        ("hr", "Dogodilo se to 27. rujna 2019. ¦ Nakon toga je otišao."),
        ("hr", "„Zašto?” pitao je. ¦ Tvrtka Alfa d.o.o. nije odgovorila."),
        ("sl", "Srečanje je bilo 5. maja v Ljubljani. ¦ Povedal je dr. Novak."),
        ("sl", "Prišlo je npr. 20 ljudi. ¦ »Zakaj?« je vprašal. ¦ Konec."),
        ("sl", "Stanuje v ul. Ivana Cankarja št. 5. ¦ Tam je lepo."),
        ("de", "Am 3. Oktober traf Dr. Müller in St. Gallen ein. ¦ Er kam z. B. aus Bonn."),
        ("de", "Die Firma zahlte ca. 5 Mio. Euro an Nr. 7. ¦ Das reicht bzw. Peter ist zufrieden."),
        ("de", "„Warum?“, fragte er. ¦ „Darum.“ ¦ Im 19. Jahrhundert war das anders. ¦ Er wurde im Jahr 1950 geboren."),
        ("de", "Bayern liegt auf Platz 3. ¦ Danach folgt u. a. Köln (s. Abb. 4)."),
        ("en", "Mr. J. K. Smith met Gen. Brown at 5 p.m. on Monday. ¦ He left the U.S. ¦ The U.S. Senate voted."),
        ("en", "\"Why?\" she asked. ¦ \"Because.\" ¦ Apple Inc. said no. ¦ See No. 5 and fig. 3."),
        ("en", "He was born in 1950. ¦ 15 people came. ¦ (It rained.) ¦ Yahoo! Japan paid 3.5 million."),
        ("en", "It ended... ¦ Then it began again... and again. ¦ The plan (see p. 4. and p. 5) failed."),
        ("en", "He said “no.” ¦ Then “yes.”¦Next came vitamin C. ¦ The rest slept.¦The end."),
        ("fr", "« Bonjour. » ¦ Il est parti avec M. Dupont. ¦ Mme Martin, cf. art. 5, a dit non."),
        ("fr", "« Pourquoi ? » demande-t-il. ¦ Le Pr. Durand répond. ¦ J.-P. Martin se tait."),
        ("fr", "Il est né av. J.-C. selon eux. ¦ « Oui ! » ¦ C’est tout."),
        ("es", "El Sr. García llegó a EE. UU. el lunes. ¦ ¿Por qué? ¦ ¡No se sabe!"),
        ("es", "La Dra. Ruiz vive en la Av. Bolívar núm. 5. ¦ —¿Viene? —preguntó. ¦ Sí."),
        ("es", "Dijo «no». ¦ Luego se fue con Ma. Elena, pág. 3."),
        ("it", "Il dott. Rossi è arrivato a S. Giovanni. ¦ «Perché?» ha chiesto. ¦ Non si sa."),
        ("it", "La Fiat S.p.A. ha chiuso. ¦ Vedi art. 5 e pag. 3. ¦ Fine."),
        ("it", "Nel 2020 c’erano 300 persone. ¦ 15 sono partite, cfr. sopra."),
        ("pt", "O Sr. Silva mora na Av. Paulista n. 5. ¦ A Dra. Costa saiu."),
        ("pt", "“Por quê?”, perguntou. ¦ Foi no séc. XIX. ¦ Depois acabou."),
        ("pt", "A Alfa Ltda. fechou. ¦ 15 pessoas saíram."),
        ("ro", "Dl. Popescu a sosit pe str. Unirii nr. 5. ¦ „De ce?” a întrebat. ¦ Nu se știe."),
        ("ro", "Prof. dr. Ionescu a plecat. ¦ A fost în 2020. ¦ Apoi nimic."),
        ("ro", "Conform art. 5 alin. 2, nu. ¦ Gata."),
        ("nl", "Dhr. Jansen sprak met prof. dr. De Vries. ¦ ‘Waarom?’ vroeg hij. ¦ Zie nr. 5."),
        ("nl", "Er waren ca. 20 mensen, o.a. kinderen. ¦ Daarna ging J. de Boer weg."),
        ("nl", "Dat was in 2020. ¦ 15 mensen kwamen bijv. niet."),
        ("sv", "Prof. Eva Berg kom kl. 15 till S:t Olof. ¦ ”Varför?” frågade hon. ¦ Ingen vet."),
        ("sv", "Det var t.ex. 20 personer. ¦ Sedan gick C. Lund hem."),
        ("sv", "Se s. 5 och kap. 3. ¦ Det hände 2020. ¦ 15 kom."),
        ("da", "Den 3. maj kom dr. Hansen. ¦ Han sagde bl.a. nej. ¦ »Hvorfor?« spurgte hun."),
        ("da", "Se nr. 5. ¦ Det kostede ca. 20 kr. ¦ Så gik de."),
        ("da", "H. C. Andersen blev født i 1805. ¦ Han døde i 1875."),
        ("nb", "Den 3. mai kom dr. Hansen. ¦ Han sa f.eks. nei. ¦ «Hvorfor?» spurte hun."),
        ("nb", "Se s. 5. ¦ Det var 15. juni. ¦ Så gikk de."),
        ("nb", "J. Berg kom kl. 15. ¦ Etterpå gikk han."),
        ("fi", "Tapaus sattui 18. helmikuuta klo 15. ¦ Asiasta kertoi prof. Virtanen."),
        ("fi", "”Miksi?” hän kysyi. ¦ Paikalla oli esim. lapsia ja n. 20 aikuista. ¦ Siinä kaikki."),
        ("fi", "Kustaa II Aadolf kuoli. ¦ Ks. s. 5."),
        ("et", "See oli 5. mail. ¦ Dr. Tamm tuli kell 15. ¦ Siis nt. lapsed."),
        ("et", "„Miks?” küsis ta. ¦ Vt lk. 5. ¦ Lõpp."),
        ("et", "J. Tamm sündis 1950. aastal. ¦ Ta elab Tallinnas."),
        ("lv", "Tas notika 5. maijā. ¦ Prof. Bērziņš teica, piem. jā."),
        ("lv", "“Kāpēc?” viņa jautāja. ¦ Viņš dzīvo Brīvības ielā nr. 5. ¦ Tas ir viss."),
        ("lv", "J. Kalniņš dzimis 1950. gadā. ¦ Viņš dzīvo Rīgā."),
        ("lt", "Tai įvyko gegužės 5 d. Vilniuje. ¦ „Kodėl?“ paklausė ji. ¦ Prof. Petraitis tylėjo."),
        ("lt", "Jis gyvena Gedimino pr. 5. ¦ A. Kazlauskas išvyko."),
        ("lt", "Buvo, pvz., 20 žmonių. ¦ Viskas."),
        ("hu", "A találkozó 2020. május 5. napján volt. ¦ Dr. Kovács Pál elment."),
        ("hu", "XVI. Benedek pápa és II. Erzsébet találkozott. ¦ „Miért?” – kérdezte."),
        ("hu", "Az 5. sz. melléklet, ill. a 12. §. ¦ Az Alfa Kft. bezárt."),
        ("el", "Ο κ. Παπαδόπουλος έφτασε στις 5 μ.μ. στην Αθήνα. ¦ Γιατί; ¦ Κανείς δεν ξέρει."),
        ("el", "Ο Γ. Παππάς είπε «ναι». ¦ Βλ. σελ. 5. ¦ Τέλος."),
        ("el", "«Πότε;» ρώτησε. ¦ Το 44 π.Χ. έγινε αυτό."),
        ("tr", "Prof. Dr. Ali Yılmaz 3. Ordu'ya geldi. ¦ 21. yüzyılda bu olmaz."),
        ("tr", "\"Neden?\" diye sordu. ¦ İstanbul'da M. Kemal Cad. No. 5."),
        ("tr", "Alfa A.Ş. kapandı. ¦ İnsanlar gitti. ¦ II. Dünya Savaşı bitti."),
        ("az", "Prof. Əliyev gəldi. ¦ «Niyə?» deyə soruşdu. ¦ Bitdi."),
        ("vi", "TP. Hồ Chí Minh có mưa. ¦ Ông nói: “Không.” ¦ TS. Nguyễn Văn A đến."),
        ("vi", "Tại sao? ¦ Không ai biết! ¦ Hết."),
        ("vi", "Giá là 3.500 đồng. ¦ Ông Trump đến."),
        ("id", "Prof. Budi tinggal di Jl. Merdeka No. 5. ¦ “Mengapa?” tanyanya. ¦ Selesai."),
        ("id", "Ia lahir pada 1950. ¦ H. Ahmad pergi. ¦ PT Alfa Tbk. tutup."),
        ("id", "Harganya Rp 3.500. ¦ Mahal!"),
        ("zh", "王毅访问北京。¦他说：“很好。”¦“谢谢！”¦会议结束了吗？¦没有。"),
        ("zh", "价格为3.5元（约合0.5美元。）¦第5名是U.S. Steel公司。¦完。"),
        ("zh", "他问：“为什么？”¦没有人知道……真的不知道。¦结束"),
        ("ja", "「行きます。」と述べた。¦会議は終わった。¦本当か？¦はい！"),
        ("ja", "首相は「難しい！」と話した。¦（了）"),
        ("ja", "「終わり。」¦「はい。」¦価格は3.5円だ。"),
        ("ko", "대통령이 도착했다. ¦ “왜?”라고 물었다. ¦ 가격은 3.5달러다."),
        ("ko", "이것은 책입니다. ¦ 15명이 왔다. ¦ 끝!"),
        ("ko", "그는 “좋다.” ¦ 그리고 갔다."),
        ("ar", "وصل د. محمد إلى القاهرة. ¦ لماذا؟ ¦ لا أحد يعرف."),
        ("ar", "قال: «نعم». ¦ ثم ذهب أ. علي! ¦ انتهى."),
        ("ar", "بلغ السعر 3.5 دولار. ¦ 15 شخصا حضروا."),
        ("fa", "او به تهران رفت. ¦ چرا؟ ¦ هیچ‌کس نمی‌داند."),
        ("fa", "«بله.» ¦ سپس رفت. ¦ پایان!"),
        ("fa", "قیمت ۳.۵ دلار است. ¦ تمام شد."),
        ("ur", "وہ لاہور گئے۔ ¦ کیوں؟ ¦ کوئی نہیں جانتا۔"),
        ("he", "ד\"ר כהן הגיע לחיפה. ¦ למה? ¦ איש אינו יודע."),
        ("he", "\"כן.\" ¦ אחר כך הלך פרופ' לוי! ¦ סוף."),
        ("he", "המחיר הוא 3.5 שקל. ¦ 15 איש באו."),
        ("hi", "डॉ. शर्मा दिल्ली पहुँचे। ¦ क्यों? ¦ कोई नहीं जानता।"),
        ("hi", "“हाँ।” ¦ फिर वे गए। ¦ कीमत 3.5 रुपये है।"),
        ("hi", "श्री एस. के. वर्मा आए। ¦ बस!"),
        ("th", "ดร. สมชาย เดินทางถึงกรุงเทพเมื่อ พ.ศ. 2567 เวลา 15.00 น. ที่สนามบิน"),
        ("th", "ทำไม? ¦ ไม่มีใครรู้!"),
        ("th", "ราคา 3.5 บาท พล.ต.อ. สมศักดิ์ กล่าว"),
        ("ka", "პრეზიდენტი თბილისში ჩავიდა. ¦ რატომ? ¦ არავინ იცის."),
        ("hy", "Նախագահը ժամանեց Երևան։ ¦ Նա գնաց։"),
        ("is", "Hann kom 5. maí. ¦ Dr. Jón fór t.d. heim. ¦ Af hverju?"),
        ("kk", "Ол Астана қ. келді. ¦ Неге? ¦ Ешкім білмейді."),
        ("sq", "Z. Hoxha erdhi në orën 5. ¦ “Pse?” pyeti ajo. ¦ Fund."),
    ];

    fn cut(text: &str, lang: &str, segmenters: &Segmenters) -> String {
        let spans = sentences(text, Lang::parse(lang).unwrap(), segmenters);
        spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join("¦")
    }

    #[test]
    fn sentences_end_where_readers_of_the_language_end_them() {
        let segmenters = Segmenters::default();
        let mut wrong = Vec::new();
        for (lang, case) in CASES {
            let text = case.replace(" ¦ ", " ").replace('¦', "");
            let (expected, found) = (case.replace(" ¦ ", "¦"), cut(&text, lang, &segmenters));
            if expected != found {
                wrong.push(format!("{lang}\n  expected {expected}\n  found    {found}"));
            }
        }
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
    }

    #[test]
    fn three_cases_stand_for_each_of_the_languages_promised() {
        for lang in
            "zh ja ar ru cs de en fr uk pl sk es it pt nl sv hu el ko he hi th tr vi bg fi da nb hr sl sr be ro et lv lt id"
                .split(' ')
        {
            assert!(CASES.iter().filter(|(code, _)| *code == lang).count() >= 3, "{lang}");
        }
    }

    /// Each took minutes when the text around a stop was read without bound.
    #[test]
    fn many_marks_take_linear_time() {
        let segmenters = Segmenters::default();
        let began = std::time::Instant::now();
        for (head, unit) in [("", "(a. "), ("", ". "), ("a", ".-"), ("a", " ."), ("", "a.)"), ("… ", "a. b, "), ("", "5. ")] {
            let text = format!("{head}{}", unit.repeat(100_000));
            let spans = sentences(&text, Lang::parse("cs").unwrap(), &segmenters);
            assert!(spans.len() <= 100_001, "{unit}");
        }
        assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
    }

    #[test]
    fn marks_alone_are_no_sentence() {
        let segmenters = Segmenters::default();
        assert_eq!(cut("... And so on. ***", "en", &segmenters), "... And so on. ***");
        assert_eq!(cut("He came (!) and went [...] home. !", "en", &segmenters), "He came (!) and went [...] home. !");
        assert_eq!(cut(" ? ", "en", &segmenters), "?");
        assert_eq!(cut("  ", "en", &segmenters), "");
    }

    #[test]
    fn domains_files_and_brands_are_not_cut_at_their_dot() {
        let segmenters = Segmenters::default();
        for text in ["See idnes.cz and Node.Js or a.b/C.The path.", "Firma Kontur.Focus roste.", "Verze 2.0.1 je venku."] {
            assert_eq!(cut(text, "cs", &segmenters), text);
        }
    }

    proptest! {
        #[test]
        fn sentences_and_the_white_space_between_give_the_text_back(
            text in "(\\PC|[a-zA-Z0-9]|[ .,!?…“”„\"'()«»]|[。！？」「一-三।؟]){0,60}",
            lang in prop::sample::select(vec!["cs", "de", "en", "fr", "zh", "ja", "ar", "hi", "th", "el", "sv"]),
        ) {
            let spans = sentences(&text, Lang::parse(lang).unwrap(), &Segmenters::default());
            let mut end = 0;
            for span in spans {
                prop_assert!(!span.is_empty() && span.start() >= end);
                prop_assert_eq!(span.trim(&text), span);
                prop_assert!(text.get(end..span.start()).is_some_and(|between| between.trim().is_empty()));
                end = span.end();
            }
            prop_assert!(text.get(end..).is_some_and(|rest| rest.trim().is_empty()));
        }
    }
}
