//! The best beads of two texts, with how sure each is.

use super::corridor::Corridor;
use super::embed::Meaning;
use super::features::{Cut, Texts};
use super::lattice::Lattice;
use super::matching::{View, sides};
use super::weights::Weights;
use super::{Bead, Lexicon, moved};

/// Aligns with beads in order; every sentence is in exactly one. Beside them the pairs of sentences without counterpart that
/// answer each other out of order.
pub(super) fn best_path(
    source: &View<'_>,
    target: &View<'_>,
    lexicon: Option<&Lexicon>,
    weights: &Weights,
    meaning: Option<&Meaning>,
) -> (Vec<Bead>, Vec<(usize, usize)>) {
    let sides = sides(source, target, lexicon);
    let corridor = Corridor::new(&sides);
    let texts = Texts::new((source, target), &sides, &corridor, meaning);
    let mut lattice = Lattice::new(&texts, weights, &corridor);
    lattice.adapt(&weights.shares);
    let cuts = lattice.best();
    let mut sure = vec![0.0; cuts.len()];
    lattice.posterior(|cut, share, _| match cuts.binary_search_by_key(&(cut.i, cut.j), |(known, _)| (known.i, known.j)) {
        Ok(at) if cuts[at].0 == cut => sure[at] = share,
        _ => {}
    });
    let beads = cuts.iter().zip(sure).map(|((cut, score), sure)| bead(*cut, f64::from(*score), sure)).collect();
    (beads, moved::moved(&sides, &cuts))
}

fn bead(cut: Cut, score: f64, confidence: f64) -> Bead {
    Bead {
        original: cut.i..cut.i + cut.a,
        translation: cut.j..cut.j + cut.b,
        score,
        confidence: confidence.clamp(0.0, 1.0),
        moved: false,
    }
}
