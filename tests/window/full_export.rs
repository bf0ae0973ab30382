//! 设置: everything, sealed.

use std::time::{Duration, Instant};

use crate::support::Window;

#[test]
fn audit_5_everything_leaves_only_with_a_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let mut window = Window::desk(&data, "2026-11-23");
    window.click("设置");
    let target = dir.path().join("stick");
    window.fill("备份到", &target.display().to_string());
    window.click("加密导出全部数据");
    assert!(!target.exists(), "without a passphrase nothing leaves");
    window.fill("加密口令", "三句口令");
    window.click("加密导出全部数据");
    let until = Instant::now() + Duration::from_secs(120);
    while !window.shows("全部数据加密导出好了") && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(100));
        window.settle();
    }
    window.expect("全部数据加密导出好了");
    let file = target.join("业扩数据_2026-11-23T093000.zip.age");
    let plain = dir.path().join("plain.zip");
    yekuo::store::backup::open_sealed(&file, &plain, "三句口令").unwrap();
    assert!(plain.is_file());
}
