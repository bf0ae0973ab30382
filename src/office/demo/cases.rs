//! The sample office's cases, carried out by the real acts in the order of time.

use chrono::{NaiveDate, NaiveDateTime};

use crate::model::application::Draft;
use crate::model::vocabulary::{Class, Kind, Sources, StepResult};
use crate::office::{Desk, OfficeError, Work, accept, documents, refuse, step, void, withdraw};
use crate::rules::procedure::Path;
use crate::rules::step_entry::StepEntry;

use super::applications::{self, Circumstances, Comes};
use super::chance::Chance;
use super::diary::Diary;
use super::field_values::Particulars;
use super::people::{ADULTS, Ages};
use super::places::Township;
use super::premises::Ground;
use super::scripts::{self, Move, Script};
use super::staff::Staff;

/// Something a clerk did.
#[derive(Debug)]
enum Deed {
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
    };
    // A draft cannot name an account, so the sample cases are new connections.
    let procedures = &work.manual.procedures;
    let paths: Vec<_> = procedures
        .paths()
        .filter(|(kind, path)| *kind == Kind::NewConnection && path.class == Class::Resident)
        .collect();
    let mut lives = (0..=count as usize).flat_map(|round| {
        let scripts = paths.iter().flat_map(move |(kind, path)| {
            let scripts = scripts::of_path(work.manual, *kind, path, round);
            scripts.into_iter().map(move |script| (script, *path))
        });
        scripts.collect::<Vec<(Script, &Path)>>()
    });
    for serial in 0..count {
        if let Some((script, path)) = lives.next() {
            planner.case(serial, &script, path)?;
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
        do_it(work, planned, &mut numbers)?;
    }
    Ok(refusals)
}

struct Planner<'a> {
    work: Work<'a>,
    diary: &'a Diary<'a>,
    chance: Chance,
    planned: Vec<Planned>,
}

impl<'a> Planner<'a> {
    fn case(&mut self, serial: u32, script: &Script, path: &Path) -> Result<(), OfficeError> {
        let chance = &mut self.chance;
        let times = self.diary.times(chance, script, path)?;
        let Some((&accepted_at, moves)) = times.split_first() else {
            return Ok(());
        };
        let home = script.class == Class::Resident;
        let tenant = script.tenant.unwrap_or(home && serial % 5 == 2);
        let comes = match serial % 12 {
            7 if home => Comes::Guardian,
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
        let premises = ground.premises(chance, script.class, serial as usize, ages)?;
        let circumstances = Circumstances {
            kind: script.kind,
            tenant,
            sources: script.sources,
            comes,
            missing: script.missing.as_deref(),
            applied_on: accepted_at.date(),
        };
        let draft = applications::draft(self.work.manual, chance, &premises, circumstances);
        let staff = Staff::of_case(chance, serial);
        let particulars = Particulars::new(chance, serial, &premises, &draft, staff);
        self.plan(
            serial,
            staff.clerk,
            accepted_at,
            Deed::Accept(Box::new(draft)),
        );
        for (next, at) in script.moves.iter().zip(moves) {
            let (operator, deed) = self.deed(next, (script, path), &particulars, staff, at.date());
            self.plan(serial, operator, *at, deed);
        }
        Ok(())
    }

    fn ground(&self, day: NaiveDate) -> Ground<'a> {
        Ground {
            manual: self.work.manual,
            township: Township::of(0),
            day,
        }
    }

    fn plan(&mut self, serial: u32, operator: &'static str, at: NaiveDateTime, deed: Deed) {
        self.planned.push(Planned {
            at,
            operator,
            case: serial as usize,
            deed,
        });
    }

    fn deed(
        &mut self,
        next: &Move,
        (script, path): (&Script, &Path),
        particulars: &Particulars,
        staff: Staff,
        on: NaiveDate,
    ) -> (&'static str, Deed) {
        match next {
            Move::BringDocument => {
                let code = script.missing.clone().unwrap_or_default();
                (
                    staff.clerk,
                    Deed::Documents(vec![(code, "both".to_owned())]),
                )
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
fn do_it(work: Work<'_>, planned: Planned, numbers: &mut [String]) -> Result<(), OfficeError> {
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
        (Deed::Accept(draft), Some(number)) => *number = accept::accept(work, &draft)?.case,
        (Deed::Documents(changes), Some(number)) => {
            documents::record(work, number, &changes)?;
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
