//! The charts of a workbook, with the figures that they draw beside them.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartLegendPosition, ChartType, Color, Worksheet, XlsxError,
};

use crate::model::summary::Summary;

use super::columns::Cell;
use super::workbook::{Formats, PAPER, cell};

const NAME: &str = "图表";
/// Rows that a chart covers.
const TALL: u32 = 17;
/// Charts on a printed page, and the per cent at which they fit.
const ON_A_PAGE: usize = 2;
const SCALE: u16 = 58;
/// The first column beside the figures.
const BESIDE: u16 = 4;
/// The inks of the first and the second series.
const INKS: [u32; 2] = [0x1B7A7A, 0xC9822B];

/// Figures by name, and what they are called.
pub(super) struct Figures {
    pub(super) title: &'static str,
    pub(super) series: &'static [&'static str],
    pub(super) rows: Vec<(String, Vec<Cell>)>,
}

/// Accepted and completed by month, the part on time by month and by kind, what stands and is overdue by step.
pub(super) fn of_month(summary: &Summary) -> Vec<Figures> {
    let months = summary.months.iter().map(|month| {
        let counts = [month.accepted.cases, month.completed.cases];
        (month.month.to_string(), counts.map(Cell::Count).to_vec())
    });
    let rates = summary.months.iter().map(|month| {
        (
            month.month.to_string(),
            vec![Cell::Rate(month.on_time_rate)],
        )
    });
    let kinds = summary
        .rows
        .iter()
        .filter(|row| row.kind.is_some() && row.completed.cases > 0);
    let kinds = kinds.map(|row| {
        let counts = [row.completed.cases, row.on_time];
        (row.chinese(), counts.map(Cell::Count).to_vec())
    });
    let steps = summary.steps.iter().map(|step| {
        let counts = [step.in_hand, step.overdue];
        (step.name.clone(), counts.map(Cell::Count).to_vec())
    });
    vec![
        Figures {
            title: "本年各月受理与办结（户）",
            series: &["受理", "办结"],
            rows: months.collect(),
        },
        Figures {
            title: "本年各月按期率",
            series: &["按期率"],
            rows: rates.collect(),
        },
        Figures {
            title: "本期办结与其中按期（户）",
            series: &["办结", "按期"],
            rows: kinds.collect(),
        },
        Figures {
            title: "各环节在办与超期（户）",
            series: &["在办", "超期"],
            rows: steps.collect(),
        },
    ]
}

/// Draws the charts under each other; figures that nothing stands in are left out.
pub(super) fn add(
    sheet: &mut Worksheet,
    figures: &[Figures],
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, 32)?;
    let (mut row, mut breaks) = (0, Vec::new());
    let drawn = figures.iter().filter(|figures| !figures.rows.is_empty());
    for (index, figures) in drawn.enumerate() {
        if index > 0 && index % ON_A_PAGE == 0 {
            // A row earlier: a chart's upper edge must not fall onto the page before.
            breaks.push(row - 1);
        }
        row = figures.draw(sheet, row, formats)?;
    }
    // A page break is only kept where the sheet is not fitted to the page.
    sheet
        .set_landscape()
        .set_paper_size(PAPER)
        .set_print_scale(SCALE)
        .set_page_breaks(&breaks)?
        .set_footer("&L&A&R第 &P 页 / 共 &N 页");
    Ok(())
}

impl Figures {
    /// Writes the figures from `top` on, the chart beside them, and returns the row after both.
    fn draw(&self, sheet: &mut Worksheet, top: u32, formats: &Formats) -> Result<u32, XlsxError> {
        sheet.write_string_with_format(top, 0, self.title, &formats.head)?;
        for (column, series) in (1..).zip(self.series) {
            sheet.write_string_with_format(top, column, *series, &formats.head)?;
        }
        let mut row = top;
        for (name, values) in &self.rows {
            row += 1;
            sheet.write_string_with_format(row, 0, name, &formats.text)?;
            for (column, value) in (1..).zip(values) {
                cell(sheet, row, column, value, formats)?;
            }
        }
        let is_rate = |(_, values): &(String, Vec<Cell>)| matches!(values[..], [Cell::Rate(_)]);
        let rates = self.rows.iter().all(is_rate);
        let mut chart = Chart::new(ChartType::Column);
        chart
            .title()
            .set_name(self.title)
            .set_font(ChartFont::new().set_size(12));
        for ((column, series), ink) in (1..).zip(self.series).zip(INKS) {
            let drawn = chart.add_series();
            drawn
                .set_name(*series)
                .set_categories((NAME, top + 1, 0, row, 0))
                .set_values((NAME, top + 1, column, row, column))
                .set_format(rust_xlsxwriter::ChartFormat::new().set_solid_fill(
                    rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(ink)),
                ));
            drawn.set_data_label(ChartDataLabel::new().show_value());
        }
        chart.legend().set_position(ChartLegendPosition::Bottom);
        if rates {
            chart.y_axis().set_min(0).set_max(1).set_num_format("0%");
            chart.legend().set_hidden();
        }
        chart.set_width(780).set_height(320);
        sheet.insert_chart(top, BESIDE, &chart)?;
        Ok((row + 2).max(top + TALL))
    }
}
