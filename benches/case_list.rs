//! One frame of the case list with 100,000 rows, on the CPU, against the same frame with 100 rows: what is
//! out of sight must cost nothing.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use egui::{Context, RawInput, Rect, pos2, vec2};
use yekuo::ui;
use yekuo::ui::tabs::business::list::{Line, table_ui};
use yekuo::ui::widgets::chip::Urgency;

fn lines(count: usize) -> Vec<Line> {
    let day = "2026-11-23".parse().unwrap();
    (0..count)
        .map(|index| Line {
            class: "resident".to_owned(),
            number: format!("SQ-2026-{index:06}"),
            name: format!("石桥镇红星村第{index}户陈国强"),
            address: format!("石桥镇红星村三组{index}号"),
            mark: "",
            urgency: match index % 3 {
                0 => Urgency::Overdue,
                1 => Urgency::Near,
                _ => Urgency::Open,
            },
            word: "还有3天".to_owned(),
            by: day,
        })
        .collect()
}

fn frame(ctx: &Context, lines: &[Line], shown: &[usize]) {
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1366.0, 768.0))),
        ..RawInput::default()
    };
    let mut output = ctx.run_ui(input, |ui| {
        black_box(table_ui(ui, lines, shown, "SQ-2026-000002"));
    });
    // There is no graphics card to hand the glyphs to.
    output.textures_delta.clear();
    black_box(ctx.tessellate(output.shapes, output.pixels_per_point));
}

fn case_list(criterion: &mut Criterion) {
    for count in [100, 100_000] {
        let ctx = Context::default();
        ui::prepare(&ctx);
        let lines = lines(count);
        let shown: Vec<usize> = (0..count).collect();
        for _ in 0..3 {
            frame(&ctx, &lines, &shown);
        }
        criterion.bench_function(&format!("a frame of {count} rows"), |bencher| {
            bencher.iter(|| frame(&ctx, &lines, &shown));
        });
    }
}

criterion_group!(benches, case_list);
criterion_main!(benches);
