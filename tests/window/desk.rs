//! The desk itself: an empty office, finding, helping, switching operators, settings, and what stands
//! before the desk when something is wrong.

use std::fs;

use crate::accounts::{factory, walk};
use crate::support::{Window, apply, bring_papers, found};
use egui::{Key, Modifiers};
use yekuo::store::FILE;

const TODAY: &str = "2026-11-23";

fn with_a_case(window: &mut Window, name: &str) {
    apply(window, name);
    bring_papers(window);
    window.click("受理");
    window.click("先不打印");
}

#[test]
fn an_empty_office_says_so_on_every_tab() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.expect("石桥供电所");
    window.expect("2026-11-23 周一");
    window.expect("没有等着办的事");
    window.click("新装增容");
    window.expect("这里还没有工单");
    window.expect("从左边选一件工单");
    window.click("客户");
    window.expect("还没有客户");
    window.expect("“设置”的“数据导入”");
    window.click("设置");
    window.expect("数据文件夹");
}

#[test]
fn a_long_line_of_the_finder_is_whole_where_the_pointer_rests() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    with_a_case(&mut window, "欧阳铁柱");
    window.key(Modifiers::CTRL, Key::K);
    window.write("铁柱");
    let line = "工单　欧阳铁柱 · 石桥镇红星村三组18号";
    let count = |window: &Window| window.words().matches(line).count();
    assert_eq!(count(&window), 1);
    window.hover(line);
    assert_eq!(count(&window), 2, "{}", window.words());
}

#[test]
fn anything_is_found_by_any_part_from_the_keyboard() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    with_a_case(&mut window, "欧阳铁柱");
    window.key(Modifiers::ALT, Key::Num1);
    for part in ["铁柱", "红星村", "8000", "2026-00001"] {
        window.key(Modifiers::CTRL, Key::K);
        window.harness.event(egui::Event::Text(part.to_owned()));
        window.settle();
        window.expect("欧阳铁柱 · 石桥镇红星村三组18号");
        window.key(Modifiers::NONE, Key::Escape);
        assert!(!window.shows("查找内容"));
    }
    window.key(Modifiers::CTRL, Key::K);
    window.harness.event(egui::Event::Text("铁柱".to_owned()));
    window.settle();
    window.key(Modifiers::NONE, Key::Enter);
    window.expect("记录“现场查勘”");

    window.key(Modifiers::CTRL, Key::K);
    window.harness.event(egui::Event::Text("设置".to_owned()));
    window.settle();
    window.key(Modifiers::NONE, Key::Enter);
    window.expect("本所设置");

    window.key(Modifiers::CTRL, Key::K);
    window
        .harness
        .event(egui::Event::Text("查无此人".to_owned()));
    window.settle();
    window.expect("没有找到");
}

#[test]
fn a_tab_counts_what_its_list_has_in_hand_until_it_is_filed() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let (_, account) = walk(
        dir.path(),
        TODAY,
        &factory(TODAY, "250", &["250"]),
        Some("filed"),
    );
    assert!(account.is_some(), "power is on");
    let mut window = Window::tall(dir.path(), TODAY);
    window.click("新装增容");
    window.expect("新装增容\n1件\n");
    window.click_part("红星机械厂 待归档");
    window.record("资料归档", &[]);
    window.expect("这里还没有工单");
    window.expect("新装增容\n移表暂拆\n");
}

#[test]
fn what_is_found_says_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    with_a_case(&mut window, "欧阳铁柱");
    crate::support::carry_through(&mut window, "SQ0000012345");
    window.key(Modifiers::CTRL, Key::K);
    window.harness.event(egui::Event::Text("铁柱".to_owned()));
    window.settle();
    window.expect("工单　欧阳铁柱 · 石桥镇红星村三组18号");
    window.expect("客户　欧阳铁柱 · 石桥镇红星村三组18号");
}

#[test]
fn good_news_does_not_take_a_click() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    with_a_case(&mut window, "赵大山");
    window.shrink();
    window.click("打印");
    window.expect("已生成现场查勘单第1次，文件在");
    window.click("记录“现场查勘”");
    window.expect("还不能办理");
}

#[test]
fn an_answer_given_is_no_longer_called_missing() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::open(dir.path(), TODAY);
    window
        .harness
        .event(egui::Event::Text("石桥供电所".to_owned()));
    window.settle();
    assert_eq!(
        window.value("供电所名称"),
        "石桥供电所",
        "the first question is at hand"
    );
    window.click("开始使用");
    assert_eq!(window.words().matches("× 未填").count(), 2);
    window.fill("供电所编号", "SQ");
    window.fill("操作员", "王芳");
    assert!(!window.shows("× 未填"));
    window.click("开始使用");
    window.expect("今日待办");
}

#[test]
fn another_operator_sits_down_in_one_click() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.click("操作员：王芳");
    window.click("由李强办理");
    window.expect("操作员：李强");
    with_a_case(&mut window, "陈国强");
    window.click("流水");
    window.expect("李强");
    drop(window);
    let window = Window::open(dir.path(), TODAY);
    window.expect("操作员：李强");
}

#[test]
fn help_explains_the_field_at_hand_and_every_key() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.fill("证件号码", "1");
    window.key(Modifiers::NONE, Key::F1);
    window.expect("11位手机号，或区号加固定电话号码");
    window.expect("Ctrl+K");
    window.expect("Alt+4");
    window.click("关闭帮助");
    assert!(!window.shows("快捷键"));
    window.key(Modifiers::NONE, Key::F1);
    window.key(Modifiers::NONE, Key::Escape);
    window.harness.event(egui::Event::Text("138".to_owned()));
    window.settle();
    assert_eq!(
        window.value("联系电话"),
        "138",
        "typing goes on where help was asked"
    );
}

#[test]
fn enter_leads_through_the_fields() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.key(Modifiers::CTRL, Key::N);
    window.harness.event(egui::Event::Text("陈国强".to_owned()));
    window.settle();
    assert_eq!(window.value("户名"), "陈国强", "the first field is at hand");
    window.key(Modifiers::NONE, Key::Enter);
    // The kinds of identity document stand between.
    window.key(Modifiers::NONE, Key::Enter);
    window.harness.event(egui::Event::Text("11010".to_owned()));
    window.settle();
    assert_eq!(window.value("证件号码"), "11010");
}

#[test]
fn settings_are_checked_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.click("设置");
    window.fill("字号", "99");
    window.expect("有改动还没保存");
    window.click("保存设置");
    window.expect("应为14至28的整数");
    window.fill("字号", "22");
    window.fill("服务电话", "12");
    window.fill("税号", "abc");
    window.click("保存设置");
    window.expect("手机号应为11位，现在是2位");
    window.expect("还不能办理，共2处");
    window.fill("税号", "91350100m000100y43");
    window.fill("服务电话", "0797-6234567");
    window.click("配色：深色");
    window.click("保存设置");
    window.expect("设置已保存");
    assert!(!window.shows("有改动还没保存"));
    window.fill("新操作员", "周建");
    window.click("添加操作员");
    window.expect("操作员已更新");
    window.click("停用李强");
    window.click("操作员：王芳");
    window.expect("由周建办理");
    assert!(!window.shows("由李强办理"));
}

#[test]
fn a_backup_is_made_beside_the_window() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.click("设置");
    for _ in 0..200 {
        if !window.shows("正在做今天的备份") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.settle();
    }
    window.click("立即备份");
    for _ in 0..200 {
        if window.shows("备份好了") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.settle();
    }
    window.expect("备份好了");
    let backups = fs::read_dir(dir.path().join("backups")).unwrap();
    assert!(backups.count() >= 1);
}

#[test]
fn a_second_window_says_where_the_first_is() {
    let dir = tempfile::tempdir().unwrap();
    let _first = Window::desk(dir.path(), TODAY);
    let second = Window::open(dir.path(), TODAY);
    second.expect("已经打开了一个窗口");
    assert!(second.harness.state().is_elsewhere(), "a small window");
}

#[test]
fn a_doubtful_clock_is_asked_about_first() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let mut window = Window::open(dir.path(), "2020-01-01");
    window.expect("先核对时钟");
    window.expect("2026-11-23 09:30");
    window.click("时间是对的，继续");
    window.expect("今日待办");
}

#[test]
fn a_damaged_file_is_set_aside_and_the_backup_takes_its_place() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let now = crate::support::noon(TODAY);
    yekuo::store::backup::daily(dir.path(), now)
        .unwrap()
        .unwrap();
    let mut bytes = fs::read(dir.path().join(FILE)).unwrap();
    bytes[4096..].fill(0x5a);
    fs::write(dir.path().join(FILE), bytes).unwrap();
    let mut window = Window::open(dir.path(), TODAY);
    window.expect("数据打不开");
    window.expect("最近的备份：2026-11-23 09:30");
    window.click("换上这份备份");
    window.expect("今日待办");
    assert!(dir.path().join("damaged").exists(), "moved, not deleted");
}

#[test]
fn a_lost_file_is_asked_about_before_a_new_one_is_made() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let now = crate::support::noon(TODAY);
    yekuo::store::backup::daily(dir.path(), now)
        .unwrap()
        .unwrap();
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(dir.path().join(format!("{FILE}{suffix}")));
    }
    let mut window = Window::open(dir.path(), TODAY);
    window.expect("数据文件不见了");
    window.expect("新建空的数据文件");
    window.click("换上这份备份");
    window.expect("今日待办");
    window.expect("石桥供电所");
}

#[test]
fn a_file_of_a_newer_program_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    found(dir.path(), TODAY);
    let path = dir.path().join(FILE);
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.pragma_update(None, "user_version", 999).unwrap();
    drop(conn);
    let window = Window::open(dir.path(), TODAY);
    window.expect("请升级程序");
    assert!(!window.shows("换上这份备份"));
}

#[test]
fn the_sample_office_is_one_click_from_the_first_start() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::open(dir.path(), TODAY);
    window.expect("哪个供电所？");
    window.click("用示例供电所试用");
    for _ in 0..3000 {
        if window.shows("今日待办") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.settle();
    }
    window.expect("石桥供电所（示例）");
}

#[test]
fn the_printer_is_set_by_a_trial_sheet() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    window.click("设置");
    window.click("打印试印页");
    let sheet = fs::read_dir(dir.path().join("papers/blank"))
        .unwrap()
        .next();
    let name = sheet.unwrap().unwrap().file_name();
    assert!(name.to_string_lossy().ends_with("试印页.pdf"));
}

#[test]
fn a_form_is_overprinted_or_handed_out_blank() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    with_a_case(&mut window, "赵大山");
    window.click("文书");
    let title = yekuo::ui::printing::title("resident_application", None);
    window.click(&title);
    window.click("套打");
    window.expect(&format!("{title}（套打） 第1版"));
    window.click("空白表");
    let blank = dir.path().join(format!("papers/blank/{title}.pdf"));
    assert!(fs::read(blank).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_locked_screen_shows_nothing_until_someone_sits_down() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = Window::desk(dir.path(), TODAY);
    with_a_case(&mut window, "赵大山");
    window.key(Modifiers::CTRL, Key::L);
    window.expect("王芳锁了屏");
    assert!(!window.shows("赵大山"));
    window.key(Modifiers::CTRL, Key::N);
    window.expect("王芳锁了屏");
    window.click("李强");
    window.expect("赵大山");
    window.expect("现在由李强办理");
}
