//! Which sample case comes next: every other one a home, the rest organisations and more capacity in turn.

use std::collections::VecDeque;

use crate::model::vocabulary::{Class, Kind};
use crate::rules::Manual;
use crate::rules::procedure::Path;

use super::scripts::{self, Move, Script};

/// So many scripts of more capacity lie between one and the next, so that few cases stand all over the path.
const STRIDE: usize = 7;

/// The lives of the cases of every path, without end.
#[derive(Debug)]
pub(super) struct Lives<'a> {
    home: Option<Stream<'a>>,
    /// New connections of organisations.
    organisations: Vec<Stream<'a>>,
    increases: Vec<Stream<'a>>,
}

impl<'a> Lives<'a> {
    pub(super) fn of(manual: &'a Manual) -> Self {
        let mut lives = Self {
            home: None,
            organisations: Vec::new(),
            increases: Vec::new(),
        };
        for (kind, path) in manual.procedures.paths() {
            let stream = Stream::new(kind, path);
            match (kind, path.class) {
                (Kind::NewConnection, Class::Resident) => lives.home = Some(stream),
                (Kind::NewConnection, _) => lives.organisations.push(stream),
                (Kind::CapacityIncrease, _) => lives.increases.push(stream),
                _ => {}
            }
        }
        lives
    }

    /// The life of the case whose turn it is.
    pub(super) fn next(&mut self, serial: u32) -> Option<(Script, &'a Path)> {
        let turn = serial as usize / 2;
        let streams = match (serial % 2, turn % 3) {
            (0, _) => return self.home(),
            (_, 2) => &mut self.increases,
            _ => &mut self.organisations,
        };
        let count = streams.len().max(1);
        let stream = match turn % 3 {
            2 => turn / 3 % count,
            first_or_second => first_or_second % count,
        };
        streams.get_mut(stream)?.next()
    }

    /// The life of a home's case.
    pub(super) fn home(&mut self) -> Option<(Script, &'a Path)> {
        self.home.as_mut()?.next()
    }
}

/// The scripts of a path, round after round.
#[derive(Debug)]
struct Stream<'a> {
    kind: Kind,
    path: &'a Path,
    round: usize,
    waiting: VecDeque<Script>,
}

impl<'a> Stream<'a> {
    fn new(kind: Kind, path: &'a Path) -> Self {
        Self {
            kind,
            path,
            round: 0,
            waiting: VecDeque::new(),
        }
    }

    fn next(&mut self) -> Option<(Script, &'a Path)> {
        if self.waiting.is_empty() {
            self.waiting = self.scripts().into();
            self.round += 1;
        }
        Some((self.waiting.pop_front()?, self.path))
    }

    fn scripts(&self) -> Vec<Script> {
        let scripts = scripts::of_path(self.kind, self.path, self.round);
        if self.kind == Kind::NewConnection && self.path.class == Class::Resident {
            return scripts;
        }
        let mut order: Vec<usize> = (0..scripts.len()).collect();
        if self.kind == Kind::CapacityIncrease {
            // The sample accounts have readings up to this month, so no past day's meter reading fits them.
            order.retain(|index| !completes(&scripts[*index], self.path));
            order.sort_by_key(|index| (index % STRIDE, *index));
        } else {
            order.sort_by_key(|index| rank(&scripts[..*index], &scripts[*index]));
        }
        order
            .into_iter()
            .map(|index| scripts[index].clone())
            .collect()
    }
}

/// First a case at every step, then those that failed last, then everything else.
fn rank(before: &[Script], script: &Script) -> u8 {
    let passes = |step: &Move| matches!(step, Move::Step { fails: false, .. });
    let fails = |step: &Move| matches!(step, Move::Step { fails: true, .. });
    let plain = !script.forgets && script.moves.iter().all(passes);
    if plain && before.iter().all(|other| other.moves != script.moves) {
        0
    } else if script.moves.last().is_some_and(fails) {
        1
    } else {
        2
    }
}

fn completes(script: &Script, path: &Path) -> bool {
    let done =
        |step: &Move| matches!(step, Move::Step { id, fails: false } if *id == path.completes);
    script.moves.iter().any(done)
}
