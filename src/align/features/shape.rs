//! Shape: beads other than one to one are rarer, the more so the larger they are.

use super::Cut;

/// Class of a bead's shape, the same for both directions; none for one to one.
pub(super) fn class(cut: Cut) -> Option<usize> {
    match (cut.a.min(cut.b), cut.a.max(cut.b)) {
        (1, 1) => None,
        (1, most) => Some(most - 2),
        (2, 2) => Some(3),
        _ => Some(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_directions_are_one_class() {
        let of = |a, b| class(Cut { i: 0, j: 0, a, b });
        assert_eq!(
            [of(1, 1), of(1, 2), of(2, 1), of(4, 1), of(2, 2), of(3, 2)],
            [None, Some(0), Some(0), Some(2), Some(3), Some(4)]
        );
    }
}
