//! 设置 → 数据导入: the old ledger, checked before anything is written.

use std::fs;
use std::path::Path;

use yekuo::office::import::{What, samples};

use crate::support::Window;

const TODAY: &str = "2026-11-23";

fn page(dir: &Path) -> Window {
    let mut window = Window::desk(dir, TODAY);
    window.click("设置");
    window.click("设置：数据导入");
    for _ in 0..500 {
        window.settle();
        if !window.shows("正在做今天的备份") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    window
}

/// Waits for the work beside the window.
fn wait(window: &mut Window, words: &str) {
    for _ in 0..500 {
        window.settle();
        if window.shows(words) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    window.expect(words);
}

#[test]
fn the_page_says_what_it_takes_and_how_it_knows() {
    let dir = tempfile::tempdir().unwrap();
    let window = page(dir.path());
    window.expect("正在执行的定比");
    window.expect("导入内容：按栏目认");
}

#[test]
fn a_ledger_is_checked_then_imported() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = page(&dir.path().join("data"));
    let file = dir.path().join("ledger.csv");
    let text = samples::text(What::Customers);
    fs::write(
        &file,
        text.replace("9900000002,", "99OO000002,")
            .replace("220V", "222V"),
    )
    .unwrap();
    window.fill("台账文件", &file.display().to_string());
    window.click("检查");
    wait(&mut window, "文件里有2处不对");
    window.expect("× 有2处不对");
    window.expect("户号只能是数字");
    window.expect("供电电压");

    fs::write(&file, text).unwrap();
    window.click("检查");
    wait(&mut window, "✓ 可以导入：客户2户");
    assert!(!window.shows("户号只能是数字"));
    assert!(!window.shows("文件里有2处不对"), "it was mended");
    window.click("全部导入");
    wait(&mut window, "已导入客户2户");
    window.expect("✓ 已经导入");

    let file = dir.path().join("openings.csv");
    let text = samples::text(What::Openings);
    fs::write(&file, text).unwrap();
    window.click("导入内容：期初业务（暂停、暂拆、定比）");
    window.fill("台账文件", &file.display().to_string());
    window.click("检查");
    wait(&mut window, "✓ 可以导入：暂停1次、暂拆1户、定比1户");
    window.click("全部导入");
    wait(&mut window, "已导入暂停1次、暂拆1户、定比1户");
    window.click("客户");
    window.expect("示例：张三");
    window.click_part("示例：张三 ");
    window.expect("暂拆 2026-03-01拆表");
    window.click("撤销…");
    window.click("撤销");
    window.expect("原因：未填");
    window.fill("原因", "表没有拆");
    window.click("撤销");
    window.expect("期初业务SQ-2026-K0002已撤销");
    window.expect("由王芳撤销：表没有拆");
    window.expect("正常用电");
    drop(window);
    let mut later = Window::open(&dir.path().join("data"), TODAY);
    later.click("暂停");
    later.settle();
}

#[test]
fn the_file_to_start_from_is_saved_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = page(&dir.path().join("data"));
    window.click("另存期初业务样表");
    let target = dir.path().join("样表.csv");
    window.fill("保存到", &target.display().to_string());
    window.click("存这里");
    window.expect("已存到");
    let text = fs::read_to_string(target).unwrap();
    assert!(text.starts_with("\u{FEFF}户号,事项"), "{text}");

    window.click("另存客户样表");
    let target = dir.path().join("样表.xlsx");
    window.fill("保存到", &target.display().to_string());
    window.click("存这里");
    window.expect("已存到");
    assert!(fs::read(target).unwrap().starts_with(b"PK"));
}

#[test]
fn a_file_that_is_not_there_is_no_fault_in_a_line() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = page(&dir.path().join("data"));
    let file = dir.path().join("nowhere.xlsx");
    window.fill("台账文件", &file.display().to_string());
    window.click("检查");
    wait(&mut window, "× 文件：找不到");
    assert!(!window.shows("有1处不对"), "{}", window.words());
}
