//! 设置 → 恢复备份: what a backup holds, what would be lost, and going back to it.

use std::fs;
use std::path::{Path, PathBuf};

use egui::{Key, Modifiers};
use yekuo::store::backup;
use yekuo::store::lock::Desk;
use yekuo::store::{Store, event};

use crate::support::{Window, apply, bring_papers, noon};

const TODAY: &str = "2026-11-23";
const TAKEN: &str = "恢复 2026-11-23 09:30 的备份";

/// An office with the day's backup, and a case accepted after it.
fn office(dir: &Path) -> Window {
    let mut window = Window::desk(dir, TODAY);
    window.rest();
    apply(&mut window, "赵大山");
    bring_papers(&mut window);
    window.click("受理");
    window.click("先不打印");
    window
}

fn to_backups(window: &mut Window) {
    window.key(Modifiers::CTRL, Key::K);
    window.write("恢复备份");
    window.key(Modifiers::NONE, Key::Enter);
    window.expect_soon("每日备份");
    window.rest();
}

fn expect_case(window: &mut Window, there: bool) {
    window.click("新装增容");
    assert_eq!(window.shows("赵大山"), there, "{}", window.words());
}

fn the_backup(dir: &Path) -> PathBuf {
    let mut files = fs::read_dir(dir.join("backups")).unwrap();
    files.next().unwrap().unwrap().path()
}

fn log(dir: &Path) -> Vec<(String, String)> {
    let store = Store::open(dir, noon(TODAY)).unwrap().store;
    let all = event::after(store.conn(), 0, 100).unwrap();
    all.into_iter()
        .map(|event| (event.act, event.operator))
        .collect()
}

#[test]
fn going_back_says_what_is_lost_and_keeps_the_old_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = office(dir.path());
    to_backups(&mut window);
    window.expect("客户 0 户，工单 0 件；最后一次办理：2026-11-23 09:30 修改设置，王芳");
    window.expect("这之后办理的 1 次会丢：受理 1");

    window.click(TAKEN);
    window.expect("恢复 2026-11-23 09:30 的备份？");
    window.expect("2026-11-23 09:30 受理 ");
    window.click("不恢复");
    assert!(!window.shows("的备份？"));
    expect_case(&mut window, true);
    assert!(!dir.path().join("replaced").exists());

    to_backups(&mut window);
    window.click(TAKEN);
    window.click("恢复这份备份");
    window.expect_soon("备份已恢复");
    window.expect("现在的数据是 2026-11-23 09:30 的备份里的");
    let replaced = dir.path().join("replaced");
    window.expect(&format!(
        "原来的数据文件没有删除，在 {}",
        replaced.display()
    ));
    let kept = fs::read_dir(&replaced).unwrap().next().unwrap().unwrap();
    let kept = backup::describe(dir.path(), &kept.path(), None).unwrap();
    assert_eq!(kept.cases, 1);
    window.click("继续办理");
    window.expect("今日待办");
    expect_case(&mut window, false);
    drop(window);
    let restored = ("restore".to_owned(), "王芳".to_owned());
    assert_eq!(log(dir.path()).last(), Some(&restored));
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_changed() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = office(dir.path());
    let backup = the_backup(dir.path());
    let elsewhere = dir.path().join("旧备份.sqlite");
    let mut bytes = fs::read(&backup).unwrap();
    bytes[4096..].fill(0x5a);
    fs::write(&elsewhere, &bytes).unwrap();
    fs::write(dir.path().join("backups/daily-broken.sqlite"), bytes).unwrap();
    to_backups(&mut window);
    window.expect("这份备份读不出来：数据文件已损坏");
    window.expect("：daily-broken.sqlite\n");
    window.fill("备份文件", &elsewhere.display().to_string());
    window.click("看看这份备份");
    window.expect_soon("× 数据文件已损坏");
    window.fill("备份文件", &dir.path().join("没有").display().to_string());
    window.click("看看这份备份");
    window.expect_soon("找不到文件或文件夹");

    // What was good when it was looked at may be damaged when it is put back.
    window.rest();
    window.click(TAKEN);
    let mut bytes = fs::read(&backup).unwrap();
    let end = bytes.len() - 3000;
    bytes[end..].fill(0x5a);
    bytes[4096..8192].fill(0x5a);
    fs::write(&backup, bytes).unwrap();
    window.click("恢复这份备份");
    window.expect_soon("没有恢复");
    window.expect("⚠ 数据文件已损坏");
    window.expect("现在的数据没有改动");
    window.click("回到窗口");
    expect_case(&mut window, true);
    assert!(!dir.path().join("replaced").exists());
}

#[test]
fn nobody_else_may_have_the_folder_open() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = office(dir.path());
    to_backups(&mut window);
    let other = Desk::share(dir.path()).unwrap();
    window.click(TAKEN);
    window.click("恢复这份备份");
    window.expect_soon("没有恢复");
    window.expect("请先关闭它再试");
    window.click("回到窗口");
    expect_case(&mut window, true);
    drop(other);
}

#[test]
fn a_sealed_backup_on_a_stick_asks_for_its_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let (data, stick) = (dir.path().join("data"), dir.path().join("stick"));
    fs::create_dir(&stick).unwrap();
    let mut window = office(&data);
    window.click("设置");
    window.fill("备份到", &stick.display().to_string());
    window.fill("加密口令", "三句口令够八个字");
    window.fill("再填一遍口令", "三句口令够八个字");
    window.click("立即备份");
    window.expect_soon("备份好了");
    window.rest();
    window.click("恢复备份…");
    window.expect_soon("每日备份");
    let sealed = stick.join("yekuo-2026-11-23T093000.sqlite.age");
    window.fill("备份文件", &sealed.display().to_string());
    window.click("看看这份备份");
    window.expect_soon("这份备份加了密，请填备份口令");
    window.fill("备份口令", "别的");
    window.click("看看这份备份");
    window.expect_soon("口令不对，或文件不完整");
    window.fill("备份口令", "三句口令够八个字");
    window.click("看看这份备份");
    window.expect_soon("手动备份");
    window.expect("工单 1 件");
    window.expect("这之后没有办理过业务，不会丢什么");
}

#[test]
fn audit_4_going_back_past_a_frozen_month_says_that_the_county_may_have_it() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = office(dir.path());
    to_backups(&mut window);
    window.click(TAKEN);
    assert!(!window.shows("的月报在这份备份以后封存"));
    window.click("不恢复");
    drop(window);
    let now = noon(TODAY);
    let (mut office, _) = yekuo::office::Office::open(dir.path(), now).unwrap();
    let desk = yekuo::office::Desk {
        today: now.date(),
        now,
        operator: "王芳".to_owned(),
    };
    let month = "2026-10".parse().unwrap();
    office
        .act(&desk, |work| {
            yekuo::office::summary::freeze::freeze(work, month)
        })
        .unwrap();
    drop(office);
    let mut window = Window::open(dir.path(), TODAY);
    window.rest();
    to_backups(&mut window);
    window.click(TAKEN);
    window.expect("2026-10的月报在这份备份以后封存，可能已经交到县公司");
}
