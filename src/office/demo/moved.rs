//! The cases of changes, planned on the accounts of the sample office.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::model::application::Draft;
use crate::model::customer::{Meter, Transformer};
use crate::model::vocabulary::{Class, Kind, Nature, Sources};
use crate::office::OfficeError;
use crate::office::customer::meter_at_hand;
use crate::rules::procedure::Path;
use crate::store::customer::{self, StoredCustomer};

use super::applications::{self, Circumstances, Comes, Wish};
use super::cases::{Deed, Planner};
use super::customers;
use super::endings;
use super::field_values::{Hanging, Particulars};
use super::moves::{MoveLife, Stage};
use super::premises::Premises;
use super::scripts::Move;
use super::staff::Staff;

/// A change of an account as its case is to go.
pub(super) struct Course {
    pub(super) kind: Kind,
    pub(super) stage: Stage,
    pub(super) applied_on: NaiveDate,
    /// A day for every step of the path; a case that is voided is so on the first of them.
    pub(super) on: Vec<NaiveDate>,
    pub(super) wish: Wish,
    /// Used since the last reading, in kWh.
    pub(super) used: Decimal,
    /// Of equipment that is sealed, in the place of the meter's own.
    pub(super) seals: Option<String>,
}

impl Planner<'_> {
    /// Plans the case of a change, on an account that no case changes yet, or of
    /// a reconnection on one that was removed for it; says whether there was one.
    pub(super) fn moved(&mut self, serial: u32, life: MoveLife) -> Result<bool, OfficeError> {
        let found = match life.kind {
            Kind::Reconnection => self.to_reconnect.pop_front(),
            Kind::Split => self.untouched_where(life.class, life.nature, |standing| {
                // Transformers are shared out whole.
                standing.len() != 1
            })?,
            _ => self.untouched(life.class, life.nature)?,
        };
        let path = self.work.manual.procedures.path(life.kind, life.class);
        let (Some(found), Some(path)) = (found, path) else {
            return Ok(false);
        };
        let days = life.days(self.diary, path);
        let Some((&applied_on, on)) = days.split_first() else {
            return Ok(false);
        };
        let course = Course {
            kind: life.kind,
            stage: life.stage,
            applied_on,
            on: on.to_vec(),
            wish: Wish {
                by_ratio: life.by_ratio,
                ..Wish::after(applied_on)
            },
            used: Decimal::new(1250, 2),
            seals: None,
        };
        let planned = self.change(serial, &found, path, course)?;
        if planned && life.comes_back {
            self.to_reconnect.push_back(found);
        }
        Ok(planned)
    }

    /// Plans the case of a change of an account; says whether it has a meter to change anything of.
    pub(super) fn change(
        &mut self,
        serial: u32,
        found: &StoredCustomer,
        path: &Path,
        course: Course,
    ) -> Result<bool, OfficeError> {
        let Course {
            kind,
            stage,
            applied_on,
            on,
            ..
        } = course;
        let work = self.work;
        let applied = (kind, stage, applied_on);
        let (premises, draft) = self.applied_for(found, applied, course.wish)?;
        let steps = endings::steps(path, stage.steps(path), draft.parts.len());
        let done_on = |(position, _, _): &(usize, _, _)| on.get(*position).copied();
        let mut days: Vec<_> = steps.iter().filter_map(done_on).collect();
        days.insert(0, applied_on);
        if stage == Stage::Voided {
            days.extend(on.first());
        }
        if !matches!(kind, Kind::Reconnection | Kind::Resumption) {
            customer::drop_readings(work.conn, found.id, applied_on)?;
        }
        let Some((meter, last)) = meter_at_hand(work, &found.customer.account)? else {
            return Ok(false);
        };
        let seals = course.seals.unwrap_or_else(|| meter.seals.clone());
        let hanging = Hanging {
            meter: Meter { seals, ..meter },
            reading: last + course.used,
        };
        let chance = &mut self.chance;
        let staff = Staff::of_case(chance, serial);
        let particulars = Particulars::new(chance, serial, &premises, &draft, staff);
        let particulars = particulars.at(hanging);
        let parts = draft.parts.len();
        let mut times = self.diary.times_on(&mut self.chance, &days).into_iter();
        let mut next_time = || times.next().unwrap_or_default();
        self.plan(
            serial,
            staff.clerk,
            next_time(),
            Deed::Accept(Box::new(draft)),
        );
        for ((_, id, part), on) in steps.into_iter().zip(days.into_iter().skip(1)) {
            let step = Move::Step { id, fails: false };
            let (operator, mut deed) = self.deed(&step, ("", path), &particulars, staff, on);
            if let (Some(part), Deed::Step(entry)) = (part, &mut deed) {
                endings::of_the_part(entry, part, part == parts, serial);
            }
            self.plan(serial, operator, next_time(), deed);
        }
        if stage == Stage::Voided {
            self.plan(serial, staff.supervisor, next_time(), Deed::Void);
        }
        Ok(true)
    }

    /// The application for a change of an account, and the premises that it is about.
    fn applied_for(
        &mut self,
        found: &StoredCustomer,
        (kind, stage, applied_on): (Kind, Stage, NaiveDate),
        wish: Wish,
    ) -> Result<(Premises, Draft), OfficeError> {
        let transformers = customer::transformers(self.work.conn, found.id)?;
        let ground = self.ground(applied_on);
        let chance = &mut self.chance;
        let premises = ground.of_account(chance, &found.customer, transformers)?;
        let circumstances = Circumstances {
            kind,
            tenant: false,
            sources: Sources::Single,
            comes: Comes::Applicant,
            missing: (stage == Stage::Waiting).then_some("DOC-10.1"),
            applied_on,
        };
        let (manual, account) = (self.work.manual, &found.customer.account);
        let draft = applications::change(manual, chance, account, &premises, circumstances, wish);
        Ok((premises, draft))
    }

    /// The first account in turn of a class and nature that no case changes; it is taken.
    pub(super) fn untouched(
        &mut self,
        class: Class,
        nature: Option<Nature>,
    ) -> Result<Option<StoredCustomer>, OfficeError> {
        self.untouched_where(class, nature, |_| true)
    }

    /// The same, with transformers that fit.
    fn untouched_where(
        &mut self,
        class: Class,
        nature: Option<Nature>,
        fits: impl Fn(&[Transformer]) -> bool,
    ) -> Result<Option<StoredCustomer>, OfficeError> {
        for number in customers::all_in_turn(self.work.settings, class) {
            if self.taken.contains(&number) {
                continue;
            }
            let found = customer::by_account(self.work.conn, &number)?;
            let of_nature =
                |found: &StoredCustomer| nature.is_none() || found.customer.nature == nature;
            let Some(found) = found.filter(of_nature) else {
                continue;
            };
            if fits(&customer::transformers(self.work.conn, found.id)?) {
                self.taken.insert(number);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}
