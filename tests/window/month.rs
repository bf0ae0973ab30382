//! 月报 in the window: the table, the cases behind a figure, the folder.

use std::time::{Duration, Instant};

use yekuo::office::{Desk, Office, demo, settings};
use yekuo::report::verify::verify;

use crate::mounted::{Mounted, skipped};
use crate::support::{Window, noon};

const TODAY: &str = "2026-11-23";

fn sample(dir: &std::path::Path) -> Window {
    sample_with(dir, "16")
}

fn sample_with(dir: &std::path::Path, text_size: &str) -> Window {
    let (mut office, _) = Office::open(dir, noon(TODAY)).unwrap();
    let desk = Desk {
        today: TODAY.parse().unwrap(),
        now: noon(TODAY),
        operator: "王芳".to_owned(),
    };
    office
        .act_as_founder(&desk, |work| demo::fill(work, &demo::Request::default()))
        .unwrap();
    let size = [("window.text_size".to_owned(), text_size.to_owned())];
    office
        .act(&desk, |work| settings::change(work, &size))
        .unwrap();
    drop(office);
    let mut window = Window::open(dir, TODAY);
    if window.shows("时间是对的，继续") {
        window.click("时间是对的，继续");
    }
    window.click("月报");
    window
}

#[test]
fn audit_4_a_figure_of_the_table_leads_to_its_cases() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = sample(dir.path());
    window.expect("月报　2026-10");
    window.expect("统计期间：2026-10-01至2026-10-31");
    window.expect("本年各月（户，下为按期率）：01月受理");
    window.expect("按期率95%");
    window.expect("单位：户、千伏安");
    window.click_part("合计 办结了，但有环节超期");
    window.expect("天");
    window.expect("到期，");
    window.click("关上");
    window.click("暂停 · 高压 作废 1");
    window.expect("暂停 · 高压　作废");
    window.expect("作废");
    window.click_part("990731-2026-");
    window.expect("已作废");
    window.click("月报");
    window.click("下月 →");
    window.expect("月报　2026-11");
    window.expect("这个月到2026-11-30为止，过完以后才能导出。");
    window.click("← 上月");
    window.expect("月报　2026-10");
}

#[test]
fn at_a_large_text_size_nothing_of_the_months_head_lies_on_anything_else() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = sample_with(dir.path(), "22");
    window.shrink();
    let words = window.place("未封存，截至");
    for button in ["← 上月", "下月 →", "去导出"] {
        assert!(window.place(button).bottom() <= words.top(), "{button}");
    }
    assert!(words.right() <= 1366.0);
}

#[test]
fn at_a_large_text_size_the_head_of_a_case_keeps_number_and_address() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = sample_with(dir.path(), "22");
    window.click("今日");
    window.click_part("孙雅琴 超期");
    window.shrink();
    let head = window.place(" · 工单 990731-2026-");
    assert!(
        head.right() <= 1366.0 && head.height() > 40.0,
        "two lines: {head:?}"
    );
}

#[test]
fn audit_4_the_folder_is_written_beside_the_window_and_the_month_is_frozen() {
    let dir = tempfile::tempdir().unwrap();
    let stick = tempfile::tempdir().unwrap();
    let mut window = sample(dir.path());
    window.expect("未封存");
    window.fill("导出到", &stick.path().display().to_string());
    window.click("去导出");
    window.click("导出");
    window.expect("导出并封存2026-10的月报？");
    window.expect("▲ 以前还没有封存的2025-12至2026-09（10个月）一并封存");
    window.click("先不导出");
    window.expect("未封存");
    window.click("导出");
    window.click("导出并封存2026-10");
    let until = Instant::now() + Duration::from_secs(60);
    while !window.shows("可以拔出") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
        window.settle();
    }
    window.expect("2026-10的月报已写好、核对无误，可以拔出");
    window.expect("✓ 已写好，逐个文件读回核对无误");
    window.expect("封存：2026-11-23 09:30 王芳");
    window.click("← 上月");
    window.expect("月报　2026-09");
    window.expect("封存：2026-11-23 09:30 王芳");
    window.click("下月 →");
    let folder = stick.path().join("业扩月报_石桥供电所（示例）_2026-10");
    assert_eq!(verify(&folder).unwrap().faults, []);

    window.fill("导出到", &stick.path().join("没有").display().to_string());
    window.click("导出");
    assert!(!window.shows("导出并封存"), "it is frozen already");
    while !window.shows("这个文件夹。") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
        window.settle();
    }
    window.expect("没有这个文件夹");
}

#[test]
fn a_stick_is_found_with_its_room_and_taken_where_it_is_the_only_one() {
    let place = std::path::PathBuf::from(format!("/media/yekuo-{}", std::process::id()));
    let Some(stick) = Mounted::memory(2_000_000, &place) else {
        skipped("a stick is found", "没有权限挂载，需要 root");
        return;
    };
    let dir = tempfile::tempdir().unwrap();
    let mut window = sample(dir.path());
    let until = Instant::now() + Duration::from_secs(60);
    while !window.shows("可用 ") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
        window.settle();
    }
    let words = format!(
        "U盘：yekuo-{}（{}）　tmpfs　可用",
        std::process::id(),
        place.display()
    );
    window.expect(&words);
    window.click_part(&words);
    assert_eq!(window.value("导出到"), place.display().to_string());
    window.click("导出");
    window.click("导出并封存2026-10");
    while !window.shows("现在可以拔出U盘") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
        window.settle();
    }
    window.expect("现在可以拔出U盘");
    let folder = place.join("业扩月报_石桥供电所（示例）_2026-10");
    assert_eq!(verify(&folder).unwrap().faults, []);
    drop(stick);
    std::fs::remove_dir(&place).unwrap();
    window.click("重新查找");
    while window.shows(&words) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(50));
        window.settle();
    }
    assert!(!window.shows(&words));
}
