//! One application with every field filled in, always the same.

use crate::model::application::{Draft, TransformerDraft};
use crate::model::vocabulary::{AccountState, Class, Kind, Nature, Sources};
use crate::office::{OfficeError, Work};
use crate::rules::Refusal;
use crate::rules::removal;
use crate::rules::suspension::equipment;
use crate::store::customer::{self, StoredCustomer};

use super::applications::{self, Circumstances, Comes, Wish};
use super::cases::under_seal;
use super::chance::Chance;
use super::people::ADULTS;
use super::places::Township;
use super::premises::Ground;

/// A surname and a character that few fonts have.
const NAME: &str = "张𬱖";

/// What is to be applied for.
#[derive(Debug, Clone, Copy)]
pub(in crate::office) struct Wanted {
    pub(in crate::office) kind: Kind,
    pub(in crate::office) class: Class,
    /// `None` for a home.
    pub(in crate::office) nature: Option<Nature>,
    pub(in crate::office) sources: Sources,
    pub(in crate::office) tenant: bool,
}

/// An application for premises of a class and nature, brought by an agent with all documents on the day
/// at the desk; a change is of the first account of that class and nature that is free for it.
pub(in crate::office) fn application(work: Work<'_>, wanted: Wanted) -> Result<Draft, OfficeError> {
    let mut chance = Chance::new(0, 3);
    let ground = Ground {
        manual: work.manual,
        township: Township::of(0),
        day: work.desk.today,
    };
    let circumstances = Circumstances {
        kind: wanted.kind,
        tenant: wanted.tenant,
        sources: wanted.sources,
        comes: Comes::Agent,
        missing: None,
        applied_on: work.desk.today,
    };
    if wanted.kind.is_change() {
        return change(work, ground, &mut chance, wanted, circumstances);
    }
    let Wanted { class, sources, .. } = wanted;
    let premises = match wanted.nature {
        None => ground.home(&mut chance, ADULTS)?,
        Some(nature) => ground.of_nature(&mut chance, class, nature, sources, ADULTS)?,
    };
    let mut draft = applications::draft(work.manual, &mut chance, &premises, circumstances);
    NAME.clone_into(&mut draft.customer.contact);
    if wanted.nature.is_none() {
        NAME.clone_into(&mut draft.customer.name);
    }
    Ok(draft)
}

fn change(
    work: Work<'_>,
    ground: Ground<'_>,
    chance: &mut Chance,
    wanted: Wanted,
    circumstances: Circumstances<'_>,
) -> Result<Draft, OfficeError> {
    let Some(found) = free(work, wanted)? else {
        let state = match wanted.kind {
            Kind::Reconnection => "暂拆未到期",
            Kind::Resumption => "正在暂停",
            _ => "正常用电",
        };
        let problem = format!(
            "没有{state}、没有在办变更的{}{}户号，可先建示例数据",
            wanted.class.chinese(),
            wanted.nature.map_or("", Nature::chinese)
        );
        return crate::office::refuse(Refusal::input("account", "户号", problem));
    };
    let transformers = customer::transformers(work.conn, found.id)?;
    let premises = ground.of_account(chance, &found.customer, transformers)?;
    if wanted.kind == Kind::CapacityIncrease {
        return applications::increase(ground, chance, &found.customer, &premises, circumstances);
    }
    let wish = match wanted.kind {
        Kind::Suspension | Kind::Resumption => Wish::with_notice(circumstances.applied_on),
        _ => Wish::after(circumstances.applied_on),
    };
    let account = &found.customer.account;
    let manual = ground.manual;
    let mut draft = applications::change(manual, chance, account, &premises, circumstances, wish);
    if wanted.kind == Kind::Resumption {
        draft.suspension = under_seal(work, account)?;
        // One that resumed in part has the rest.
        draft.transformers = vec![TransformerDraft::standing(equipment::ALL)];
    }
    Ok(draft)
}

/// The first account that the change may be of.
fn free(work: Work<'_>, wanted: Wanted) -> Result<Option<StoredCustomer>, OfficeError> {
    let Wanted { class, nature, .. } = wanted;
    if wanted.kind == Kind::Resumption {
        let suspended = AccountState::Suspended;
        return Ok(customer::first_free(work.conn, suspended, class, nature)?);
    }
    if wanted.kind != Kind::Reconnection {
        let active = AccountState::Active;
        return Ok(customer::first_free(work.conn, active, class, nature)?);
    }
    let (books, calendar) = (&work.manual.rulebooks, &work.manual.calendar);
    for removed in customer::removed(work.conn)? {
        let last = removal::last_day(removed.removed_on, books, calendar)?;
        if removed.class != class || last.due < work.desk.today {
            continue;
        }
        let found = customer::by_account(work.conn, &removed.account)?;
        if let Some(found) = found.filter(|found| found.customer.nature == nature) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
