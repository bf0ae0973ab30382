//! Long work: how far it is, and whether to go on. Whoever does it reports after each part; whoever waits for it
//! answers.

/// How many parts are done, of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    pub of: u64,
}

impl Progress {
    pub fn new(done: usize, of: usize) -> Self {
        let count = |n| u64::try_from(n).unwrap_or(u64::MAX);
        Self {
            done: count(done),
            of: count(of),
        }
    }
}

/// Whether long work goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Continue {
    Yes,
    /// Stops before the next part; what is done stays.
    No,
}
