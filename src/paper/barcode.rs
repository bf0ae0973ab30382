//! Code 128 bar codes: the case number on every page, typed back by a scanner.

use barcoders::sym::code128::Code128;

use super::error::PaperError;
use super::mark::Mark;

/// Selects character set B (printable ASCII) in the encoder's notation.
const CHARACTER_SET_B: char = '\u{0181}';
/// The widest narrow bar, in millimetres; a longer number gets thinner bars.
const MODULE: f32 = 0.33;

/// The bars of a text, its right end at `right` and its top at `y`; lengths in millimetres.
///
/// # Errors
/// [`PaperError::Barcode`] for a text with characters beyond printable ASCII, or an empty one.
pub(super) fn bars(
    text: &str,
    right: f32,
    y: f32,
    max_width: f32,
    height: f32,
) -> Result<Vec<Mark>, PaperError> {
    let modules = Code128::new(format!("{CHARACTER_SET_B}{text}"))
        .map_err(|_| PaperError::Barcode(text.to_owned()))?
        .encode();
    let module = MODULE.min(max_width / modules.len() as f32);
    let left = right - module * modules.len() as f32;
    let mut at = 0;
    let marks = modules.chunk_by(|a, b| a == b).filter_map(|run| {
        let start = at;
        at += run.len();
        (run[0] == 1).then_some(Mark::Bar {
            x: left + module * start as f32,
            y,
            width: module * run.len() as f32,
            height,
        })
    });
    Ok(marks.collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_code_has_the_bars_that_the_standard_counts() {
        // Start, 4 characters and check of 11 modules with 3 bars each; stop of 13 modules with 4.
        let marks = bars("YK-1", 195.0, 15.0, 60.0, 10.0).unwrap();
        assert_eq!(marks.len(), 6 * 3 + 4);
        let Some(Mark::Bar { x, width, .. }) = marks.last() else {
            unreachable!()
        };
        assert!(
            (x + width - 195.0).abs() < 0.01,
            "the last bar ends at the right edge"
        );
        let Some(Mark::Bar { x, .. }) = marks.first() else {
            unreachable!()
        };
        assert!((195.0 - x - 79.0 * MODULE).abs() < 0.01);
    }

    #[test]
    fn a_long_number_gets_thinner_bars_not_more_room() {
        let marks = bars("YK202611230000000001", 195.0, 15.0, 60.0, 10.0).unwrap();
        let Some(Mark::Bar { x, .. }) = marks.first() else {
            unreachable!()
        };
        assert!(*x >= 135.0 - 0.01);
    }

    #[test]
    fn chinese_has_no_code_128() {
        assert_eq!(
            bars("工单1", 195.0, 15.0, 60.0, 10.0),
            Err(PaperError::Barcode("工单1".into()))
        );
    }
}
