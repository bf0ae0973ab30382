//! The charts of the workbook, with the figures that they draw beside them.

use rust_xlsxwriter::{Chart, ChartType, Format, Worksheet, XlsxError};

use crate::model::summary::Summary;

const NAME: &str = "图表";
/// Rows that a chart covers.
const TALL: u32 = 16;
/// The first column beside the figures.
const BESIDE: u16 = 5;

/// Accepted and completed by month, cases by kind, steps overdue.
pub(super) fn add(
    sheet: &mut Worksheet,
    summary: &Summary,
    head: &Format,
    text: &Format,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    sheet.set_column_width(0, 18)?;
    let months = summary.months.iter().map(|month| {
        let (accepted, completed) = (month.accepted.cases, month.completed.cases);
        (month.month.to_string(), vec![accepted, completed])
    });
    let months = Figures {
        title: "本年各月受理与办结（件）",
        series: &["受理", "办结"],
        rows: months.collect(),
    };
    let rates = summary.rows.iter().filter(|row| row.completed.cases > 0);
    let rates = Figures {
        title: "本期办结与其中按期（件）",
        series: &["办结", "按期"],
        rows: rates
            .map(|row| (row.chinese(), vec![row.completed.cases, row.on_time]))
            .collect(),
    };
    let steps = summary.steps.iter();
    let steps = Figures {
        title: "各环节在办与超期（件）",
        series: &["在办", "超期"],
        rows: steps
            .map(|step| (step.name.clone(), vec![step.in_hand, step.overdue]))
            .collect(),
    };
    let mut row = 0;
    for figures in [months, rates, steps] {
        row = figures.draw(sheet, row, head, text)?;
    }
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}

struct Figures<'a> {
    title: &'a str,
    series: &'a [&'a str],
    rows: Vec<(String, Vec<i64>)>,
}

impl Figures<'_> {
    /// Writes the figures from `top` on, the chart beside them, and returns the row after both.
    fn draw(
        &self,
        sheet: &mut Worksheet,
        top: u32,
        head: &Format,
        text: &Format,
    ) -> Result<u32, XlsxError> {
        sheet.write_string_with_format(top, 0, self.title, head)?;
        let mut chart = Chart::new(ChartType::Column);
        chart.title().set_name(self.title);
        for (column, series) in (1..).zip(self.series) {
            sheet.write_string_with_format(top, column, *series, head)?;
        }
        let mut row = top;
        for (name, values) in &self.rows {
            row += 1;
            sheet.write_string_with_format(row, 0, name, text)?;
            for (column, value) in (1..).zip(values) {
                sheet.write_number_with_format(row, column, *value as f64, text)?;
            }
        }
        if row > top {
            for (column, series) in (1..).zip(self.series) {
                chart
                    .add_series()
                    .set_name(*series)
                    .set_categories((NAME, top + 1, 0, row, 0))
                    .set_values((NAME, top + 1, column, row, column));
            }
            chart.set_width(760).set_height(300);
            sheet.insert_chart(top, BESIDE, &chart)?;
        }
        Ok((row + 2).max(top + TALL))
    }
}
