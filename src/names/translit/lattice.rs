//! All ways to cut one pair of names, for training: sums, expected counts, the best cut.

use super::model::TARGET_CHUNK;

/// Forward and backward sums of one pair of names.
#[derive(Default)]
pub(super) struct Lattice {
    pub(super) forward: Vec<f64>,
    pub(super) backward: Vec<f64>,
    pub(super) codes: Vec<[u64; TARGET_CHUNK + 1]>,
    pub(super) edges: Vec<(u32, u32, u32)>,
    pub(super) grams: Vec<u32>,
    /// The forward sum, without the runs of letters.
    pub(super) total: f64,
}

impl Lattice {
    /// The best cut, as the places where every chunk pair begins and ends; `width` is that of the grid.
    pub(super) fn best(&self, exp: &[f64], width: usize) -> Vec<((usize, usize), (usize, usize))> {
        let mut best: Vec<(f64, u32)> = vec![(0.0, 0); self.forward.len()];
        best[0].0 = 1.0;
        // Edges come in the order of their starts.
        for (from, to, id) in &self.edges {
            let value = best[*from as usize].0 * exp[*id as usize];
            let cell = &mut best[*to as usize];
            if value > cell.0 {
                *cell = (value, *from);
            }
        }
        let place = |at: usize| (at / width, at % width);
        let mut cut = Vec::new();
        let mut at = best.len() - 1;
        while at > 0 && best[at].0 > 0.0 {
            let from = best[at].1 as usize;
            cut.push((place(from), place(at)));
            at = from;
        }
        cut.reverse();
        cut
    }

    /// Hands every pair's expected count to `sink`.
    pub(super) fn expected(&mut self, exp: &[f64], mut sink: impl FnMut(usize, f64)) {
        self.backward.clear();
        self.backward.resize(self.forward.len(), 0.0);
        let last = self.forward.len() - 1;
        self.backward[last] = 1.0;
        for (from, to, id) in self.edges.iter().rev() {
            let weight = exp[*id as usize];
            self.backward[*from as usize] += weight * self.backward[*to as usize];
        }
        for (from, to, id) in &self.edges {
            let share = self.forward[*from as usize] * exp[*id as usize] * self.backward[*to as usize] / self.total;
            if share > 1e-4 {
                sink(*id as usize, share);
            }
        }
        self.grams.iter().for_each(|id| sink(*id as usize, 1.0));
    }
}
