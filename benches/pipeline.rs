//! What each stage costs for one article pair of the corpora, and the whole path beside it. Read the ratios: machines differ.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use isogloss::align::{Text, align};
use isogloss::article::{Document, Side};
use isogloss::input::{ReadOptions, jobs_from_paths, load};
use isogloss::names::{TRUSTED_BEAD, analyse, transcribe::house_system};
use isogloss::numbers::clashes;
use isogloss::text::Segmenters;
use isogloss::{ArticlePair, Checker, CheckerOptions};

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
