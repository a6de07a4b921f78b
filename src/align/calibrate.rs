//! Estimates the weights from aligned texts: those under which the known alignments are likeliest (a conditional random field
//! over all ways to cut the texts, with a light pull towards nothing).

use std::fmt::Write as _;

use super::corridor::Corridor;
use super::cover::WINDOW;
use super::embed::Meaning;
use super::features::shape::{KINDS, kind};
use super::features::{BEADS, COUNT, Cut, MEANING, NAMES, NULL_FIRST, Texts, Values};
use super::lattice::{Lattice, all_values};
use super::matching::{View, sides};
use super::weights::Weights;
use super::{Lexicon, Text};

/// Two texts with their known beads (sentences of the original, of the translation).
pub struct Example<'a> {
    /// The original, prepared.
    pub source: &'a Text,
    /// The translation, prepared.
    pub target: &'a Text,
    /// The beads, in any order; sentences in none are without counterpart.
    pub beads: Vec<(Vec<usize>, Vec<usize>)>,
    /// Beads of several sentences on both sides are known as a whole only: any cut inside may be the true one.
    pub coarse: bool,
    /// A lexicon to align with.
    pub lexicon: Option<&'a Lexicon>,
    /// What the sentences mean, as an encoder has it; for all examples or for none.
    pub meaning: Option<&'a Meaning>,
}

/// What came of it.
#[derive(Debug)]
pub struct Calibration {
    /// The weights.
    pub weights: Weights,
    /// Texts that could be used: their beads lie where the path can run.
    pub used: usize,
    /// Mean logarithm of the likelihood of a bead.
    pub likelihood: f64,
}

struct Prepared {
    corridor: Corridor,
    size: (usize, usize),
    values: Vec<(Cut, Values)>,
    /// Only the cuts that are known to be true.
    allowed: Vec<bool>,
    beads: usize,
}

/// Rounds over all texts; the likelihood moves in the fourth place only after about a hundred.
const ROUNDS: usize = 150;
/// Pull of every weight towards nothing.
const PULL: f64 = 0.5;
/// Pull towards the shipped weight, where an encoder joins in: they were estimated on more texts than are ever encoded. Of 0.5,
/// 3, 10 and 50 the best on 48 news texts held out, with and without word tables together.
const PULL_SHIPPED: f64 = 10.0;
/// First step, in units of the slope's own size; how many rounds halve it.
const STEP: f64 = 0.25;
const HALVED: f64 = 40.0;
/// How much of the slope's size each round keeps of those before.
const KEPT: f64 = 0.9;

/// Names of the features, as [`calibrate`] can leave them out.
#[must_use]
pub fn features() -> &'static [&'static str] {
    &NAMES
}

/// Estimates weights, those of the features named in `without` as nothing: what such weights lose is what the features give.
/// Deterministic.
#[must_use]
pub fn calibrate(examples: &[Example<'_>], without: &[String]) -> Calibration {
    let prepared: Vec<Prepared> = examples.iter().filter_map(Prepared::new).collect();
    let beads: usize = prepared.iter().map(|example| example.beads).sum();
    let by_meaning = examples.iter().any(|example| example.meaning.is_some());
    let (start, pulls) = prior(by_meaning);
    // Features differ in scale, so each step is measured by the usual size of its own slope.
    let (mut weights, mut squares) = (start, [1e-3_f64; COUNT]);
    let mut likelihood = 0.0;
    for round in 0..ROUNDS {
        let mut gradient: [f64; COUNT] = std::array::from_fn(|at| -pulls[at] * (weights[at] - start[at]));
        likelihood = 0.0;
        for example in &prepared {
            likelihood += example.gradient(&weights, &mut gradient);
        }
        let rate = STEP / (1.0 + round as f64 / HALVED);
        for ((weight, slope), square) in weights.iter_mut().zip(gradient).zip(&mut squares) {
            *square = KEPT * *square + (1.0 - KEPT) * slope * slope;
            *weight += rate * slope / square.sqrt();
        }
        let left_out = weights.iter_mut().zip(NAMES).filter(|(_, name)| without.iter().any(|other| other == name));
        left_out.for_each(|(weight, _)| *weight = 0.0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "small numbers, kept to three places")]
    let rounded = |number: f64| ((number * 1000.0).round() / 1000.0) as f32;
    let mut shares = [0.0; KINDS.len()];
    prepared.iter().for_each(|example| example.count_kinds(&weights, &mut shares));
    let all: f64 = shares.iter().sum::<f64>().max(1.0);
    let shares = shares.map(|count| rounded(count / all).max(0.001));
    Calibration {
        weights: Weights { values: weights.map(rounded), shares, meaning: by_meaning },
        used: prepared.len(),
        likelihood: likelihood / beads.max(1) as f64,
    }
}

/// Where the weights begin and how strongly each is pulled back there.
fn prior(by_meaning: bool) -> ([f64; COUNT], [f64; COUNT]) {
    if by_meaning {
        let pull = |at| if MEANING.contains(&at) { PULL } else { PULL_SHIPPED };
        (Weights::shipped().values.map(f64::from), std::array::from_fn(pull))
    } else {
        ([0.0; COUNT], [PULL; COUNT])
    }
}

impl Calibration {
    /// The table, with `comments` on where it comes from.
    #[must_use]
    pub fn table(&self, comments: &[String]) -> String {
        let mut out = String::new();
        for line in comments {
            let _ = writeln!(out, "# {line}");
        }
        let shares = KINDS.iter().zip(self.weights.shares);
        let known = if self.weights.meaning { COUNT } else { MEANING.start };
        for (name, weight) in NAMES.iter().zip(self.weights.values).take(known).chain(shares) {
            let _ = writeln!(out, "{name}\t{weight}");
        }
        out
    }
}

impl Prepared {
    /// None for texts whose known beads lie outside the corridor.
    fn new(example: &Example<'_>) -> Option<Self> {
        let (source, target) = (View::whole(example.source), View::whole(example.target));
        let size = (source.units.len(), target.units.len());
        let sides = sides(&source, &target, example.lexicon);
        let corridor = Corridor::new(&sides);
        let texts = Texts::new((&source, &target), &sides, &corridor, example.meaning);
        let values = all_values(&texts, &corridor);
        let known = Known::new(&example.beads, size, example.coarse);
        let allowed = values.iter().map(|(cut, _)| known.allows(*cut)).collect();
        let prepared = Self { corridor, size, values, allowed, beads: example.beads.len() };
        let total = prepared.expected(&[0.0; COUNT], true, &mut [0.0; COUNT]);
        total.is_finite().then_some(prepared)
    }

    /// Adds the slope of the likelihood; returns the likelihood.
    fn gradient(&self, weights: &[f64; COUNT], gradient: &mut [f64; COUNT]) -> f64 {
        let (mut truth, mut model) = ([0.0; COUNT], [0.0; COUNT]);
        let likelihood = self.expected(weights, true, &mut truth) - self.expected(weights, false, &mut model);
        gradient.iter_mut().zip(truth.iter().zip(model)).for_each(|(slope, (truth, model))| *slope += truth - model);
        likelihood
    }

    /// Expected features over all ways, or those known to be true; returns the logarithm of their sum.
    fn expected(&self, weights: &[f64; COUNT], true_only: bool, sums: &mut [f64; COUNT]) -> f64 {
        self.lattice(weights, true_only).posterior(|cut, share, first| {
            if share < 1e-6 {
                return;
            }
            let key = |cut: &Cut| (cut.i, cut.j, cut.a, cut.b);
            if let Ok(at) = self.values.binary_search_by_key(&key(&cut), |(known, _)| key(known)) {
                sums.iter_mut().zip(self.values[at].1).for_each(|(sum, value)| *sum += share * f64::from(value));
            }
            sums[NULL_FIRST] += first;
        })
    }

    /// Adds the expected number of beads of each kind among the ways known to be true.
    fn count_kinds(&self, weights: &[f64; COUNT], counts: &mut [f64; KINDS.len()]) {
        self.lattice(weights, true).posterior(|cut, share, _| counts[kind(cut)] += share);
    }

    #[expect(clippy::cast_possible_truncation, reason = "scores are small numbers")]
    fn lattice(&self, weights: &[f64; COUNT], true_only: bool) -> Lattice {
        let mut rows = self.values.iter().zip(&self.allowed).peekable();
        Lattice::build(self.size, &self.corridor, weights[NULL_FIRST] as f32, |i, j, scores| {
            *scores = [f32::NEG_INFINITY; BEADS];
            while let Some(((cut, values), allowed)) = rows.next_if(|((cut, _), _)| (cut.i, cut.j) == (i, j)) {
                if *allowed || !true_only {
                    let shape = Cut::SHAPES.iter().position(|shape| *shape == (cut.a, cut.b)).unwrap_or(0);
                    scores[shape] =
                        values.iter().zip(weights).map(|(value, weight)| f64::from(*value) * weight).sum::<f64>() as f32;
                }
            }
        })
    }
}

/// The known beads of a text, as allowed cuts.
struct Known {
    /// First and one past the last sentence of both sides.
    boxes: Vec<(usize, usize, usize, usize)>,
    nulls: (Vec<bool>, Vec<bool>),
    coarse: bool,
}

impl Known {
    /// Beads with gaps are filled; one that crosses those before it counts as sentences without counterpart.
    fn new(beads: &[(Vec<usize>, Vec<usize>)], size: (usize, usize), coarse: bool) -> Self {
        let range =
            |list: &[usize], size: usize| Some((*list.iter().min()?, *list.iter().max()? + 1)).filter(|range| range.1 <= size);
        let mut known: Vec<(usize, usize, usize, usize)> = beads
            .iter()
            .filter_map(|(source, target)| {
                let ((i, to), (j, end)) = (range(source, size.0)?, range(target, size.1)?);
                Some((i, to, j, end))
            })
            .collect();
        known.sort_unstable();
        let mut boxes: Vec<(usize, usize, usize, usize)> = Vec::new();
        for bead in known {
            if boxes.last().is_none_or(|last| last.1 <= bead.0 && last.3 <= bead.2) {
                boxes.push(bead);
            }
        }
        let mut nulls = (vec![true; size.0], vec![true; size.1]);
        for (i, to, j, end) in &boxes {
            nulls.0[*i..*to].fill(false);
            nulls.1[*j..*end].fill(false);
        }
        Self { boxes, nulls, coarse }
    }

    /// Within a bead of more sentences than any shape has, and in coarse gold of several on both sides, any cut is allowed.
    fn allows(&self, cut: Cut) -> bool {
        let Cut { i, j, a, b } = cut;
        if (a == 0 && self.nulls.1[j]) || (b == 0 && self.nulls.0[i]) {
            return true;
        }
        self.boxes.iter().any(|(from, to, start, end)| {
            let (a_known, b_known) = (to - from, end - start);
            let open = self.coarse && a_known.min(b_known) > 1 || a_known.max(b_known) > WINDOW;
            (*from, *to, *start, *end) == (i, i + a, j, j + b) && a > 0 && b > 0
                || open && *from <= i && i + a <= *to && *start <= j && j + b <= *end
        })
    }
}
