//! From opening the data folder to a window that takes what is typed, and one search there, with a million customers
//! in the file against a thousand: how many there are must not matter to the start.
//!
//! The window runs without a graphics card, its frames laid out and tessellated. Prints medians and ratios (bar for
//! the start: 1.1). `YEKUO_BENCH_CUSTOMERS` makes the larger office smaller for a quick look.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDateTime;
use criterion::Criterion;
use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use yekuo::model::application::Draft;
use yekuo::office::{Desk, Office, accept, settings};
use yekuo::store::{Store, backup};
use yekuo::ui::{self, Clock, Desktop};

#[path = "shared/customers.rs"]
mod customers;

const FEW: usize = 1_000;
/// Cases on the first screen, the same in both offices.
const CASES: usize = 30;
/// Within which what was asked for must take what is typed.
const MOST_FRAMES: usize = 6;
const ROUNDS: usize = 41;
const APPLICATION: &str = r#"{"kind":"new_connection","class":"resident","applied_on":"2026-11-20",
"customer":{"name":"陈国强","id_kind":"id_card","id_number":"11010519491231002X","phone":"13800138000",
"address":"石桥镇红星村三组18号"},"capacity":"8","unit":"kW","voltage":"220V","use":"住宅","tariff":"resident",
"billing":"single","documents":{"DOC-1.1":"copy","DOC-1.2":"both"}}"#;

fn now() -> NaiveDateTime {
    "2026-11-23T09:00:00".parse().unwrap()
}

/// An office with so many customers; a name and a part of a phone to look for.
fn office(dir: &Path, count: usize) -> String {
    let mut store = Store::open(dir, now()).unwrap().store;
    let sample = customers::write(&mut store, count);
    drop(store);
    let (mut office, _) = Office::open(dir, now()).unwrap();
    let desk = Desk {
        today: now().date(),
        now: now(),
        operator: "王芳".to_owned(),
    };
    let changes = [
        ("office.name", "石桥供电所"),
        ("office.code", "SQ"),
        ("operators", "王芳"),
        ("desk.operator", "王芳"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    office
        .act_as_founder(&desk, |work| settings::change(work, &changes))
        .unwrap();
    let draft: Draft = serde_json::from_str(APPLICATION).unwrap();
    office
        .act(&desk, |work| {
            (0..CASES).try_for_each(|_| accept::accept(work, &draft).map(drop))
        })
        .unwrap();
    let somebody = &sample[sample.len() / 2];
    let end: String = somebody.phone.chars().skip(7).collect();
    format!("{} {end}", somebody.name)
}

/// The window on a folder.
struct Screen {
    ctx: Context,
    desktop: Desktop,
}

impl Screen {
    fn start(ctx: Context, dir: &Path) -> Self {
        let desktop = Desktop::start(dir, Clock::Still(now()));
        let mut screen = Self { ctx, desktop };
        screen.frame(Vec::new());
        screen.frame(ctrl_k());
        let typing = |screen: &Self| screen.ctx.memory(|memory| memory.focused().is_some());
        // What a command opens is drawn with the next frame, and takes the focus with one more.
        for _ in 0..MOST_FRAMES {
            if !typing(&screen) {
                screen.frame(Vec::new());
            }
        }
        assert!(typing(&screen), "nothing takes what is typed");
        screen
    }

    fn frame(&mut self, events: Vec<Event>) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1366.0, 768.0))),
            events,
            ..RawInput::default()
        };
        let mut output = self.ctx.run_ui(input, |ui| self.desktop.ui(ui));
        // There is no graphics card to hand the glyphs to.
        output.textures_delta.clear();
        black_box(self.ctx.tessellate(output.shapes, output.pixels_per_point));
    }
}

/// The clerk asks for the search.
fn ctrl_k() -> Vec<Event> {
    let held = Modifiers::CTRL | Modifiers::COMMAND;
    let key = |pressed| Event::Key {
        key: Key::K,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: held,
    };
    vec![
        Event::ModifiersChanged(held),
        key(true),
        key(false),
        Event::ModifiersChanged(Modifiers::NONE),
    ]
}

/// A context with its fonts and look, as the window has before it opens the folder.
fn prepared() -> Context {
    let ctx = Context::default();
    ui::prepare(&ctx);
    ctx
}

/// How long the window takes until it takes what is typed, and then until it shows what was looked for.
fn start_and_find(dir: &Path, text: &str) -> (Duration, Duration) {
    let ctx = prepared();
    let begin = Instant::now();
    let mut screen = Screen::start(ctx, dir);
    let started = begin.elapsed();
    let begin = Instant::now();
    screen.frame(vec![Event::Text(text.to_owned())]);
    let found = begin.elapsed();
    screen.desktop.close();
    (started, found)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let many = customers::wanted();
    let dir = tempfile::tempdir().unwrap();
    let offices = [("few", FEW), ("many", many)].map(|(name, count)| {
        let dir = dir.path().join(name);
        let text = office(&dir, count);
        (dir, text)
    });

    // The first start of the day, the backup running beside it, as a plain figure.
    let [few, most] = offices.each_ref().map(|(dir, text)| {
        let (started, _) = start_and_find(dir, text);
        while backup::daily_is_due(dir, now().date()).unwrap() {
            std::thread::sleep(Duration::from_millis(50));
        }
        started
    });
    println!(
        "the day's first start, its backup beside it: {few:.2?} with {FEW} customers, {most:.2?} with {many}"
    );

    let mut times = [const { (Vec::new(), Vec::new()) }; 2];
    for round in 0..ROUNDS {
        // Each goes first as often as the other.
        for turn in [round % 2, (round + 1) % 2] {
            let ((dir, text), (starts, finds)) = (&offices[turn], &mut times[turn]);
            let (started, found) = start_and_find(dir, text);
            starts.push(started);
            finds.push(found);
        }
    }
    let [few, most] = times.map(|(starts, finds)| (median(starts), median(finds)));
    for (what, few, most) in [
        ("start until ready to type", few.0, most.0),
        ("search, on the screen", few.1, most.1),
    ] {
        println!(
            "{what}: {few:.2?} with {FEW} customers, {most:.2?} with {many}, ratio {:.2} (medians of {ROUNDS}, in turn)",
            most.as_secs_f64() / few.as_secs_f64()
        );
    }

    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    for ((dir, _), count) in offices.iter().zip([FEW, many]) {
        criterion.bench_function(&format!("start with {count} customers"), |bencher| {
            bencher.iter_batched(
                prepared,
                |ctx| Screen::start(ctx, dir),
                criterion::BatchSize::PerIteration,
            );
        });
    }
    criterion.final_summary();
}
