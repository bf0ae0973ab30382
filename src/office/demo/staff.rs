//! Who works at the sample office.

use super::chance::Chance;

/// They sit at the desk.
pub(super) const CLERKS: [&str; 3] = ["王芳", "刘婷", "孙丽华"];
/// They approve plans.
pub(super) const SUPERVISORS: [&str; 2] = ["李强", "周建国"];
/// They go out and do not sit at the desk.
pub(super) const FIELD_WORKERS: [&str; 4] = ["陈志强", "刘卫东", "黄永福", "吴根生"];

/// Who has to do with a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staff {
    pub(super) clerk: &'static str,
    pub(super) countersigner: &'static str,
    pub(super) supervisor: &'static str,
    pub(super) worker: &'static str,
    pub(super) second_worker: &'static str,
}

impl Staff {
    /// Two clerks, a supervisor and two workers, all different.
    pub(super) fn of_case(chance: &mut Chance, serial: u32) -> Self {
        let two = |names: &[&'static str], first: u32| {
            let count = names.len();
            let first = first as usize % count;
            (names[first], names[(first + 1) % count])
        };
        let (clerk, countersigner) = two(&CLERKS, serial);
        let (worker, second_worker) = two(&FIELD_WORKERS, chance.below(4));
        Self {
            clerk,
            countersigner,
            supervisor: SUPERVISORS[usize::from(chance.one_in(4))],
            worker,
            second_worker,
        }
    }
}

/// The operators as the settings take them.
pub(super) fn operators() -> String {
    let clerks = CLERKS.iter().map(|name| format!("{name}:clerk"));
    let supervisors = SUPERVISORS.iter().map(|name| format!("{name}:supervisor"));
    clerks.chain(supervisors).collect::<Vec<_>>().join(",")
}
