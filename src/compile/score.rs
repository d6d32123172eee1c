//! How far a sum can reach.

use crate::number::Ratio;

/// Least and most of a list of weights.
pub(crate) fn own_bounds(weights: &[Ratio]) -> (Ratio, Ratio) {
    let least = weights.iter().copied().min().unwrap_or(Ratio::ZERO);
    (least, weights.iter().copied().max().unwrap_or(Ratio::ZERO))
}

/// Least and most of a sum of intervals: all of `sure`, and any of `free`; at least one of either.
pub(crate) fn reach(sure: &[(Ratio, Ratio)], free: &[(Ratio, Ratio)]) -> (Ratio, Ratio) {
    let (mut least, mut most) = (Ratio::ZERO, Ratio::ZERO);
    for (low, high) in sure {
        (least, most) = (least.plus(*low), most.plus(*high));
    }
    for (low, high) in free {
        (least, most) = (least.plus((*low).min(Ratio::ZERO)), most.plus((*high).max(Ratio::ZERO)));
    }
    if sure.is_empty() {
        // One of them has to be there, even where all of them raise the least, or lower the most.
        let lowest = free.iter().map(|(low, _)| *low).min().unwrap_or(Ratio::ZERO);
        let highest = free.iter().map(|(_, high)| *high).max().unwrap_or(Ratio::ZERO);
        if lowest > Ratio::ZERO {
            least = lowest;
        }
        if highest < Ratio::ZERO {
            most = highest;
        }
    }
    (least, most)
}
