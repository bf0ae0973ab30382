//! Case numbers without gaps (工单编号), AUDIT-1, refusal numbers, AUDIT-3, and those of openings.

/// Series of cases: office code, year, running number.
pub const CASES: &str = "case";
/// Series of refusals, numbered apart.
pub const REFUSALS: &str = "refusal";

/// Series of what ran already when the records began.
pub const OPENINGS: &str = "opening";

/// Series of notices before a closure for want of use.
pub const IDLE_NOTICES: &str = "idle_notice";

/// Series of contacts with customers.
pub const CONTACTS: &str = "contact";

/// Series of complaints.
pub const COMPLAINTS: &str = "complaint";

/// `360731-2026-L0012`: the number of a contact with a customer (客户联系), CONTACT-1.
pub fn contact(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-L{running:04}")
}

/// `360731-2026-Y0003`: the number of a complaint (投诉), CONTACT-3.
pub fn complaint(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-Y{running:04}")
}

/// Series of claims.
pub const CLAIMS: &str = "claim";
/// Series of incidents that claims come from.
pub const INCIDENTS: &str = "incident";

/// `360731-2026-W0007`: the number of a claim's file (违约理赔), AUDIT-1.
pub fn claim(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-W{running:04}")
}

/// `360731-2026-S0002`: the number of an incident (电力运行事故).
pub fn incident(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-S{running:04}")
}

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

/// `360731-2026-K0003`: the number of what ran already when the records began (期初业务).
pub fn opening(office_code: &str, year: i32, running: u32) -> String {
    format!("{office_code}-{year}-K{running:04}")
}

/// Whether a number is that of an opening and not of a case.
///
/// ```
/// use yekuo::rules::case_number::{case, is_opening, opening};
/// assert!(is_opening(&opening("K", 2026, 3)));
/// assert!(!is_opening(&case("K", 2026, 3)));
/// ```
pub fn is_opening(number: &str) -> bool {
    let running = number.rsplit_once('-').map(|(_, running)| running);
    running.is_some_and(|running| running.starts_with('K'))
}

/// Year and running number of a case's, a refusal's, an opening's, a claim's or an incident's number, whatever the office's code was.
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
    let running = running
        .strip_prefix(['T', 'K', 'L', 'Y', 'W', 'S'])
        .unwrap_or(running);
    Some((year.parse().ok()?, running.parse().ok()?))
}
