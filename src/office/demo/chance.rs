//! Chance that falls the same way for the same seed.

/// A stream of choices; the same seed and stream make the same ones on every machine.
#[derive(Debug, Clone)]
pub(super) struct Chance(fastrand::Rng);

impl Chance {
    /// `stream` keeps apart what is drawn for different purposes, so that more of the one does not change
    /// the other.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        // An odd constant spreads neighbouring streams over the whole range.
        Self(fastrand::Rng::with_seed(
            seed ^ stream.wrapping_mul(0x9E37_79B9_7F4A_7C15),
        ))
    }

    /// From 0 to below `end`, which is not 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.0.u32(..end)
    }

    /// Both ends included.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        self.0.u32(first..=last)
    }

    pub(super) fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// An item of a list that is not empty. 32 bits, so that it is the same item on every machine.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u32) as usize]
    }

    /// An item of a list that is not empty; the earlier, the more often.
    pub(super) fn pick_early<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        let end = items.len() as u32;
        &items[self.below(end).min(self.below(end)) as usize]
    }
}
