//! What happens to the sample cases: every place where a case can stand, worked out from its path.

use crate::model::case::StepId;
use crate::model::vocabulary::{Class, Kind, Sources, StepResult};
use crate::rules::Manual;
use crate::rules::checklist::Situation;
use crate::rules::procedure::{Opening, Path};

/// Something that happens to an accepted or waiting case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Move {
    Step {
        id: StepId,
        fails: bool,
    },
    /// The missing document is brought.
    BringDocument,
    Withdraw,
    Void,
}

/// When a case happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// So that its open limit falls due about so many days from today; negative: overdue. A case without
    /// an open limit was worked on lately.
    Due(i64),
    /// It was over at some time in the past year.
    Past,
}

/// The life of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Script {
    pub(super) kind: Kind,
    pub(super) class: Class,
    pub(super) sources: Sources,
    /// The applicant did not bring a document at first.
    pub(super) forgets: bool,
    /// `None`: as it comes.
    pub(super) tenant: Option<bool>,
    pub(super) moves: Vec<Move>,
    pub(super) aim: Aim,
}

/// Days from today to the limits of cases under way, in turn.
const OFFSETS: [i64; 5] = [2, -1, 0, 1, -4];
/// The same for further cases that wait for a step whose limit other steps open.
const FURTHER_OFFSETS: [i64; 3] = [1, -2, -8];

/// One case for every place where a case of the path can stand, and for every detour. In each round the
/// limits fall due on other days.
pub(super) fn of_path(kind: Kind, path: &Path, round: usize) -> Vec<Script> {
    let mut lives = Lives {
        kind,
        path,
        round,
        scripts: Vec::new(),
    };
    lives.waiting();
    lives.standing();
    lives.waiting_for_one();
    lives.failed();
    lives.taken_back();
    lives.voided();
    lives.scripts
}

/// The document that is missing: of a tenant, one that only tenants bring; otherwise the first.
pub(super) fn forgotten(manual: &Manual, situation: Situation) -> Option<String> {
    let codes = |tenant| {
        let situation = Situation {
            tenant,
            ..situation
        };
        let asked = manual.checklists.asked_for(situation);
        asked.map(|item| item.code.clone()).collect::<Vec<_>>()
    };
    let everyone = codes(false);
    // The lease comes first; the landlord's guarantee is what tenants do without.
    let mut tenants = codes(situation.tenant);
    tenants.retain(|code| !everyone.contains(code));
    tenants.into_iter().nth(1).or(everyone.into_iter().next())
}

struct Lives<'a> {
    kind: Kind,
    path: &'a Path,
    round: usize,
    scripts: Vec<Script>,
}

impl Lives<'_> {
    fn script(&self, moves: Vec<Move>, aim: Aim) -> Script {
        Script {
            kind: self.kind,
            class: self.path.class,
            sources: match (self.path.class, self.scripts.len() % 3) {
                (Class::HighVoltage, 1) => Sources::Dual,
                _ => Sources::Single,
            },
            forgets: false,
            tenant: None,
            moves,
            aim,
        }
    }

    /// Adds a life whose case is still under way.
    fn open(&mut self, moves: Vec<Move>) {
        let aim = Aim::Due(OFFSETS[(self.scripts.len() + self.round) % OFFSETS.len()]);
        let script = self.script(moves, aim);
        self.scripts.push(script);
    }

    fn past(&mut self, moves: Vec<Move>) {
        let script = self.script(moves, Aim::Past);
        self.scripts.push(script);
    }

    fn pass(&self, positions: impl Iterator<Item = usize>) -> Vec<Move> {
        positions
            .map(|position| Move::Step {
                id: self.path.steps[position].id.clone(),
                fails: false,
            })
            .collect()
    }

    /// Waiting for a document, and brought at last.
    fn waiting(&mut self) {
        let lives = [
            (false, Vec::new(), Aim::Due(3)),
            (true, Vec::new(), Aim::Due(3)),
            (false, vec![Move::BringDocument], Aim::Due(2)),
        ];
        for (tenant, moves, aim) in lives {
            let script = Script {
                forgets: true,
                tenant: Some(tenant),
                ..self.script(moves, aim)
            };
            self.scripts.push(script);
        }
    }

    /// After each step of the path; before a step whose limit other steps open, several.
    fn standing(&mut self) {
        let length = self.path.steps.len();
        for done in 0..length {
            let moves = self.pass(0..done);
            let opened_by_steps = self.path.steps[done]
                .limit
                .as_ref()
                .is_some_and(|limit| matches!(limit.from, Opening::LastOf(_)));
            if opened_by_steps {
                let first = self.script(moves.clone(), Aim::Due(0));
                self.scripts.push(first);
                for offset in FURTHER_OFFSETS {
                    let further = self.script(moves.clone(), Aim::Due(offset));
                    self.scripts.push(further);
                }
            } else {
                self.open(moves);
            }
        }
        self.past(self.pass(0..length));
    }

    /// Everything that a step needs is done but one.
    fn waiting_for_one(&mut self) {
        for position in 0..self.path.steps.len() {
            let needs = self.path.needs(position);
            for need in needs.iter().filter(|_| needs.len() > 1) {
                let moves = self.pass(self.without(position, need).into_iter());
                if self.scripts.iter().all(|script| script.moves != moves) {
                    self.open(moves);
                }
            }
        }
    }

    /// The steps before a position that can be done without one of them.
    fn without(&self, position: usize, left_out: &StepId) -> Vec<usize> {
        let mut done: Vec<usize> = Vec::new();
        for other in 0..position {
            let is_done = |need: &StepId| done.iter().any(|d| self.path.steps[*d].id == *need);
            let possible = self.path.needs(other).iter().all(is_done);
            if possible && self.path.steps[other].id != *left_out {
                done.push(other);
            }
        }
        done
    }

    /// Each step that can fail: failed and left there, and failed, mended and carried to the end.
    fn failed(&mut self) {
        for (position, place) in self.path.steps.iter().enumerate() {
            if !place.definition.results.contains(&StepResult::Fail) {
                continue;
            }
            let mut moves = self.pass(0..position);
            moves.push(Move::Step {
                id: place.id.clone(),
                fails: true,
            });
            self.open(moves.clone());
            let back = place.on_fail.as_ref();
            let again = back
                .and_then(|id| self.path.position(id))
                .unwrap_or(position);
            moves.extend(self.pass(again..self.path.steps.len()));
            self.past(moves);
        }
    }

    /// A step taken back: left so, and recorded again.
    fn taken_back(&mut self) {
        let mut moves = self.pass(0..self.path.steps.len().min(2));
        moves.push(Move::Withdraw);
        self.open(moves.clone());
        moves.extend(self.pass(1..self.path.steps.len()));
        self.past(moves);
    }

    /// Ended early: while waiting, and under way.
    fn voided(&mut self) {
        let script = Script {
            forgets: true,
            tenant: Some(false),
            ..self.script(vec![Move::Void], Aim::Past)
        };
        self.scripts.push(script);
        let mut moves = self.pass(0..1);
        moves.push(Move::Void);
        self.past(moves);
    }
}
