//! What each stage costs for one article pair of the corpora, and the whole path beside it. Read the ratios: machines differ.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use isogloss::align::{Text, Weights, align, align_texts};
use isogloss::article::{Document, Side};
use isogloss::input::{ReadOptions, jobs_from_paths, load};
use isogloss::names::{TRUSTED_BEAD, analyse, transcribe::house_system};
use isogloss::numbers::clashes;
use isogloss::text::Segmenters;
use isogloss::{Article, ArticlePair, Block, Checker, CheckerOptions};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

const PAIRS: [&str; 3] = ["cs-en-solid-ground", "ru-en-minister", "zh-en-spaceflight"];

fn pair(name: &str) -> ArticlePair {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora").join(name);
    let from = name.split('-').next().unwrap_or("cs");
    let original = folder.join(format!("original.{from}.txt"));
    let plan =
        jobs_from_paths(Some(&original), &folder.join("translation.en.txt"), None, None, &folder).expect("the corpus is there");
    load(&plan.jobs[0], &ReadOptions::default()).expect("the corpus can be read").pair
}

fn documents(name: &str, segmenters: &Segmenters) -> (Document, Document) {
    let pair = pair(name);
    let original = Document::new(pair.original.expect("it has an original"), Side::Original, segmenters);
    (original, Document::new(pair.translation, Side::Translation, segmenters))
}

#[divan::bench(args = PAIRS)]
fn segment(bencher: divan::Bencher<'_, '_>, name: &str) {
    let segmenters = Segmenters::default();
    bencher.with_inputs(|| pair(name).translation).bench_values(|article| Document::new(article, Side::Translation, &segmenters));
}

#[divan::bench(args = PAIRS)]
fn align_sentences(bencher: divan::Bencher<'_, '_>, name: &str) {
    let (original, translation) = documents(name, &Segmenters::default());
    black_box(Text::new(&original));
    bencher.bench(|| align(black_box(&original), &translation, None));
}

/// How alignment grows: an article over and over, up to so many lines, its names and numbers others each time.
#[divan::bench(args = [100, 400, 1_600, 6_400], sample_count = 5)]
fn align_growing(bencher: divan::Bencher<'_, '_>, lines: usize) {
    let segmenters = Segmenters::default();
    let pair = pair(PAIRS[0]);
    let long = |article: Article, side| {
        let cycle = (0..).flat_map(|round| article.blocks.iter().map(move |block| altered(block, round)));
        Text::new(&Document::new(Article { blocks: cycle.take(lines).collect(), ..article }, side, &segmenters))
    };
    let original = long(pair.original.expect("it has an original"), Side::Original);
    let translation = long(pair.translation, Side::Translation);
    bencher
        .counter(divan::counter::ItemsCount::new(original.units.len() + translation.units.len()))
        .bench(|| align_texts(black_box(&original), &translation, None, Weights::shipped()));
}

/// A block with other numbers and capitalised words, the same on both sides where these are.
fn altered(block: &Block, round: usize) -> Block {
    let word = |word: &str| match word.chars().next() {
        Some(c) if c.is_uppercase() && round > 0 => {
            format!("{word}{}", ["a", "ov", "in", "es"][round % 4].repeat(1 + round / 4 % 3))
        }
        Some(c) if c.is_ascii_digit() => format!("{word}{round}"),
        _ => word.to_owned(),
    };
    Block { text: block.text.split(' ').map(word).collect::<Vec<_>>().join(" "), ..block.clone() }
}

#[divan::bench(args = PAIRS)]
fn judge_names(bencher: divan::Bencher<'_, '_>, name: &str) {
    let (original, translation) = documents(name, &Segmenters::default());
    let alignment = align(&original, &translation, None);
    let house = house_system(translation.lang());
    bencher.bench(|| analyse(black_box(Some(&original)), &translation, &alignment, house));
}

#[divan::bench(args = PAIRS)]
fn whole_article(bencher: divan::Bencher<'_, '_>, name: &str) {
    let checker = Checker::new(CheckerOptions::default());
    bencher.with_inputs(|| pair(name)).bench_values(|pair| checker.check(pair));
}

#[divan::bench(args = PAIRS)]
fn judge_numbers(bencher: divan::Bencher<'_, '_>, name: &str) {
    let (original, translation) = documents(name, &Segmenters::default());
    let alignment = align(&original, &translation, None);
    bencher.bench(|| clashes(black_box(&original), &translation, &alignment.beads, TRUSTED_BEAD));
}
