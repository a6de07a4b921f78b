//! Length: how far the ratio of the characters is from that of the whole texts.

use super::super::unit::Unit;
use super::{Cut, Texts};

/// Characters of the translation per character of the original.
pub(super) fn ratio(sources: &[&Unit], targets: &[&Unit]) -> f64 {
    (length(targets) / length(sources)).clamp(0.4, 2.5)
}

fn length(units: &[&Unit]) -> f64 {
    units.iter().map(|unit| unit.chars).sum::<f64>().max(1.0)
}

/// Half the squared deviation, in its spread, which is wider for short sentences; 8 at most.
pub(super) fn deviation(texts: &Texts<'_>, cut: Cut) -> f32 {
    let (source, target) = (length(cut.sources(texts)), length(cut.targets(texts)));
    #[expect(clippy::cast_possible_truncation, reason = "a small number")]
    let out = half_square(source * texts.ratio, target) as f32;
    out
}

fn half_square(expected: f64, target: f64) -> f64 {
    let spread = 0.2 + 1.6 / expected.max(target).sqrt();
    let z = (target / expected).ln() / spread;
    (z * z / 2.0).min(8.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lengths_deviate_by_nothing_and_short_ones_are_forgiven() {
        assert!(half_square(80.0, 80.0).abs() < 1e-9);
        assert!(half_square(80.0, 160.0) > half_square(8.0, 16.0));
        assert!((half_square(5.0, 5_000.0) - 8.0).abs() < 1e-9);
        assert!((half_square(60.0, 90.0) - half_square(90.0, 60.0)).abs() < 1e-9);
    }
}
