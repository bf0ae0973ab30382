//! The sample office's cases, carried out by the real acts in the order of time.

use std::collections::{BTreeSet, VecDeque};

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::application::Draft;
use crate::model::case::StepId;
use crate::model::customer::{Customer, Transformer};
use crate::model::vocabulary::{Class, Kind, Sources, StepResult};
use crate::office::{
    Desk, OfficeError, Work, accept, documents, refuse, step, suspension, void, withdraw,
};
use crate::rules::checklist::Situation;
use crate::rules::procedure::Path;
use crate::rules::step_entry::StepEntry;
use crate::store::customer::{self, StoredCustomer};

use super::applications::{self, Circumstances, Comes};
use super::chance::Chance;
use super::customers;
use super::diary::Diary;
use super::endings;
use super::field_values::Particulars;
use super::lives::Lives;
use super::moves;
use super::people::{ADULTS, Ages};
use super::places::Township;
use super::premises::Ground;
use super::scripts::{self, Move, Script};
use super::staff::Staff;
use super::suspensions;

/// Something a clerk did.
#[derive(Debug)]
pub(super) enum Deed {
    Accept(Box<Draft>),
    TurnAway(Box<Draft>, &'static str),
    Documents(Vec<(String, String)>),
    Step(StepEntry),
    Withdraw,
    Void,
}

#[derive(Debug)]
struct Planned {
    at: NaiveDateTime,
    operator: &'static str,
    /// Index of the case it belongs to.
    case: usize,
    deed: Deed,
}

const UNDER_AGE: Ages = Ages(16, 17);
const WITHDRAWN: &str = "日期录错，撤回后重新登记";
const VOIDED: &str = "客户改变计划，书面撤回用电申请";

/// Plans `count` cases and a few refusals, then carries everything out; returns how many were refused.
pub(super) fn carry_out(
    work: Work<'_>,
    diary: &Diary<'_>,
    count: u32,
    seed: u64,
) -> Result<u32, OfficeError> {
    let mut planner = Planner {
        work,
        diary,
        chance: Chance::new(seed, 2),
        planned: Vec::new(),
        changed: 0,
        taken: BTreeSet::new(),
        to_reconnect: VecDeque::new(),
        to_resume: VecDeque::new(),
    };
    let mut lives = Lives::of(work.manual);
    let lives_of_moves = moves::all();
    let lives_of_suspensions = suspensions::all();
    let lives_of_endings = endings::all();
    for serial in 0..count {
        let planned = if let Some(life) = nth(&lives_of_moves, serial, moves::FIRST) {
            planner.moved(serial, life)?
        } else if let Some(life) = nth(&lives_of_suspensions, serial, suspensions::FIRST) {
            planner.suspended(serial, life)?
        } else if let Some(life) = nth(&lives_of_endings, serial, endings::FIRST) {
            planner.moved(serial, life)?
        } else {
            false
        };
        if !planned {
            planner.next(serial, &mut lives)?;
        }
    }
    let refusals = if count == 0 {
        0
    } else {
        planner.turned_away(count)?
    };
    let mut planned = planner.planned;
    planned.sort_by_key(|planned| (planned.at, planned.case));
    let mut numbers = vec![String::new(); count as usize];
    for planned in planned {
        perform(work, planned, &mut numbers)?;
    }
    Ok(refusals)
}

/// The life of a case among those that begin at a serial.
fn nth<T: Copy>(lives: &[T], serial: u32, first: u32) -> Option<T> {
    let index = serial.checked_sub(first)?;
    lives.get(index as usize).copied()
}

pub(super) struct Planner<'a> {
    pub(super) work: Work<'a>,
    pub(super) diary: &'a Diary<'a>,
    pub(super) chance: Chance,
    planned: Vec<Planned>,
    /// Accounts in turn that were looked at for a change.
    changed: u32,
    /// Accounts that a case changes.
    pub(super) taken: BTreeSet<String>,
    /// Accounts removed that come back, the first first.
    pub(super) to_reconnect: VecDeque<StoredCustomer>,
    /// Accounts suspended that are resumed, the first first.
    pub(super) to_resume: VecDeque<suspensions::Sealed>,
}

impl<'a> Planner<'a> {
    /// Plans the case whose turn it is; where no account is left for a change, a home is connected.
    fn next(&mut self, serial: u32, lives: &mut Lives<'_>) -> Result<(), OfficeError> {
        let Some((script, path)) = lives.next(serial) else {
            return Ok(());
        };
        if script.kind == Kind::NewConnection {
            return self.case(serial, &script, path, None);
        }
        if let Some(account) = self.account(script.class)? {
            return self.case(serial, &script, path, Some(account));
        }
        match lives.home() {
            Some((script, path)) => self.case(serial, &script, path, None),
            None => Ok(()),
        }
    }

    /// An account that no case changes yet, the last of those that come in turn.
    fn account(
        &mut self,
        class: Class,
    ) -> Result<Option<(Customer, Vec<Transformer>)>, OfficeError> {
        let (conn, settings) = (self.work.conn, self.work.settings);
        while let Some(number) = customers::in_turn(settings, class, self.changed) {
            self.changed += 1;
            let Some(found) = customer::by_account(conn, &number)? else {
                continue;
            };
            if !self.taken.insert(number) {
                continue;
            }
            let transformers = customer::transformers(conn, found.id)?;
            return Ok(Some((found.customer, transformers)));
        }
        Ok(None)
    }

    fn case(
        &mut self,
        serial: u32,
        script: &Script,
        path: &Path,
        account: Option<(Customer, Vec<Transformer>)>,
    ) -> Result<(), OfficeError> {
        let chance = &mut self.chance;
        let times = self.diary.times(chance, script, path)?;
        let Some((&accepted_at, moves)) = times.split_first() else {
            return Ok(());
        };
        let home = script.class == Class::Resident;
        let tenant = script.tenant.unwrap_or(if home {
            serial % 5 == 2
        } else {
            serial % 7 == 3
        });
        let comes = match serial / 2 % 12 {
            7 if home && account.is_none() => Comes::Guardian,
            1 | 4 | 10 => Comes::Agent,
            _ => Comes::Applicant,
        };
        let ground = self.ground(accepted_at.date());
        let chance = &mut self.chance;
        let ages = if comes == Comes::Guardian {
            UNDER_AGE
        } else {
            ADULTS
        };
        let premises = match &account {
            Some((customer, transformers)) => {
                ground.of_account(chance, customer, transformers.clone())?
            }
            // Each trade in turn: a class has one case in six.
            None => ground.premises(chance, script.class, serial as usize / 6, ages)?,
        };
        let situation = Situation {
            kind: script.kind,
            class: script.class,
            nature: premises.nature,
            tenant,
            agent: false,
            by_office: false,
        };
        let missing = scripts::forgotten(self.work.manual, situation).filter(|_| script.forgets);
        let circumstances = Circumstances {
            kind: script.kind,
            tenant,
            sources: script.sources,
            comes,
            missing: missing.as_deref(),
            applied_on: accepted_at.date(),
        };
        let draft = match &account {
            Some((customer, _)) => {
                applications::increase(ground, chance, customer, &premises, circumstances)?
            }
            None => applications::draft(self.work.manual, chance, &premises, circumstances),
        };
        let staff = Staff::of_case(chance, serial);
        let particulars = Particulars::new(chance, serial, &premises, &draft, staff);
        self.plan(
            serial,
            staff.clerk,
            accepted_at,
            Deed::Accept(Box::new(draft)),
        );
        for (next, at) in script.moves.iter().zip(moves) {
            if let Move::Step { id, .. } = next {
                self.bring_papers(serial, staff, *at, situation, id);
            }
            let missing = missing.as_deref().unwrap_or_default();
            let (operator, deed) = self.deed(next, (missing, path), &particulars, staff, at.date());
            self.plan(serial, operator, *at, deed);
        }
        Ok(())
    }

    /// The papers that a step asks for come with it.
    fn bring_papers(
        &mut self,
        serial: u32,
        staff: Staff,
        at: NaiveDateTime,
        situation: Situation,
        step: &StepId,
    ) {
        let asked = self.work.manual.checklists.asked_at(situation, step);
        let papers: Vec<_> = asked
            .map(|item| (item.code.clone(), "original".to_owned()))
            .collect();
        if !papers.is_empty() {
            self.plan(serial, staff.clerk, at, Deed::Documents(papers));
        }
    }

    pub(super) fn ground(&self, day: NaiveDate) -> Ground<'a> {
        Ground {
            manual: self.work.manual,
            township: Township::of(0),
            day,
        }
    }

    pub(super) fn plan(
        &mut self,
        serial: u32,
        operator: &'static str,
        at: NaiveDateTime,
        deed: Deed,
    ) {
        self.planned.push(Planned {
            at,
            operator,
            case: serial as usize,
            deed,
        });
    }

    pub(super) fn deed(
        &mut self,
        next: &Move,
        (missing, path): (&str, &Path),
        particulars: &Particulars,
        staff: Staff,
        on: NaiveDate,
    ) -> (&'static str, Deed) {
        match next {
            Move::BringDocument => {
                let brought = (missing.to_owned(), "both".to_owned());
                (staff.clerk, Deed::Documents(vec![brought]))
            }
            Move::Withdraw => (staff.supervisor, Deed::Withdraw),
            Move::Void => (staff.supervisor, Deed::Void),
            Move::Step { id, fails } => {
                let step = path.definition(id);
                let fields = step.map(|s| particulars.of(&mut self.chance, s, *fails, on));
                let fields = fields.unwrap_or_default();
                let approves = fields.contains_key("approved_by");
                let result = if *fails {
                    StepResult::Fail
                } else {
                    StepResult::Pass
                };
                let entry = StepEntry {
                    step: id.to_string(),
                    on: on.to_string(),
                    result: result.to_string(),
                    fields,
                };
                let operator = if approves {
                    staff.supervisor
                } else {
                    staff.clerk
                };
                (operator, Deed::Step(entry))
            }
        }
    }

    /// Customers turned away: one under age who came alone, one whose landlord would not stand surety.
    fn turned_away(&mut self, first: u32) -> Result<u32, OfficeError> {
        let alone = (UNDER_AGE, false, "申请人未满十八周岁，监护人没有到场");
        let no_surety = (ADULTS, true, "出租人不愿为电费担保，没有出租人信息");
        for (serial, (ages, tenant, why)) in (first..).zip([alone, no_surety]) {
            let at = self.diary.any_time(&mut self.chance);
            let premises = self.ground(at.date()).home(&mut self.chance, ages)?;
            let circumstances = Circumstances {
                kind: Kind::NewConnection,
                tenant,
                sources: Sources::Single,
                comes: Comes::Applicant,
                missing: None,
                applied_on: at.date(),
            };
            let manual = self.work.manual;
            let draft = Draft {
                landlord: None,
                ..applications::draft(manual, &mut self.chance, &premises, circumstances)
            };
            let clerk = Staff::of_case(&mut self.chance, serial).clerk;
            self.plan(serial, clerk, at, Deed::TurnAway(Box::new(draft), why));
        }
        Ok(2)
    }
}

/// Carries out one act at its time.
fn perform(work: Work<'_>, planned: Planned, numbers: &mut [String]) -> Result<(), OfficeError> {
    let desk = Desk {
        today: planned.at.date(),
        now: planned.at,
        operator: planned.operator.to_owned(),
    };
    let work = work.at(&desk);
    let number = numbers.get_mut(planned.case);
    match (planned.deed, number) {
        (Deed::TurnAway(draft, why), _) => {
            refuse::refuse(work, &draft, why)?;
        }
        (Deed::Accept(mut draft), Some(number)) => {
            if draft.kind == Kind::Resumption.wire() {
                draft.suspension = under_seal(work, &draft.account)?;
            }
            *number = accept::accept(work, &draft)?.case;
        }
        (Deed::Documents(changes), Some(number)) => {
            documents::record(work, number, &changes, "")?;
        }
        (Deed::Step(entry), Some(number)) => {
            step::record(work, number, &entry)?;
        }
        (Deed::Withdraw, Some(number)) => {
            withdraw::withdraw(work, number, WITHDRAWN)?;
        }
        (Deed::Void, Some(number)) => void::void(work, number, VOIDED)?,
        (_, None) => {}
    }
    Ok(())
}

/// The suspension of an account whose equipment is under seal.
pub(super) fn under_seal(work: Work<'_>, account: &str) -> Result<String, OfficeError> {
    let Some(found) = customer::by_account(work.conn, account)? else {
        return Ok(String::new());
    };
    let all = suspension::of_account(work, found.id)?;
    let sealed = all.iter().rfind(|one| one.sealed().next().is_some());
    Ok(sealed.map(|one| one.case.clone()).unwrap_or_default())
}
