//! Shape: beads other than one to one are rarer, the more so the larger they are.

use super::Cut;

/// Kinds of beads that texts differ in: how freely their translators join sentences and leave some out.
pub(in super::super) const KINDS: [&str; 4] = ["share-1-1", "share-1-n", "share-larger", "share-null"];

/// Kind of a bead, as a place in [`KINDS`].
pub(in super::super) fn kind(cut: Cut) -> usize {
    match (cut.a.min(cut.b), cut.a.max(cut.b)) {
        (0, _) => 3,
        (1, 1) => 0,
        (1, _) => 1,
        _ => 2,
    }
}

/// Class of a bead's shape, the same for both directions; none for one to one.
pub(in super::super) fn class(cut: Cut) -> Option<usize> {
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
        let kinds = [(1, 1), (1, 3), (3, 2), (0, 1)].map(|(a, b)| kind(Cut { i: 0, j: 0, a, b }));
        assert_eq!(kinds, [0, 1, 2, 3]);
        assert_eq!(
            [of(1, 1), of(1, 2), of(2, 1), of(4, 1), of(2, 2), of(3, 2)],
            [None, Some(0), Some(0), Some(2), Some(3), Some(4)]
        );
    }
}
