//! Length: how far the ratio of the characters is from that of the whole texts.

use super::super::cover::WINDOW;
use super::super::unit::Unit;
use super::Sizes;

/// Lengths of one to four sentences from each, in characters half way between both sides.
pub(super) struct Lengths {
    source: Vec<[Length; WINDOW]>,
    target: Vec<[Length; WINDOW]>,
}

/// A length by what the deviation needs of it.
#[derive(Debug, Clone, Copy, Default)]
struct Length {
    log: f32,
    /// The part of the spread that is wider for short texts.
    spread: f32,
}

impl Lengths {
    pub(super) fn new(sources: &[&Unit], targets: &[&Unit]) -> Self {
        let ratio = (sum(targets) / sum(sources)).clamp(0.4, 2.5);
        // Each side is stretched half the way, so that exchanged sides give the same.
        Self { source: windows(sources, ratio.sqrt()), target: windows(targets, ratio.sqrt().recip()) }
    }

    /// For the beads that begin at `i` and `j`: half the squared deviation, in its spread, which is wider for short sentences;
    /// 8 at most.
    pub(super) fn fill(&self, i: usize, j: usize, values: &mut Sizes) {
        let of = |lengths: &[[Length; WINDOW]], at: usize| lengths.get(at).copied().unwrap_or_default();
        let (source, target) = (of(&self.source, i), of(&self.target, j));
        for (row, source) in values.iter_mut().zip(source) {
            row.iter_mut().zip(target).for_each(|(value, target)| *value = half_square(source, target));
        }
    }
}

fn sum(units: &[&Unit]) -> f64 {
    units.iter().map(|unit| unit.chars).sum::<f64>().max(1.0)
}

fn windows(units: &[&Unit], ratio: f64) -> Vec<[Length; WINDOW]> {
    let from = |at: usize| {
        let mut lengths = [Length::default(); WINDOW];
        let mut chars = 0.0;
        for (length, more) in lengths.iter_mut().zip(0..) {
            chars += units.get(at + more).map_or(0.0, |unit| unit.chars);
            *length = Length::of(chars.max(1.0) * ratio);
        }
        lengths
    };
    (0..units.len()).map(from).collect()
}

impl Length {
    #[expect(clippy::cast_possible_truncation, reason = "small numbers")]
    fn of(chars: f64) -> Self {
        Self { log: chars.ln() as f32, spread: (1.6 / chars.sqrt()) as f32 }
    }
}

fn half_square(expected: Length, target: Length) -> f32 {
    let z = (target.log - expected.log) / (0.2 + expected.spread.min(target.spread));
    (z * z / 2.0).min(8.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lengths_deviate_by_nothing_and_short_ones_are_forgiven() {
        let of = |expected, target| half_square(Length::of(expected), Length::of(target));
        assert!(of(80.0, 80.0).abs() < 1e-6);
        assert!(of(80.0, 160.0) > of(8.0, 16.0));
        assert!((of(5.0, 5_000.0) - 8.0).abs() < 1e-6);
        assert!((of(60.0, 90.0) - of(90.0, 60.0)).abs() < 1e-6);
    }
}
