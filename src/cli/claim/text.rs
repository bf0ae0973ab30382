//! A claim as lines for a person.

use crate::cli::output::{section, table};
use crate::model::money::{figures, in_words};
use crate::office::claim::file::{ClaimFile, open_amount};
use crate::rules::Manual;

pub(super) fn text(file: &ClaimFile, manual: &Manual) -> String {
    let claim = &file.claim;
    let sums = claim.sums();
    let head = format!(
        "{} {} {} 户号{} {}\n",
        claim.number,
        claim.kind.chinese(),
        file.state_in_words(),
        claim.account,
        file.customer.party.name
    );
    let amount = match &file.worked {
        None => "金额还没有算出来\n".to_owned(),
        Some(_) => format!(
            "合计{}元（{}），已付{}元，还有{}元\n",
            figures(sums.amount),
            in_words(sums.amount),
            figures(claim.paid),
            figures(open_amount(claim))
        ),
    };
    let warnings = file.worked.iter().flat_map(|worked| &worked.warnings);
    let warnings: String = warnings.map(|one| format!("▲ {one}\n")).collect();
    let lines: Vec<[String; 4]> = file
        .worked
        .iter()
        .flat_map(|worked| &worked.lines)
        .map(|line| {
            let rule = line.rule.to_owned();
            [
                line.what.clone(),
                line.value.to_string(),
                rule,
                line.how.clone(),
            ]
        })
        .collect();
    let steps: Vec<[String; 4]> = file
        .steps
        .iter()
        .map(|record| {
            let taken_back = if record.withdrawn.is_some() {
                "（已撤回）"
            } else {
                ""
            };
            let name = manual.claims.name(claim.kind, &record.step);
            [
                record.on.to_string(),
                format!("{name}{taken_back}"),
                record.to.chinese().to_owned(),
                record.operator.clone(),
            ]
        })
        .collect();
    let limits: Vec<[String; 3]> = file
        .limits
        .iter()
        .map(|limit| {
            let state = limit.deadline.state.chinese().to_owned();
            [limit.deadline.due.to_string(), limit.name.to_owned(), state]
        })
        .collect();
    let next: Vec<[String; 2]> = file
        .next
        .iter()
        .map(|next| {
            let fields = next.fields.iter().map(|field| field.spec.name.as_str());
            [
                format!("{} {}", next.step, next.name),
                fields.collect::<Vec<_>>().join("、"),
            ]
        })
        .collect();
    [
        head,
        amount,
        warnings,
        section("怎样算的", &table(&lines)),
        section("环节", &table(&steps)),
        section("期限", &table(&limits)),
        section("现在可以办", &table(&next)),
    ]
    .concat()
}
