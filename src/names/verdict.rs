//! Verdicts: do the answers of one name agree?

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::anchor::{Anchor, Kind};
use super::entity::{Entity, Fault, View, differing_parts, renderings};
use super::inflection::{derived, same_name_inflected, sexes};
use super::likeness::alike;
use super::link::{Answer, Basis, Linked, plain};
use super::persons::{self, Home};
use super::places::places_in;
use super::transcribe::is_han;
use crate::article::{BlockKind, Locus};
use crate::finding::Rendering;
use crate::text::{Lang, Span, TokenKind, edit_similarity, fold};

/// Confidence where one rendering is the only one with the head noun.
const SAME_HEAD: f64 = 0.75;
/// Likeness a rendering needs before the original's letters elsewhere are held against it.
const SPELLED: f64 = 0.45;
/// Confidence where one rendering is left in the letters of the original.
const LEFT_IN_SCRIPT: f64 = 0.88;
/// Confidence where one rendering is the only person left over.
const LEFT_OVER: f64 = 0.72;

/// How the renderings of a name are compared.
#[derive(Clone, Copy)]
struct How {
    /// Language of the translation.
    lang: Lang,
    /// The original writes the name in capitals, which tell it from other words.
    by_capitals: bool,
}

/// Answers that are one rendering.
struct Group<'a> {
    answers: Vec<&'a Answer>,
    best: f64,
}

impl Group<'_> {
    fn weight(&self) -> f64 {
        self.answers.iter().map(|answer| 0.2 + answer.likeness).sum()
    }

    /// The answer with the most words, the first of equals.
    fn fullest(&self) -> Option<&Answer> {
        self.answers.iter().copied().max_by(|a, b| a.words.len().cmp(&b.words.len()).then(b.locus.cmp(&a.locus)))
    }

    /// Words that stand beside its answers in whole names, folded.
    fn company(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for (answer, (whole, _)) in self.answers.iter().filter_map(|answer| Some((answer, answer.whole.as_ref()?))) {
            let folded = fold(whole);
            let beside = folded.split([' ', '・', '·', '＝']).filter(|word| !answer.words.iter().any(|own| own == word));
            all.extend(beside.map(str::to_owned));
        }
        all
    }

    fn text(&self) -> &str {
        self.answers
            .iter()
            .max_by(|a, b| a.words.len().cmp(&b.words.len()).then(b.locus.cmp(&a.locus)))
            .map_or("", |a| a.text.as_str())
    }
}

/// Joins verdicts about words of one name: one entity, one finding.
pub(super) fn merge(found: Vec<Entity>) -> Vec<Entity> {
    let mut out: Vec<Entity> = Vec::new();
    for entity in found {
        let odd = |entity: &Entity| entity.renderings.get(entity.odd).map(|rendering| rendering.text.clone());
        let shares = |known: &&mut Entity| {
            let whole = |rendering: &Rendering| rendering.text.contains(' ') || rendering.text.contains('-');
            let common = known.renderings.iter().any(|mine| whole(mine) && entity.renderings.iter().any(|r| r.text == mine.text));
            common || (odd(known) == odd(&entity))
        };
        match out.iter_mut().find(shares) {
            Some(known) => {
                for rendering in entity.renderings {
                    if known.renderings.iter().all(|mine| mine.text != rendering.text) {
                        known.renderings.push(rendering);
                    }
                }
                for form in entity.original_forms {
                    if !known.original_forms.contains(&form) {
                        known.original_forms.push(form);
                    }
                }
                known.confidence = known.confidence.max(entity.confidence);
            }
            None => out.push(entity),
        }
    }
    out
}

/// True when the two groups are given names of different people: each always stands beside another word, on the same side of
/// it, and never beside the same one.
fn other_company(usual: &Group<'_>, other: &Group<'_>) -> bool {
    let always = |group: &Group<'_>| group.answers.iter().all(|answer| answer.whole.is_some());
    if !always(usual) || !always(other) {
        return false;
    }
    let all = |group: &Group<'_>, beside: fn(Span, Span) -> bool| {
        group.answers.iter().all(|a| a.whole.as_ref().is_some_and(|(_, whole)| beside(a.locus.span, whole.span)))
    };
    let followed = |group: &Group<'_>| all(group, |own, whole| own.end() < whole.end());
    let preceded = |group: &Group<'_>| all(group, |own, whole| whole.start() < own.start());
    let same_side = (followed(usual) && followed(other)) || (preceded(usual) && preceded(other));
    let (left, right) = (usual.company(), other.company());
    same_side && !left.iter().any(|x| right.iter().any(|y| alike(x, y) >= 0.6))
}

/// True when one group is the family name of a woman and the other of a man, and somebody's other name stands beside one of
/// them that never stands beside the other.
fn other_sex(usual: &Group<'_>, other: &Group<'_>) -> bool {
    let sexes = usual.answers.iter().any(|a| other.answers.iter().any(|b| sexes(&a.text, &b.text)));
    let (left, right) = (usual.company(), other.company());
    sexes && !left.is_empty() && right.iter().any(|x| left.iter().all(|y| alike(x, y) < 0.6))
}

/// Judges one linked name; `None` when all is well.
pub(super) fn judge(view: &View<'_>, anchor: &Anchor, linked: &Linked) -> Option<Entity> {
    let lang = view.translation.lang();
    let given_names = anchor.kind == Kind::Word && !anchor.key.chars().any(is_han);
    let said: Vec<&Answer> = linked.answers.iter().filter(|answer| !shouted(view, answer)).collect();
    let how = How { lang, by_capitals: anchor.forms.iter().any(|form| is_acronym(form)) };
    let groups = groups(&said, how);
    let (usual, others) = groups.split_first()?;
    let odd: Vec<&Group<'_>> = others
        .iter()
        .filter(|group| conflict(usual, group, how) && !(given_names && (other_company(usual, group) || other_sex(usual, group))))
        .collect();
    let first = odd.iter().min_by_key(|group| group.answers.iter().map(|a| a.locus).min())?;
    let confidence = confidence(anchor, usual, first);
    let mut list = spelled(usual, 1);
    let at = list.len();
    for group in &odd {
        list.extend(
            spelled(group, usize::MAX)
                .into_iter()
                .filter(|new| list.iter().all(|known| known.text != new.text))
                .collect::<Vec<_>>(),
        );
    }
    let stands = |group: &Group<'_>| list.iter().find(|rendering| rendering.text == group.text());
    let parts = stands(usual).zip(stands(first)).map_or_else(Vec::new, |(usual, odd)| differing_parts(usual, odd));
    let new: Vec<Rendering> = parts.into_iter().filter(|new| list.iter().all(|known| known.text != new.text)).collect();
    let odd_at =
        list.iter().skip(at).position(|rendering| first.answers.iter().any(|a| a.text == rendering.text)).unwrap_or(0) + at;
    list.extend(new);
    let clash: Vec<String> = std::iter::once(first.text()).chain(std::iter::once(usual.text())).map(str::to_owned).collect();
    let count = |group: &Group<'_>| group.answers.len();
    let home = home_form(anchor, std::iter::once(usual).chain(odd.iter().copied()));
    let minor = odd.iter().all(|group| plain(group.text()) == plain(usual.text()));
    let mut evidence = vec![
        format!("the original has one name behind both: {}", anchor.forms.join(", ")),
        format!("{} stands {} times, {} {}", usual.text(), count(usual), first.text(), count(first)),
    ];
    evidence.extend(home.as_ref().map(|(_, why)| why.clone()));
    if in_headline(view, first) != in_headline(view, usual) {
        evidence.push("the headline and the text differ".to_owned());
    }
    let majority = (count(usual) > count(first)).then(|| usual.text().to_owned());
    let suggestion = home.map(|(form, _)| form).or(majority).filter(|form| *form != first.text());
    Some(Entity {
        key: fold(&anchor.key),
        original_forms: anchor.forms.clone(),
        original: source_place(view, anchor, first),
        clash,
        renderings: list,
        odd: odd_at,
        suggestion,
        fault: Fault::Drift { minor },
        confidence,
        evidence,
    })
}

/// The form that reads as the name's home language has it, where another one is its Mandarin reading (Pham Minh Chinh, Fan
/// Mingzheng), with the reason.
fn home_form<'g>(anchor: &Anchor, groups: impl Iterator<Item = &'g Group<'g>>) -> Option<(String, String)> {
    let texts: Vec<&str> = groups.map(Group::text).collect();
    let reads = |text: &str, home: Home| {
        persons::readings(&anchor.key).iter().any(|(of, reading)| *of == home && plain(reading) == plain(text))
    };
    let mandarin = texts.iter().find(|text| reads(text, Home::Chinese))?;
    [Home::Vietnamese, Home::Japanese, Home::Korean].into_iter().find_map(|home| {
        let form = texts.iter().find(|text| reads(text, home) && *text != mandarin)?;
        Some(((*form).to_owned(), format!("{mandarin} is the Mandarin reading of a {} name", home.name())))
    })
}

fn in_headline(view: &View<'_>, group: &Group<'_>) -> bool {
    group.answers.iter().any(|answer| view.translation.kind(answer.locus.block) == BlockKind::Headline)
}

/// The words that answer, and the `most` most frequent whole names they stand in; other people may share the word.
fn spelled(group: &Group<'_>, most: usize) -> Vec<Rendering> {
    let mut list = renderings(group.answers.iter().map(|answer| (answer.text.clone(), answer.locus)));
    list.extend(renderings(group.answers.iter().filter_map(|answer| answer.whole.clone())).into_iter().take(most));
    list
}

fn source_place(view: &View<'_>, anchor: &Anchor, group: &Group<'_>) -> Option<Locus> {
    let bead = view.beads().nth(group.answers.first()?.bead)?;
    anchor.places.iter().find(|(sentence, _)| bead.original.contains(sentence)).map(|(_, locus)| *locus)
}

/// Letters that no abbreviation beside a name has.
const SHOUTED: usize = 5;

/// True for capitals beside a longer word in capitals: a line in capitals does not tell how a name is written.
fn shouted(view: &View<'_>, answer: &Answer) -> bool {
    let capitals = |text: &str| !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    if !capitals(&answer.text) {
        return false;
    }
    let text = view.translation.text(answer.locus.block);
    let sentence = view.translation.sentence_at(answer.locus.block, answer.locus.span);
    let tokens = sentence.map_or(&[][..], |index| view.translation.sentence_tokens(index));
    let words: Vec<Span> = tokens.iter().filter(|token| token.kind == TokenKind::Word).map(|token| token.span).collect();
    let at = words.iter().position(|span| span.overlaps(answer.locus.span)).unwrap_or(0);
    let near = words.iter().skip(at.saturating_sub(2)).take(5).filter(|span| !span.overlaps(answer.locus.span));
    near.map(|span| span.of(text)).any(|word| word.chars().count() >= SHOUTED && capitals(word))
}

/// Answers by rendering, the best supported first.
fn groups<'a>(answers: &[&'a Answer], how: How) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    // Full forms first, so that short ones join them.
    let mut order: Vec<&'a Answer> = answers.to_vec();
    order.sort_by_key(|answer| (std::cmp::Reverse(answer.words.len()), answer.locus));
    for answer in order {
        match groups.iter_mut().find(|group| group.answers.iter().any(|other| one_rendering(other, answer, how))) {
            Some(group) => {
                group.answers.push(answer);
                group.best = group.best.max(answer.likeness);
            }
            None => groups.push(Group { answers: vec![answer], best: answer.likeness }),
        }
    }
    // What was left in a foreign script is never how the translation writes a name.
    let foreign = |group: &Group<'_>| group.answers.iter().all(|answer| answer.foreign);
    groups.sort_by(|a, b| {
        let by_weight = b.weight().total_cmp(&a.weight());
        foreign(a).cmp(&foreign(b)).then(by_weight).then_with(|| first_place(a).cmp(&first_place(b)))
    });
    groups
}

fn first_place(group: &Group<'_>) -> Option<Locus> {
    group.answers.iter().map(|answer| answer.locus).min()
}

/// Equal up to case, or one a part of the other word for word, or case forms.
fn one_rendering(a: &Answer, b: &Answer, how: How) -> bool {
    let How { lang, by_capitals } = how;
    // The points of an abbreviation are its style.
    let letters = |text: &str| text.nfkc().filter(|c| *c != '.').collect::<String>();
    let (x, y) = (letters(&a.text), letters(&b.text));
    if fold(&x) == fold(&y) {
        // Abbreviations are told by their capitals.
        return !(by_capitals && (is_acronym(&x) || is_acronym(&y))) || x == y;
    }
    if acronym(a, b) || acronym(b, a) {
        return true;
    }
    // Numbered things of one name (Shenzhou-16, Shenzhou-17).
    let unnumbered = |text: &str| -> String { plain(text).chars().filter(|c| !c.is_numeric()).collect() };
    let numbered = |text: &str| text.chars().any(char::is_numeric);
    if numbered(&a.text) && unnumbered(&a.text) == unnumbered(&b.text) {
        return true;
    }
    if within(&a.text, &b.text) || within(&b.text, &a.text) {
        return true;
    }
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if let ([x], [y]) = (a.words.as_slice(), b.words.as_slice())
        && (x.split('-').any(|part| part == y) || y.split('-').any(|part| part == x))
    {
        return true;
    }
    let (short, long) = (short.raw_words(), long.raw_words());
    short
        .iter()
        .all(|word| long.iter().any(|other| same_name_inflected(word, other, lang) || people_of(&fold(word), &fold(other), lang)))
}

/// True when one word is a people or adjective of the other. An `i` makes one of places only (Iraq, Iraqi; not Zelensky,
/// Zelenski).
fn people_of(a: &str, b: &str, lang: Lang) -> bool {
    let of_i = a.ends_with('i') != b.ends_with('i');
    let place = |word: &str| !places_in(&capitalised(word), lang).is_empty();
    derived(a, b) && (!of_i || place(a) || place(b))
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// True for a katakana word that begins or ends a longer one (テレグラム, テレグラムチャンネル).
fn within(part: &str, whole: &str) -> bool {
    const LETTERS: usize = 4;
    let kana = |text: &str| text.chars().all(|c| matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー'));
    kana(part)
        && part.chars().count() >= LETTERS
        && (whole.starts_with(part) || whole.ends_with(part))
        && kana(whole)
        && whole.chars().count() >= part.chars().count() + 2
}

/// Two to six capitals.
fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// True when `short` is the initials of `long`, small words left out or not.
fn acronym(short: &Answer, long: &Answer) -> bool {
    let [letters] = short.words.as_slice() else { return false };
    let initials = |all: bool| -> String {
        let small = |word: &&String| all || !matches!(word.as_str(), "of" | "the" | "and" | "for" | "de" | "la");
        long.words.iter().filter(small).filter_map(|word| word.chars().next()).collect()
    };
    long.words.len() > 1 && (*letters == initials(true) || *letters == initials(false))
}

/// True when the fullest forms of two groups cannot be one name. A short form that fits both decides nothing.
fn conflict(usual: &Group<'_>, other: &Group<'_>, how: How) -> bool {
    let lang = how.lang;
    let place = |text: &str| -> BTreeSet<&'static str> { places_in(text, lang).into_iter().map(|hit| hit.id).collect() };
    let (a, b) = (usual.fullest(), other.fullest());
    let (Some(a), Some(b)) = (a, b) else { return false };
    let fits = |x: &&&Answer| x.words.len() >= b.words.len() && one_rendering(x, b, how);
    !one_rendering(a, b, how) && !usual.answers.iter().any(|x| fits(&x)) && place(&a.text).is_disjoint(&place(&b.text))
}

fn confidence(anchor: &Anchor, usual: &Group<'_>, odd: &Group<'_>) -> f64 {
    // The form of the original itself, in its script.
    if usual.answers.iter().chain(&odd.answers).any(|answer| !answer.text.is_ascii() && anchor.forms.contains(&answer.text)) {
        return LEFT_IN_SCRIPT;
    }
    let basis = |group: &Group<'_>| group.answers.iter().map(|answer| answer.basis).min().unwrap_or(Basis::Sound);
    match basis(usual).max(basis(odd)) {
        Basis::Alone => return LEFT_OVER,
        Basis::Head => return SAME_HEAD,
        Basis::Sound => {}
    }
    let (a, b) = (usual.text(), odd.text());
    let latin = |text: &str| text.is_ascii();
    if anchor.forms.iter().any(|form| latin(form))
        && latin(a) != latin(b)
        && !odd.answers.iter().chain(&usual.answers).all(|x| x.text.is_ascii())
    {
        let (carried, spelled) = if latin(a) { (a, odd) } else { (b, usual) };
        if spelled.best < SPELLED {
            return 0.0;
        }
        if anchor.forms.iter().any(|form| plain(form).contains(&plain(carried)) || plain(carried).contains(&plain(form))) {
            return LEFT_IN_SCRIPT;
        }
    }
    let alike = alike(&plain(a), &plain(b)).max(edit_similarity(&plain(a), &plain(b)));
    let kind = match anchor.kind {
        Kind::Person => 0.15,
        Kind::Sound | Kind::Latin => 0.1,
        Kind::Word => 0.0,
    };
    (0.25 + 0.35 * usual.best.min(odd.best) + 0.2 * usual.best.max(odd.best) + 0.15 * alike + kind).min(0.97)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{entities, texts};

    #[test]
    fn one_name_of_the_original_in_two_renderings_is_found() {
        for (from, original, translation, odd) in [
            (
                "uk",
                ["Херсон тримається.", "Біля міста Херсон тихо."],
                ["Kherson holds out.", "It is quiet near Herson."],
                "Herson",
            ),
            (
                "ko",
                ["대통령 이재명은 말했다.", "어제 이재명은 떠났다."],
                ["President Lee Jae-myung spoke.", "Yesterday Yi Jae-myung left."],
                "Yi Jae-myung",
            ),
        ] {
            assert!(texts(&entities(from, &original, "en", &translation)).contains(&odd), "{original:?}");
        }
    }

    #[test]
    fn the_mandarin_reading_of_a_vietnamese_name_is_the_wrong_one() {
        let found = entities(
            "zh",
            &["越南总理范明政访问北京。", "范明政总理会见了记者。"],
            "en",
            &["Vietnamese Prime Minister Pham Minh Chinh visited Beijing.", "Prime Minister Fan Mingzheng met reporters."],
        );
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!(found[0].suggestion.as_deref(), Some("Pham Minh Chinh"));
        assert!(found[0].evidence.iter().any(|why| why.contains("Mandarin reading of a Vietnamese name")));
    }

    #[test]
    fn a_name_in_brackets_after_another_is_the_same_one() {
        let found = entities(
            "ja",
            &["歌手のリーウェン（李文）氏が来た。", "リーウェンは歌った。", "李文氏は去った。"],
            "en",
            &["The singer Riwen came.", "Riwen sang.", "Li Wen left."],
        );
        assert!(texts(&found).contains(&"Li Wen"), "{found:#?}");
    }

    #[test]
    fn abbreviations_are_told_by_their_capitals_but_not_in_lines_of_capitals() {
        let original = ["The FDA spoke.", "Then the FDA left."];
        let found = entities("en", &original, "ja", &["ＦＤＡが話した。", "その後fdaは去った。"]);
        assert!(texts(&found).contains(&"fda"), "{found:#?}");
        let original = ["MARTENS GEWINNT RENNEN", "Dann sprach Martens."];
        assert_eq!(entities("de", &original, "en", &["MARTENS TAKES PRIZE", "Then Martens spoke."]), []);
    }

    #[test]
    fn parts_case_forms_sexes_and_numbers_stay_silent() {
        for (from, original, to, translation) in [
            (
                "zh",
                vec!["国家主席习近平抵达。", "习近平发表讲话。"],
                "en",
                vec!["President Xi Jinping arrived.", "Xi gave a speech."],
            ),
            (
                "en",
                vec!["Putin met Trump.", "The envoy of Putin left."],
                "cs",
                vec!["Putin se sešel s Trumpem.", "Putinův vyslanec odjel."],
            ),
            (
                "ru",
                vec!["Приехал Нурсултан Назарбаев.", "Дарига Назарбаева молчит."],
                "en",
                vec!["Nursultan Nazarbayev came.", "Dariga Nazarbayeva is silent."],
            ),
            (
                "uk",
                vec!["Промовляли Тарас Кравчук і глава відомства Тарас Мельник."],
                "en",
                vec!["Taras Kravchuk and the agency head of Ukraine Teras Melnyk spoke."],
            ),
            (
                "zh",
                vec!["神舟十六号升空。", "神舟十七号升空。"],
                "en",
                vec!["Shenzhou-16 lifted off.", "Shenzhou-17 lifted off."],
            ),
        ] {
            assert_eq!(entities(from, &original, to, &translation), [], "{original:?}");
        }
    }
}
