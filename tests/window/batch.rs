//! Batch printing from the list: a form chosen, printed beside the window, cancelled, and what was not printed.

use std::path::Path;

use yekuo::model::application::Draft;
use yekuo::office::{Desk, Office, OfficeError, Work, accept};

use crate::support::{Window, found, noon};

const TODAY: &str = "2026-11-23";

/// Acts beside the window.
fn act<T>(dir: &Path, act: impl FnOnce(Work<'_>) -> Result<T, OfficeError>) -> T {
    let (mut office, _) = Office::open(dir, noon(TODAY)).unwrap();
    let desk = Desk {
        today: TODAY.parse().unwrap(),
        now: noon(TODAY),
        operator: "王芳".to_owned(),
    };
    office.act(&desk, act).unwrap()
}

/// An office with so many applications, without the owner's identity card; the third has an address with a
/// character that no font has.
pub(crate) fn office(dir: &Path, count: usize) {
    found(dir, TODAY);
    act(dir, |work| {
        for number in 1..=count {
            let rare = if number == 3 { "\u{31350}" } else { "" };
            let draft: Draft = serde_json::from_value(serde_json::json!({
                "kind": "new_connection", "class": "resident", "applied_on": TODAY,
                "customer": {"name": format!("陈国强{number}"), "id_kind": "id_card",
                    "id_number": crate::support::ID, "phone": "13800138000",
                    "address": format!("石桥镇红星村三组18号{rare}")},
                "capacity": "8", "unit": "kW", "voltage": "220V", "use": "住宅", "tariff": "resident",
                "billing": "single", "documents": {"DOC-1.1": "copy"}
            }))
            .unwrap();
            accept::accept(work, &draft)?;
        }
        Ok(())
    });
}

fn await_words(window: &mut Window, words: &str) {
    for _ in 0..1000 {
        if window.shows(words) {
            // What is clicked next lies still.
            window.settle();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.settle();
    }
    window.expect(words);
}

fn papers(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir.join("papers/2026-11")).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn the_list_is_printed_on_a_form_that_fits() {
    let dir = tempfile::tempdir().unwrap();
    office(dir.path(), 3);
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.expect("共 3 件");
    window.click("批量打印…");
    await_words(&mut window, "一次性告知单　3 份");
    assert!(!window.shows("受理回执　"), "its time has not come");
    window.click_part("一次性告知单　3 份");
    window.click("开始");
    await_words(&mut window, "没打成的 1 份");
    window.expect("出了 2 份，文件在");
    assert_eq!(papers(dir.path()).len(), 2);
    window.click("知道了");
    window.click("没打成的 1 份…");
    window.expect("U+31350");
    assert!(!window.shows("INPUT"));
    window.expect("SQ-2026-00003");
}

#[test]
fn a_batch_is_cancelled_from_the_header() {
    let dir = tempfile::tempdir().unwrap();
    office(dir.path(), 300);
    let mut window = Window::open(dir.path(), TODAY);
    window.click("新装增容");
    window.click("批量打印…");
    await_words(&mut window, "居民客户新装用电申请表　300 份");
    window.click("居民客户新装用电申请表　300 份");
    window.click("开始");
    await_words(&mut window, "/300");
    window.expect("正在批量打印 ");
    window.click("取消批量打印");
    await_words(&mut window, "批量打印已取消");
    let papers = papers(dir.path());
    assert!(!papers.is_empty() && papers.len() < 300, "{}", papers.len());
    assert!(
        papers.iter().all(|name| name.ends_with(".pdf")),
        "{papers:?}"
    );
    window.expect(&format!("出了 {} 份，共要 300 份", papers.len()));
}
