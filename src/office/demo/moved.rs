//! The cases of changes, planned on the accounts of the sample office.

use rust_decimal::Decimal;

use crate::model::vocabulary::{Class, Kind, Nature, Sources};
use crate::office::OfficeError;
use crate::office::customer::meter_at_hand;
use crate::store::customer::{self, StoredCustomer};

use super::applications::{self, Circumstances, Comes, Wish};
use super::cases::{Deed, Planner};
use super::customers;
use super::field_values::{Hanging, Particulars};
use super::moves::{MoveLife, Stage};
use super::scripts::Move;
use super::staff::Staff;

impl Planner<'_> {
    /// Plans the case of a change, on an account that no case changes yet, or of
    /// a reconnection on one that was removed for it; says whether there was one.
    pub(super) fn moved(&mut self, serial: u32, life: MoveLife) -> Result<bool, OfficeError> {
        let (work, manual) = (self.work, self.work.manual);
        let found = match life.kind {
            Kind::Reconnection => self.to_reconnect.pop_front(),
            _ => self.untouched(life.class, life.nature)?,
        };
        let Some(found) = found else {
            return Ok(false);
        };
        let Some(path) = manual.procedures.path(life.kind, life.class) else {
            return Ok(false);
        };
        let days = life.days(self.diary, path);
        let Some((&applied_on, on)) = days.split_first() else {
            return Ok(false);
        };
        let times = self.diary.times_on(&mut self.chance, &days);
        let transformers = customer::transformers(work.conn, found.id)?;
        let ground = self.ground(applied_on);
        let chance = &mut self.chance;
        let premises = ground.of_account(chance, &found.customer, transformers)?;
        let circumstances = Circumstances {
            kind: life.kind,
            tenant: false,
            sources: Sources::Single,
            comes: Comes::Applicant,
            missing: (life.stage == Stage::Waiting).then_some("DOC-10.1"),
            applied_on,
        };
        let wish = Wish {
            by_ratio: life.by_ratio,
            ..Wish::after(applied_on)
        };
        let account = &found.customer.account;
        let draft = applications::change(manual, chance, account, &premises, circumstances, wish);
        if life.kind != Kind::Reconnection {
            customer::drop_readings(work.conn, found.id, applied_on)?;
        }
        let Some((meter, last)) = meter_at_hand(work, account)? else {
            return Ok(false);
        };
        // What was used since the last reading.
        let reading = last + Decimal::new(1250, 2);
        let staff = Staff::of_case(chance, serial);
        let particulars = Particulars::new(chance, serial, &premises, &draft, staff);
        let particulars = particulars.at(Hanging { meter, reading });
        let mut times = times.into_iter();
        let mut next_time = || times.next().unwrap_or_default();
        self.plan(
            serial,
            staff.clerk,
            next_time(),
            Deed::Accept(Box::new(draft)),
        );
        for (place, on) in path.steps.iter().zip(on).take(life.stage.steps(path)) {
            let step = Move::Step {
                id: place.id.clone(),
                fails: false,
            };
            let (operator, deed) = self.deed(&step, ("", path), &particulars, staff, *on);
            self.plan(serial, operator, next_time(), deed);
        }
        if life.stage == Stage::Voided {
            self.plan(serial, staff.supervisor, next_time(), Deed::Void);
        }
        if life.comes_back {
            self.to_reconnect.push_back(found);
        }
        Ok(true)
    }

    /// The first account in turn of a class and nature that no case changes; it is taken.
    pub(super) fn untouched(
        &mut self,
        class: Class,
        nature: Option<Nature>,
    ) -> Result<Option<StoredCustomer>, OfficeError> {
        for number in customers::all_in_turn(self.work.settings, class) {
            if self.taken.contains(&number) {
                continue;
            }
            let found = customer::by_account(self.work.conn, &number)?;
            let fits = |found: &StoredCustomer| nature.is_none() || found.customer.nature == nature;
            if let Some(found) = found.filter(fits) {
                self.taken.insert(number);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}
