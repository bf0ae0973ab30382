//! What this program is, and whose work is in it.

use std::collections::BTreeSet;

use egui::{Label, RichText, Ui};

use crate::ui::shell::Shell;

pub(super) fn about_ui(ui: &mut Ui, shell: &Shell) {
    ui.heading("关于");
    let version = env!("CARGO_PKG_VERSION");
    ui.label(format!("业扩台 {version}，离线使用，数据只在本机。"));
    let books: BTreeSet<&str> = shell
        .manual()
        .rulebooks
        .rules()
        .map(|(book, _)| book.title.as_str())
        .collect();
    let books: Vec<&str> = books.into_iter().collect();
    ui.add(Label::new(format!("依据的规则：{}", books.join("、"))).wrap());
    let years: Vec<String> = shell
        .manual()
        .calendar
        .years()
        .map(|year| year.to_string())
        .collect();
    let words = format!(
        "有节假日表的年份：{}。别的年份把表放进数据文件夹的 calendars 里。",
        years.join("、")
    );
    ui.add(Label::new(words).wrap());
    let licences = "程序按 MIT 或 Apache-2.0 许可；字体为思源黑体、思源宋体（OFL）和花园明朝体。";
    ui.add(Label::new(RichText::new(licences).small().weak()).wrap());
}
