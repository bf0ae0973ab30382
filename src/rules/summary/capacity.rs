//! How many kVA a case counts with in the summary, for every kind of business.

use rust_decimal::Decimal;

use crate::model::application::{Application, Change};
use crate::model::customer::Transformer;
use crate::model::vocabulary::Kind;
use crate::rules::progress::Progress;

/// The step that settles the capacity of the contract.
pub const PLAN: &str = "plan_drafted";

/// The total capacity of the plan in force, where there is one.
pub fn contracted(progress: &Progress<'_>) -> Option<Decimal> {
    progress.field(PLAN, "capacity")?.parse().ok()
}

/// The kVA that a case counts with, from acceptance to completion: a new connection its contracted capacity, an
/// increase what is added, a closure less the old contract's, suspension and resumption the change of what runs, every
/// other kind 0. A kW is a kVA. `contracted`: the total of the plan in force, where there is one; until then what was
/// applied for.
pub fn counted(application: &Application, contracted: Option<Decimal>) -> Decimal {
    let total = contracted.unwrap_or_else(|| application.capacity.kva());
    match (application.kind, &application.change) {
        (Kind::NewConnection, _) => total,
        (Kind::CapacityIncrease, Some(Change::CapacityIncrease { original, .. })) => {
            total - original
        }
        (Kind::Closure, _) => -application.capacity.kva(),
        (_, Some(Change::Suspension { transformers, .. })) => -kva(transformers),
        (_, Some(Change::Resumption { transformers, .. })) => kva(transformers),
        _ => Decimal::ZERO,
    }
}

fn kva(transformers: &[Transformer]) -> Decimal {
    transformers.iter().map(|one| one.kva).sum()
}
