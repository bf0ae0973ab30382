//! A reading out of proportion (示数异常): said while it is typed, and kept at the second press only.

use egui::Ui;

use crate::model::customer::Reading;
use crate::model::text::half_width;
use crate::office::customer::CustomerFile;
use crate::rules::consumption::{last_before, warning};
use crate::rules::field;
use crate::ui::shell::Shell;
use crate::ui::widgets::warned::warned_ui;

/// What is odd about the reading at hand, and whether the clerk was asked about just that.
#[derive(Debug, Default)]
pub(super) struct Doubt {
    odd: Option<String>,
    asked: Option<String>,
}

impl Doubt {
    /// Says what is odd about a reading as typed; `again` is the button that keeps it.
    pub(super) fn doubt_ui(
        &mut self,
        ui: &mut Ui,
        shell: &Shell,
        file: &CustomerFile,
        [meter, on, value]: [&str; 3],
        again: &str,
    ) {
        self.odd = odd(shell, file, meter, on, value);
        let Some(words) = &self.odd else {
            return;
        };
        warned_ui(ui, words);
        if self.asked == self.odd {
            warned_ui(ui, &format!("示数还没有记下。核对过了，再按一次“{again}”"));
        }
    }

    /// Whether the reading may be kept at this press.
    pub(super) fn admits(&mut self) -> bool {
        let admits = self.odd.is_none() || self.asked == self.odd;
        self.asked.clone_from(&self.odd);
        admits
    }
}

fn odd(shell: &Shell, file: &CustomerFile, meter: &str, on: &str, value: &str) -> Option<String> {
    let number = half_width(meter).to_ascii_uppercase();
    let mut named = file.meters.iter().filter(|one| {
        one.asset_number == number || (number.is_empty() && one.removed_on.is_none())
    });
    let (meter, value) = (named.next()?, field::decimal(value, 4).ok()?);
    let now = Reading {
        meter: meter.asset_number.clone(),
        read_on: field::date(on).unwrap_or_else(|_| shell.today()),
        value,
    };
    let before = last_before(&file.readings, &now.meter, now.read_on)?;
    warning(meter, before, &now, file.customer.capacity)
}
