//! Whether the computer's clock can be believed: a dead battery sets it back, a long holiday leaps ahead.

use chrono::NaiveDateTime;

/// More days than this since the last act are asked about.
pub const LONG_PAUSE_DAYS: i64 = 30;

/// The clock against the last act in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockCheck {
    Fine,
    /// Now lies before the last act.
    Before {
        last: NaiveDateTime,
    },
    /// Now lies more than [`LONG_PAUSE_DAYS`] days after the last act.
    LongAfter {
        last: NaiveDateTime,
        days: i64,
    },
}

/// Compares the clock with the last act; an empty log is fine.
pub fn check(now: NaiveDateTime, last: Option<NaiveDateTime>) -> ClockCheck {
    let Some(last) = last else {
        return ClockCheck::Fine;
    };
    let days = (now.date() - last.date()).num_days();
    if now < last {
        ClockCheck::Before { last }
    } else if days > LONG_PAUSE_DAYS {
        ClockCheck::LongAfter { last, days }
    } else {
        ClockCheck::Fine
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn edges() {
        let last = at("2026-10-01T17:30:00");
        assert_eq!(check(at("2026-10-01T17:30:00"), None), ClockCheck::Fine);
        assert_eq!(check(last, Some(last)), ClockCheck::Fine);
        assert_eq!(
            check(at("2026-10-01T17:29:59"), Some(last)),
            ClockCheck::Before { last }
        );
        assert_eq!(
            check(at("2026-10-31T23:59:59"), Some(last)),
            ClockCheck::Fine
        );
        assert_eq!(
            check(at("2026-11-01T00:00:00"), Some(last)),
            ClockCheck::LongAfter { last, days: 31 }
        );
    }
}
