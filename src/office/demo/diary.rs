//! When the sample cases happen: on past working days, in office hours.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::model::case::StepRecord;
use crate::model::vocabulary::StepResult;
use crate::office::OfficeError;
use crate::rules::Manual;
use crate::rules::deadline::{self, Measure, Start};
use crate::rules::procedure::Path;
use crate::rules::{ratio, removal};

use super::chance::Chance;
use super::scripts::{Aim, Move, Script};

/// Working days that the office has been open.
const YEAR: usize = 260;
/// Working days back within which a case under way was accepted.
const LATELY: usize = 40;

/// The past working days, the latest first; all before today.
#[derive(Debug)]
pub(super) struct Diary<'a> {
    manual: &'a Manual,
    today: NaiveDate,
    past: Vec<NaiveDate>,
}

impl<'a> Diary<'a> {
    pub(super) fn before(manual: &'a Manual, today: NaiveDate) -> Self {
        let mut days = std::iter::successors(today.pred_opt(), NaiveDate::pred_opt);
        let past = days
            .by_ref()
            .filter(|day| manual.calendar.is_working_day(*day))
            .take(YEAR)
            .collect();
        Self {
            manual,
            today,
            past,
        }
    }

    /// The morning of the first day, before any case.
    pub(super) fn opening(&self) -> NaiveDateTime {
        let first = self.past.last().copied().unwrap_or(self.today);
        first.and_time(NaiveTime::MIN) + TimeDelta::minutes(OPENS - 10)
    }

    /// The evening of the latest day, after every case.
    pub(super) fn closing(&self) -> NaiveDateTime {
        self.past(0).and_time(NaiveTime::MIN) + TimeDelta::minutes(CLOSES)
    }

    /// A time for a single act on a day of the past year.
    pub(super) fn any_time(&self, chance: &mut Chance) -> NaiveDateTime {
        let day = *chance.pick(&self.past);
        times(chance, &[day]).remove(0)
    }

    /// The times of the acceptance and of each move of a script.
    pub(super) fn times(
        &self,
        chance: &mut Chance,
        script: &Script,
        path: &Path,
    ) -> Result<Vec<NaiveDateTime>, OfficeError> {
        let days = match script.aim {
            Aim::Past => {
                let pace = if chance.one_in(5) { 5 } else { 2 };
                let gaps = gaps(chance, script, pace);
                let length: usize = gaps.iter().sum();
                let room = self.past.len().saturating_sub(length + 1).max(1) as u32;
                self.days(&gaps, chance.below(room) as usize)
            }
            Aim::Due(offset) => self.days_for(chance, script, path, offset)?,
        };
        Ok(times(chance, &days))
    }

    /// Days so that the limit that is open at the end falls due as near as can be to `offset` days from
    /// today, on the same side of it.
    fn days_for(
        &self,
        chance: &mut Chance,
        script: &Script,
        path: &Path,
        offset: i64,
    ) -> Result<Vec<NaiveDate>, OfficeError> {
        let wanted = self.today + TimeDelta::days(offset);
        let wanted = if offset < 0 {
            wanted
        } else {
            self.manual.calendar.next_working_day(wanted)
        };
        let mut best: Option<(i64, Vec<NaiveDate>)> = None;
        for pace in [2, 1, 0] {
            let gaps = gaps(chance, script, pace);
            for end in 0..LATELY.saturating_sub(gaps.iter().sum()) {
                let days = self.days(&gaps, end);
                let distance = match self.open_limit(script, path, &days)? {
                    Some(due) if (due < self.today) != (offset < 0) => continue,
                    Some(due) => (due - wanted).num_days().abs(),
                    // No limit runs: worked on as many working days ago as the limit would be off.
                    None => (end as i64 - offset.abs()).abs(),
                };
                if best.as_ref().is_none_or(|(least, _)| distance < *least) {
                    best = Some((distance, days));
                }
            }
        }
        Ok(best.map_or_else(|| self.days(&gaps(chance, script, 0), 0), |(_, days)| days))
    }

    /// The days of acceptance and moves, the last one `end` working days before the latest.
    fn days(&self, gaps: &[usize], end: usize) -> Vec<NaiveDate> {
        let mut position = end + gaps.iter().sum::<usize>();
        let mut days = vec![self.past(position)];
        for gap in gaps {
            position -= gap;
            days.push(self.past(position));
        }
        days
    }

    /// Times on days, in their order.
    pub(super) fn times_on(&self, chance: &mut Chance, days: &[NaiveDate]) -> Vec<NaiveDateTime> {
        times(chance, days)
    }

    /// How many working days back the latest day lies that fits; none back where none does.
    pub(super) fn latest(&self, fits: impl Fn(NaiveDate) -> bool) -> usize {
        let mut days = self.past.iter();
        days.position(|day| fits(*day)).unwrap_or(0)
    }

    /// Days from today to the last one on which a meter that came off on a day can be asked for back.
    pub(super) fn days_off(&self, removed_on: NaiveDate) -> i64 {
        let last = removal::last_day(removed_on, &self.manual.rulebooks, &self.manual.calendar);
        last.map_or(0, |last| (last.due - self.today).num_days())
    }

    /// Days from today to the last one for the verification of a ratio that was set on a day.
    pub(super) fn days_to_verify(&self, since: NaiveDate) -> i64 {
        let last = ratio::verify_by(since, &self.manual.rulebooks, &self.manual.calendar);
        last.map_or(0, |last| (last.due - self.today).num_days())
    }

    /// The working day before today that lies so many back.
    pub(super) fn past(&self, position: usize) -> NaiveDate {
        let day = self.past.get(position).or(self.past.last());
        day.copied().unwrap_or(self.today)
    }

    /// The first day on which an open limit falls due, by the rules themselves.
    fn open_limit(
        &self,
        script: &Script,
        path: &Path,
        days: &[NaiveDate],
    ) -> Result<Option<NaiveDate>, OfficeError> {
        let mut accepted_on = (!script.forgets).then(|| days.first()).flatten();
        let mut records: Vec<StepRecord> = Vec::new();
        for (step, day) in script.moves.iter().zip(&days[1..]) {
            match step {
                Move::Step { id, fails } => records.push(StepRecord {
                    id: 0,
                    step: id.clone(),
                    round: 1,
                    result: if *fails {
                        StepResult::Fail
                    } else {
                        StepResult::Pass
                    },
                    on: *day,
                    recorded_at: NaiveDateTime::default(),
                    operator: String::new(),
                    fields: std::collections::BTreeMap::new(),
                    late_reason: None,
                    withdrawn: None,
                }),
                Move::BringDocument => accepted_on = Some(day),
                Move::Withdraw => {
                    records.pop();
                }
                Move::Void => return Ok(None),
            }
        }
        let Some(accepted_on) = accepted_on else {
            return Ok(None);
        };
        let start = Start {
            accepted_on: *accepted_on,
            sources: script.sources,
            wished_on: None,
            appointed_on: None,
        };
        let measure = Measure {
            rulebooks: &self.manual.rulebooks,
            calendar: &self.manual.calendar,
            today: self.today,
        };
        let limits = deadline::deadlines(path, start, &records, measure)?;
        let open = limits.iter().filter(|limit| limit.done.is_none());
        Ok(open.map(|limit| limit.due).min())
    }
}

/// Working days between each act and the next: mostly none or one, at most `pace`.
fn gaps(chance: &mut Chance, script: &Script, pace: u32) -> Vec<usize> {
    let moves = script.moves.iter();
    moves
        .map(|_| chance.below(pace + 1).min(chance.below(pace + 1)) as usize)
        .collect()
}

/// Minutes after midnight.
const OPENS: i64 = 8 * 60 + 30;
const REOPENS: i64 = 14 * 60;
const CLOSES: i64 = 17 * 60 + 10;
/// Minutes worked in the morning, and in all.
const MORNING: i64 = 200;
const WORKED: u32 = 380;

/// Times on the days, one after the other, with the noon break left out.
fn times(chance: &mut Chance, days: &[NaiveDate]) -> Vec<NaiveDateTime> {
    let mut times = Vec::with_capacity(days.len());
    for same_day in days.chunk_by(|a, b| a == b) {
        let mut minutes: Vec<i64> = same_day
            .iter()
            .map(|_| i64::from(chance.below(WORKED)))
            .collect();
        minutes.sort_unstable();
        // Two acts in one minute: the later one waits.
        for index in 1..minutes.len() {
            minutes[index] = minutes[index].max(minutes[index - 1] + 1);
        }
        for (day, minute) in same_day.iter().zip(minutes) {
            let opens = if minute < MORNING {
                OPENS
            } else {
                REOPENS - MORNING
            };
            let seconds = i64::from(chance.below(60));
            times.push(
                day.and_time(NaiveTime::MIN)
                    + TimeDelta::minutes(opens + minute)
                    + TimeDelta::seconds(seconds),
            );
        }
    }
    times
}
