//! Suspensions through the window: what the year has left, who waives, the list of what runs.

use tempfile::TempDir;
use yekuo::model::vocabulary::{Billing, Class};
use yekuo::office::{Desk, Office, demo};
use yekuo::store::customer;

use crate::removal::bring_id;
use crate::support::{Window, found, noon, try_change};

const TODAY: &str = "2026-11-23";

/// A sample office, and a customer with two transformers billed by capacity.
fn office() -> (TempDir, String, [String; 2]) {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _) = Office::open(dir.path(), noon(TODAY)).unwrap();
    let desk = Desk {
        today: TODAY.parse().unwrap(),
        now: noon(TODAY),
        operator: "王芳".to_owned(),
    };
    let request = demo::Request {
        customers: 120,
        cases: 0,
        seed: 1,
    };
    office
        .act_as_founder(&desk, |work| demo::fill(work, &request))
        .unwrap();
    let conn = office.store().conn();
    let all = customer::latest(conn, u32::MAX).unwrap();
    let fits = all.into_iter().find_map(|stored| {
        let own = customer::transformers(conn, stored.id).unwrap();
        let billed = stored.customer.billing == Billing::Capacity;
        match own.as_slice() {
            [a, b] if billed && stored.customer.class == Class::HighVoltage => Some((
                stored.customer.account,
                [a, b].map(|one| format!("{}　{} kVA", one.plate, one.kva.normalize())),
            )),
            _ => None,
        }
    });
    let (account, plates) = fits.unwrap();
    drop(office);
    found(dir.path(), TODAY);
    (dir, account, plates)
}

fn begin(window: &mut Window, account: &str) {
    window.click("暂停");
    window.click("新的申请");
    window.fill("户号", account);
    window.fill("变更原因", "淡季停产");
}

#[test]
fn suspend_1_to_3_are_said_before_anything_is_saved() {
    let (dir, account, plates) = office();
    let mut window = Window::open(dir.path(), TODAY);
    begin(&mut window, &account);
    window.expect("2026年已用0/2次 · 0/180天 · 还剩180天");
    window.expect("还可以暂停：最早2026-11-28起");
    window.click(&plates[0]);
    window.fill("暂停日期", "2026-11-27");
    window.fill("恢复日期", "2026-12-11");
    window.fill("约定天数", "");
    window.expect("应提前5天申请（SUSPEND-1）");
    window.expect("为14天，每次暂停不少于15天（SUSPEND-3）");
    window.expect("共14天：2026年14天");
    window.fill("暂停日期", "2026-11-28");
    window.fill("恢复日期", "2026-12-13");
    window.fill("约定天数", "");
    assert!(!window.shows("（SUSPEND-"), "{}", window.words());
    bring_id(&mut window);
    window.click("受理");
    window.expect("已受理，工单");
}

#[test]
fn suspend_12_sealed_listed_and_resumed() {
    let (dir, account, plates) = office();
    let mut window = Window::open(dir.path(), TODAY);
    begin(&mut window, &account);
    window.click(&plates[1]);
    window.fill("暂停日期", "2026-11-28");
    window.fill("恢复日期", "2026-12-20");
    bring_id(&mut window);
    window.click("受理");
    window.click("先不打印");
    drop(window);

    let mut window = Window::open(dir.path(), "2026-11-28");
    window.click("暂停");
    window.expect("待加封　1");
    window.click("SQ-2026-00001");
    window.record("加封", &[]);
    window.expect("已记录“加封”");
    window.expect("打印暂停工作单");
    window.click("先不打印");
    // What is under seal and is used is filed from here (BREACH-3).
    window.expect("擅自使用… SQ-2026-00001");
    try_change(&mut window, "改类分户", &account);
    let words = format!("户号{account}暂停（工单SQ-2026-00001），不能办理改类");
    window.expect(&words);
    window.click("客户");
    window.fill("查找客户", &account);
    window.click_part(&format!(" {account}"));
    window.expect("办理暂停恢复");
    assert!(!window.shows("办理改类"), "not offered");
    window.expect("暂停 ");
    window.expect("2026-11-28至2026-12-20");
    window.expect("2026-12-20 期满（将到） SQ-2026-00001");
    drop(window);

    let mut window = Window::open(dir.path(), "2026-12-20");
    window.click("今日");
    window.expect("暂停期满，按全部容量计费");
    window.expect("暂停已到期未恢复　1");
    window.expect("自2026-12-20起");
    window.expect(&format!("今日起 {account}"));
    assert!(!window.shows(&format!("超期 {account}")));
    window.click("暂停");
    window.expect("已到期未恢复　1");
    window.expect("自2026-12-20起按全部容量计收基本电费，每天");
    window.click_part("办理恢复 ");
    window.expect("暂停恢复用电申请");
    window.fill("变更原因", "复产");
    window.fill("恢复日期", "2026-12-20");
    bring_id(&mut window);
    window.click("受理");
    window.click("先不打印");
    window.record("启封", &[]);
    window.expect("已记录“启封”");
    window.click("客户");
    window.fill("查找客户", &account);
    window.click_part(&format!(" {account}"));
    window.expect("2026年已用1/2次 · 22/180天 · 还剩158天");
    window.expect("已恢复");
}

#[test]
fn audit_2_a_waiver_asks_for_another_supervisor() {
    let (dir, account, plates) = office();
    let mut window = Window::open(dir.path(), TODAY);
    begin(&mut window, &account);
    window.click(&plates[0]);
    window.fill("暂停日期", "2026-11-24");
    window.fill("恢复日期", "2026-12-24");
    window.click("主管特批（提前天数不够，或约定天数）");
    bring_id(&mut window);
    window.click("受理");
    window.expect("特批理由：未填");
    window.expect("批准人：未填");
    window.fill("特批理由", "设备故障");
    window.fill("特批依据", "所务会");
    window.click("批准人：李强");
    window.click("受理");
    window.expect("已受理，工单");
}

#[test]
fn suspend_9_a_resumption_that_comes_too_early_is_told_at_its_day() {
    let (dir, account, plates) = office();
    let mut window = Window::open(dir.path(), TODAY);
    begin(&mut window, &account);
    window.click(&plates[1]);
    window.fill("暂停日期", "2026-11-28");
    window.fill("恢复日期", "2026-12-20");
    bring_id(&mut window);
    window.click("受理");
    window.click("先不打印");
    drop(window);
    let mut window = Window::open(dir.path(), "2026-11-28");
    window.click("暂停");
    window.click("SQ-2026-00001");
    window.record("加封", &[]);
    window.click("先不打印");
    drop(window);

    let mut window = Window::open(dir.path(), "2026-12-01");
    window.click("暂停");
    window.click_part("办理恢复 ");
    window.fill("恢复日期", "2026-12-06");
    window.fill("变更原因", "复产");
    window.expect("实际暂停8天；恢复后2026年共用8天，还剩172天");
    window.expect("到2026-12-06实际只暂停8天，不满15天");
    window.expect("最早2026-12-13才满15天");
    // A day that cannot be meant hides nothing.
    window.fill("恢复日期", "2062-12-13");
    window.fill("恢复日期", "2026-12-13");
    window.expect("实际暂停15天；恢复后2026年共用15天，还剩165天");
    assert!(!window.shows("（SUSPEND-9）"), "{}", window.words());
}
