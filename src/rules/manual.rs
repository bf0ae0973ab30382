//! The manual as loaded: rulebooks, calendar, checklists, procedures, claims, named uses.

use super::calendar::{Calendar, CalendarError};
use super::checklist::Checklists;
use super::claim::procedure::{Claims, ClaimsError};
use super::procedure::{ProcedureError, Procedures};
use super::rulebook::{Rulebook, RulebookError, Rulebooks};
use super::tariff::NamedUses;

/// Everything that the rules are read from.
#[derive(Debug, Clone)]
pub struct Manual {
    pub rulebooks: Rulebooks,
    pub calendar: Calendar,
    pub checklists: Checklists,
    pub procedures: Procedures,
    pub named_uses: NamedUses,
    pub claims: Claims,
}

/// Why the manual cannot be loaded.
#[derive(Debug, thiserror::Error)]
pub enum ManualError {
    #[error(transparent)]
    Rulebook(#[from] RulebookError),
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    #[error(transparent)]
    Procedure(#[from] ProcedureError),
    #[error(transparent)]
    Claims(#[from] ClaimsError),
    #[error("资料清单文件格式不对：{0}")]
    Checklists(#[source] toml::de::Error),
    #[error("用电分类文件格式不对：{0}")]
    NamedUses(#[source] toml::de::Error),
}

const RULEBOOKS: [&str; 1] = [include_str!("../../assets/rulebooks/manual.toml")];
const CALENDARS: [&str; 4] = [
    include_str!("../../assets/calendars/2023.toml"),
    include_str!("../../assets/calendars/2024.toml"),
    include_str!("../../assets/calendars/2025.toml"),
    include_str!("../../assets/calendars/2026.toml"),
];
const STEPS: [&str; 10] = [
    include_str!("../../assets/procedures/steps/survey.toml"),
    include_str!("../../assets/procedures/steps/plan.toml"),
    include_str!("../../assets/procedures/steps/design.toml"),
    include_str!("../../assets/procedures/steps/works.toml"),
    include_str!("../../assets/procedures/steps/connection.toml"),
    include_str!("../../assets/procedures/steps/meter.toml"),
    include_str!("../../assets/procedures/steps/price.toml"),
    include_str!("../../assets/procedures/steps/closure.toml"),
    include_str!("../../assets/procedures/steps/split.toml"),
    include_str!("../../assets/procedures/steps/suspension.toml"),
];
const PROCEDURES: [&str; 10] = [
    include_str!("../../assets/procedures/new_connection.toml"),
    include_str!("../../assets/procedures/relocation.toml"),
    include_str!("../../assets/procedures/removal.toml"),
    include_str!("../../assets/procedures/reconnection.toml"),
    include_str!("../../assets/procedures/reclassification.toml"),
    include_str!("../../assets/procedures/closure.toml"),
    include_str!("../../assets/procedures/split.toml"),
    include_str!("../../assets/procedures/transfer.toml"),
    include_str!("../../assets/procedures/suspension.toml"),
    include_str!("../../assets/procedures/resumption.toml"),
];
const CHECKLISTS: &str = include_str!("../../assets/checklists.toml");
const CLAIMS: [&str; 3] = [
    include_str!("../../assets/claims/late.toml"),
    include_str!("../../assets/claims/liability.toml"),
    include_str!("../../assets/claims/damage.toml"),
];
const NAMED_USES: &str = include_str!("../../assets/named_uses.toml");

impl Manual {
    /// The manual as this build ships it, validated.
    ///
    /// # Errors
    /// [`ManualError`] names the file and the entry at fault.
    pub fn built_in() -> Result<Self, ManualError> {
        let mut rulebooks = Rulebooks::default();
        for file in RULEBOOKS {
            rulebooks.add(Rulebook::parse(file)?);
        }
        let mut calendar = Calendar::default();
        for file in CALENDARS {
            calendar.add(file)?;
        }
        Ok(Self {
            procedures: Procedures::parse(&STEPS, &PROCEDURES, &rulebooks)?,
            checklists: toml::from_str(CHECKLISTS).map_err(ManualError::Checklists)?,
            named_uses: toml::from_str(NAMED_USES).map_err(ManualError::NamedUses)?,
            claims: Claims::parse(&CLAIMS)?,
            rulebooks,
            calendar,
        })
    }
}

impl Manual {
    /// Adds a rulebook of the office's own (`rulebooks/` in its data folder): later law, or small works that
    /// may leave steps out. It holds from its day on.
    ///
    /// # Errors
    /// [`ManualError`]: not of the format, or a number in it cannot stand for the time limit that uses it. The
    /// manual is then as it was.
    pub fn add_rulebook(&mut self, file: &str) -> Result<(), ManualError> {
        let coming = Rulebook::parse(file)?;
        self.rulebooks.check_units(&coming)?;
        let mut rulebooks = self.rulebooks.clone();
        rulebooks.add(coming);
        self.procedures.check_spans(&rulebooks)?;
        self.rulebooks = rulebooks;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rulebook_of_the_offices_own_holds_from_its_day_and_a_wrong_one_changes_nothing() {
        let mut manual = Manual::built_in().unwrap();
        let book = |value: &str, unit: &str| {
            format!(
                "name = \"own\"\ntitle = \"本地规定\"\nin_force_from = \"2026-07-01\"\n[[rule]]\nid = \"NEW-3\"\n\
                 text = \"单电源10个工作日\"\n[[rule.parameter]]\nkey = \"plan_answer.high_voltage.single\"\n\
                 value = \"{value}\"\nunit = \"{unit}\"\narticle = \"本地文件\"\n"
            )
        };
        assert!(manual.add_rulebook(&book("10", "kVA")).is_err());
        manual.add_rulebook(&book("10", "working_day")).unwrap();
        let days = |on: &str| {
            let key = "plan_answer.high_voltage.single";
            manual.rulebooks.span(key, on.parse().unwrap()).unwrap()
        };
        assert_eq!(
            days("2026-06-30"),
            crate::rules::span::Span::WorkingDays(15)
        );
        assert_eq!(
            days("2026-07-01"),
            crate::rules::span::Span::WorkingDays(10)
        );
    }

    #[test]
    fn what_the_data_names_exists() {
        let manual = Manual::built_in().unwrap();
        let known = |rule: &str| manual.rulebooks.rule(rule).is_some();
        for item in manual.checklists.items() {
            assert!(known(item.rule()), "{}", item.code);
        }
        for (kind, path) in manual.procedures.paths() {
            assert!(known(&path.rule), "{kind}");
            for step in &path.steps {
                assert!(known(path.rule_of(step)), "{kind} {}", step.id);
                if let Some(limit) = &step.limit {
                    assert!(known(&limit.rule), "{kind} {}", step.id);
                }
            }
        }
    }

    #[test]
    fn doc_9_every_field_of_a_step_says_what_belongs_there() {
        let manual = Manual::built_in().unwrap();
        for (_, path) in manual.procedures.paths() {
            for place in &path.steps {
                for field in &place.definition.fields {
                    assert!(!field.help.is_empty(), "{} {}", place.id, field.name);
                }
            }
        }
    }
}
