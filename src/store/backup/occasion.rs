//! Why a backup was made, by its name.

use std::path::Path;

use super::{daily, take};

/// Why a backup was made, in words; empty where the file was named by someone else.
///
/// ```
/// use yekuo::store::backup::occasion;
/// assert_eq!(occasion("backups/daily-2026-11-23T083000.sqlite".as_ref()), "每日备份");
/// assert_eq!(occasion("旧数据.sqlite".as_ref()), "");
/// ```
pub fn occasion(path: &Path) -> &'static str {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let known = [
        (daily::DAILY, "每日备份"),
        (daily::BEFORE_IMPORT, "导入前的备份"),
        (daily::BEFORE_MIGRATION, "升级前的备份"),
        (take::PREFIX, "手动备份"),
    ];
    let mut known = known.into_iter();
    known
        .find(|(prefix, _)| name.starts_with(prefix))
        .map_or("", |(_, words)| words)
}
