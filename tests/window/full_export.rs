//! 设置: everything, sealed, and what the passphrase must be.

use egui::{Key, Modifiers};

use crate::support::Window;

const PASSPHRASE: &str = "三句口令够八个字";

#[test]
fn audit_5_everything_leaves_only_with_a_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut window = Window::desk(&data, "2026-11-23");
    window.click("设置");
    let target = dir.path().join("stick");
    std::fs::create_dir(&target).unwrap();
    window.fill("备份到", &target.display().to_string());
    window.click("加密导出全部数据");
    let left = || std::fs::read_dir(&target).unwrap().count();
    assert_eq!(left(), 0, "without a passphrase nothing leaves");
    window.fill("加密口令", "七个字的口令吧");
    window.click("加密导出全部数据");
    window.expect("只有7个字符，至少要8个（程序自定");
    window.fill("加密口令", PASSPHRASE);
    window.fill("再填一遍口令", "三句口令够八个宇");
    window.click("加密导出全部数据");
    window.expect("两遍不一样");
    assert_eq!(left(), 0);
    window.fill("再填一遍口令", PASSPHRASE);
    window.click("加密导出全部数据");
    assert_eq!(window.value("加密口令"), "", "it does not stay behind");
    assert!(!window.shows("再填一遍口令"));
    window.expect_soon("全部数据加密导出好了");
    let file = target.join("业扩数据_2026-11-23T093000.zip.age");
    let plain = dir.path().join("plain.zip");
    yekuo::store::backup::open_sealed(&file, &plain, PASSPHRASE).unwrap();
    assert!(plain.is_file());
}

#[test]
fn a_mistyped_folder_is_not_made() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut window = Window::desk(&data, "2026-11-23");
    window.rest();
    window.click("设置");
    window.enter("备份到");
    window.key(Modifiers::COMMAND, Key::A);
    window.key(Modifiers::NONE, Key::Backspace);
    window.click("立即备份");
    window.expect("未填");
    assert_eq!(window.value("备份到"), "", "what was taken out stays out");
    let mistyped = dir.path().join("stikc");
    window.fill("备份到", &mistyped.display().to_string());
    window.click("立即备份");
    window.expect("stikc”这个文件夹，先建好或改正");
    window.fill("加密口令", PASSPHRASE);
    window.fill("再填一遍口令", PASSPHRASE);
    window.click("加密导出全部数据");
    assert_eq!(window.value("加密口令").chars().count(), 8);
    window.rest();
    assert!(!mistyped.exists());
}
