//! The windows of one side and their vectors.

use super::super::cover::WINDOW;

/// The vectors of all windows of one text.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Windows {
    count: usize,
    width: usize,
    /// Of length one, by first sentence and by number of sentences less one; nought for those past the end.
    vectors: Vec<f32>,
}

/// The windows of a text: first sentence and number of sentences.
fn windows(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |at| (1..=WINDOW.min(count - at)).map(move |length| (at, length)))
}

/// What stands in the windows of a text.
pub(super) fn texts<'t>(sentences: &'t [&'t str]) -> impl Iterator<Item = String> + 't {
    windows(sentences.len()).map(|(at, length)| sentences.get(at..at + length).unwrap_or(&[]).join(" "))
}

impl Windows {
    /// Vectors of the windows of `count` sentences, in the order of [`texts`].
    pub(super) fn new<'v>(count: usize, width: usize, vectors: impl Iterator<Item = &'v [f32]>) -> Self {
        let mut all = vec![0.0; WINDOW * count * width];
        for ((at, length), vector) in windows(count).zip(vectors) {
            let size = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
            let scale = if size > 0.0 { 1.0 / size } else { 0.0 };
            let from = (at * WINDOW + length - 1) * width;
            all[from..].iter_mut().zip(vector).for_each(|(slot, number)| *slot = number * scale);
        }
        Self { count, width, vectors: all }
    }

    /// Number of sentences.
    pub(in super::super) fn count(&self) -> usize {
        self.count
    }

    /// The vector of `length` sentences from `at`; empty where there is no such window.
    pub(in super::super) fn vector(&self, at: usize, length: usize) -> &[f32] {
        if at + length > self.count {
            return &[];
        }
        let place = at * WINDOW + length - 1;
        self.vectors.get(place * self.width..(place + 1) * self.width).unwrap_or(&[])
    }
}

/// The cosine of two vectors of length one.
pub(in super::super) fn cosine(a: &[f32], b: &[f32]) -> f32 {
    /// Sums side by side: the compiler adds them in one step, and the order is the same on every machine.
    const LANES: usize = 16;
    let (mut sums, tail) = ([0.0_f32; LANES], a.len() - a.len() % LANES);
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        sums.iter_mut().zip(a.iter().zip(b)).for_each(|(sum, (a, b))| *sum += a * b);
    }
    let rest = a.iter().zip(b).skip(tail).map(|(a, b)| a * b).sum::<f32>();
    sums.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_window_is_found_where_it_stands() {
        for count in 0..9 {
            let numbers: Vec<[f32; 2]> = windows(count).map(|(at, length)| [(10 * at + length) as f32, 1.0]).collect();
            let all = Windows::new(count, 2, numbers.iter().map(<[f32; 2]>::as_slice));
            for at in 0..count + 2 {
                for length in 1..=WINDOW {
                    let expected = if at + length <= count { (10 * at + length) as f32 } else { f32::NAN };
                    let found = all.vector(at, length);
                    assert_eq!(found.is_empty(), expected.is_nan(), "{count} {at} {length}");
                    assert!(found.is_empty() || (found[0] / found[1] - expected).abs() < 1e-3, "{count} {at} {length}");
                }
            }
        }
    }

    #[test]
    fn the_cosine_of_vectors_of_any_length() {
        for width in [0, 1, 15, 16, 17, 40] {
            let a: Vec<f32> = (0..width).map(|n| n as f32 * 0.1).collect();
            let plain: f32 = a.iter().map(|n| n * n).sum();
            assert!((cosine(&a, &a) - plain).abs() < 1e-3 * plain.max(1.0), "{width}");
        }
        assert_eq!(cosine(&[], &[1.0]), 0.0);
    }
}
