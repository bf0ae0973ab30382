//! Case numbers without gaps (工单编号), AUDIT-1, and refusal numbers, AUDIT-3.

/// Series of cases: office code, year, running number.
pub const CASES: &str = "case";
/// Series of refusals, numbered apart.
pub const REFUSALS: &str = "refusal";

/// Series of notices before a closure for want of use.
pub const IDLE_NOTICES: &str = "idle_notice";

/// `360731-2026-N0003`: the number of a notice before a closure for want of use (待销户通知), CLOSE-4.
pub fn idle_notice(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-N{running:04}")
}

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

/// Year and running number of a case's or a refusal's number, whatever the office's code was.
///
/// ```
/// use yekuo::rules::case_number::parts;
/// assert_eq!(parts("360731-2026-00042"), Some((2026, 42)));
/// assert_eq!(parts("360731-2026-T0007"), Some((2026, 7)));
/// assert_eq!(parts("42"), None);
/// ```
pub fn parts(number: &str) -> Option<(i32, u32)> {
    let (head, running) = number.rsplit_once('-')?;
    let (_, year) = head.rsplit_once('-')?;
    let running = running.strip_prefix('T').unwrap_or(running);
    Some((year.parse().ok()?, running.parse().ok()?))
}
