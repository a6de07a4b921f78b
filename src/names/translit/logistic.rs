//! The curve that turns scores into probabilities: a small logistic regression.

use super::model::CURVE;

/// Weights of a logistic regression by damped Newton steps; `rows` are features, label and importance. A light pull towards
/// nothing keeps it finite where a feature parts the rows cleanly.
pub(super) fn logistic(rows: &[([f64; CURVE], f64, f64)]) -> [f64; CURVE] {
    const RIDGE: f64 = 1e-2;
    let loss = |weights: &[f64; CURVE]| -> f64 {
        let fit = rows.iter().map(|(features, label, importance)| {
            let x: f64 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
            let sign = if *label > 0.5 { -x } else { x };
            importance * if sign > 30.0 { sign } else { sign.exp().ln_1p() }
        });
        fit.sum::<f64>() + RIDGE * weights.iter().map(|w| w * w).sum::<f64>()
    };
    let mut weights = [0.0; CURVE];
    let mut known = loss(&weights);
    for _ in 0..40 {
        let mut gradient = [0.0; CURVE];
        let mut hessian = [[0.0; CURVE]; CURVE];
        for (features, label, importance) in rows {
            let x: f64 = weights.iter().zip(features).map(|(w, f)| w * f).sum();
            let p = 1.0 / (1.0 + (-x).exp());
            for a in 0..CURVE {
                gradient[a] += importance * (label - p) * features[a];
                for b in 0..CURVE {
                    hessian[a][b] += importance * p * (1.0 - p) * features[a] * features[b];
                }
            }
        }
        for (a, row) in hessian.iter_mut().enumerate() {
            gradient[a] -= 2.0 * RIDGE * weights[a];
            row[a] += 2.0 * RIDGE;
        }
        let step = solve(hessian, gradient);
        let mut scale = 1.0;
        while scale > 1e-4 {
            let mut next = weights;
            next.iter_mut().zip(step).for_each(|(weight, step)| *weight += scale * step);
            let value = loss(&next);
            if value < known {
                (weights, known) = (next, value);
                break;
            }
            scale /= 2.0;
        }
    }
    weights
}

/// Gaussian elimination; the matrix is positive definite.
fn solve(mut matrix: [[f64; CURVE]; CURVE], mut vector: [f64; CURVE]) -> [f64; CURVE] {
    for pivot in 0..CURVE {
        for row in pivot + 1..CURVE {
            let factor = matrix[row][pivot] / matrix[pivot][pivot];
            let above = matrix[pivot];
            for (cell, above) in matrix[row].iter_mut().zip(above).skip(pivot) {
                *cell -= factor * above;
            }
            vector[row] -= factor * vector[pivot];
        }
    }
    for row in (0..CURVE).rev() {
        for column in row + 1..CURVE {
            vector[row] -= matrix[row][column] * vector[column];
        }
        vector[row] /= matrix[row][row];
    }
    vector
}
