//! Case numbers without gaps (工单编号), AUDIT-1, and refusal numbers, AUDIT-3.

/// Series of cases: office code, year, running number.
pub const CASES: &str = "case";
/// Series of refusals, numbered apart.
pub const REFUSALS: &str = "refusal";

/// `360731-2026-00042`: office, year, running number (AUDIT-1).
///
/// ```
/// assert_eq!(yekuo::rules::case_number::case("360731", 2026, 42), "360731-2026-00042");
/// ```
pub fn case(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-{running:05}")
}

/// `360731-2026-T0007`: the number of a refusal (不予受理告知单), AUDIT-3.
pub fn refusal(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-T{running:04}")
}
