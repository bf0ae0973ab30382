//! TARIFF-3 in 设置: what is in force, a new price, a correction, a file.

use std::fs;

use yekuo::store::backup;

use crate::support::Window;

const TODAY: &str = "2026-11-23";

fn page(dir: &std::path::Path) -> Window {
    let mut window = Window::desk(dir, TODAY);
    window.click("设置");
    window.click("设置：电价与收费");
    window
}

fn choose(window: &mut Window, field: &str, option: &str) {
    window.click(field);
    window.click(option);
}

#[test]
fn tariff_3_a_price_is_entered_and_corrected() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = page(dir.path());
    window.expect("还没有录入电价");
    window.click("录入");
    window.expect("没有写依据文件（TARIFF-3）");
    choose(&mut window, "电价类别", "居民生活");
    choose(&mut window, "项目", "电度电价");
    window.fill("单价（元/kWh）", "5.6");
    window.fill("依据文件", "某价格文件");
    window.fill("生效日期", "2026-11-01");
    window.click("录入");
    window.expect("2026-11-01起的居民生活电度电价已录入");
    window.expect("5.6 元/kWh");
    choose(&mut window, "项目", "电度电价");
    window.fill("单价（元/kWh）", "0.56");
    window.click("录入");
    window.expect("请写明更正原因");
    window.fill("更正原因", "小数点录错");
    window.click("录入");
    window.expect("0.56 元/kWh");
    assert!(!window.shows("5.6 元/kWh"));
}

#[test]
fn tariff_3_a_charge_in_force_later_is_listed_apart() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = page(dir.path());
    window.click("录入：收费");
    window.fill("收费项目", "换表");
    window.fill("单位", "只");
    window.fill("单价（元）", "0");
    window.fill("依据文件", "某收费文件");
    window.fill("生效日期", "2026-11-24");
    window.click("录入");
    window.expect("2026-11-24起的“换表”已录入");
    window.expect("还没有录入收费项目");
    window.expect("以后执行的收费");
    window.expect("0.00 元/只");
    assert!(!window.shows("以后执行的电价"));
    drop(window);
    let mut tomorrow = Window::open(dir.path(), "2026-11-24");
    tomorrow.click("设置");
    tomorrow.click("设置：电价与收费");
    tomorrow.expect("0.00 元/只");
    assert!(!tomorrow.shows("以后执行的收费"));
}

#[test]
fn tariff_3_a_file_is_imported_or_every_bad_line_said() {
    let dir = tempfile::tempdir().unwrap();
    let mut window = page(&dir.path().join("data"));
    let file = dir.path().join("tariffs.csv");
    let head = "类别,电价类别,项目,电压等级,单价,单位,依据文件,生效日期\n";
    let good = "电价,商业,电度电价,10kV,0.9,,某文件,2026-01-01\n";
    fs::write(
        &file,
        format!("{head}{good}收费,,换表,,五,只,某文件,2026-01-01\n"),
    )
    .unwrap();
    window.fill("导入的文件", &file.display().to_string());
    window.rest();
    window.click("检查");
    window.expect_soon("第3行“单价”：不是数字");
    window.expect("还没有录入电价");
    fs::write(&file, format!("{head}{good}")).unwrap();
    window.click("检查");
    window.expect_soon("✓ 可以导入：电价1行、收费0行");
    window.expect("还没有录入电价");
    window.rest();
    window.click("全部导入");
    window.expect_soon("已导入电价1行、收费0行");
    let backups = fs::read_dir(dir.path().join("data/backups")).unwrap();
    let backups = backups.map(|entry| entry.unwrap().path());
    let before = backups.filter(|path| backup::occasion(path) == "导入前的备份");
    assert_eq!(before.count(), 1);
    window.expect("0.9 元/kWh");
    assert!(!window.shows("不是数字"));
}

#[test]
fn tariff_3_made_up_prices_are_marked() {
    let dir = tempfile::tempdir().unwrap();
    let now = crate::support::noon(TODAY);
    let (mut office, _) = yekuo::office::Office::open(dir.path(), now).unwrap();
    let desk = yekuo::office::Desk {
        today: now.date(),
        now,
        operator: String::new(),
    };
    let request = yekuo::office::demo::Request {
        customers: 1,
        cases: 0,
        seed: 1,
    };
    office
        .act_as_founder(&desk, |work| yekuo::office::demo::fill(work, &request))
        .unwrap();
    drop(office);
    let mut window = Window::open(dir.path(), TODAY);
    window.click("时间是对的，继续");
    window.click("设置");
    window.click("设置：电价与收费");
    window.expect("◇ 示例");
    window.expect("示例：编造的数字");
}
