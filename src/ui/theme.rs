//! The look: the only place with colours, sizes and spacings.

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Frame, Margin, Shadow, Stroke, Style,
    TextStyle, Theme, Ui, Visuals, vec2,
};

/// The colours of a theme by what they mean.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// Behind the work: lists, bars.
    pub ground: Color32,
    /// Where the work lies.
    pub surface: Color32,
    pub field: Color32,
    pub text: Color32,
    pub weak: Color32,
    pub line: Color32,
    pub hover: Color32,
    pub accent: Color32,
    pub on_accent: Color32,
    /// Behind what is chosen.
    pub chosen: Color32,
    /// Overdue, refused.
    pub red: Color32,
    pub red_ground: Color32,
    /// Due within a working day, waiting.
    pub amber: Color32,
    pub amber_ground: Color32,
    /// Done.
    pub green: Color32,
    pub green_ground: Color32,
}

const LIGHT: Palette = Palette {
    ground: Color32::from_rgb(0xF3, 0xF6, 0xF6),
    surface: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    text: Color32::from_rgb(0x1B, 0x26, 0x29),
    weak: Color32::from_rgb(0x5A, 0x6B, 0x70),
    line: Color32::from_rgb(0xD3, 0xDC, 0xDE),
    hover: Color32::from_rgb(0xE9, 0xF0, 0xF0),
    accent: Color32::from_rgb(0x0F, 0x76, 0x6E),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    chosen: Color32::from_rgb(0xDC, 0xEF, 0xEC),
    red: Color32::from_rgb(0xB4, 0x23, 0x18),
    red_ground: Color32::from_rgb(0xFD, 0xEC, 0xEA),
    amber: Color32::from_rgb(0x9A, 0x5B, 0x00),
    amber_ground: Color32::from_rgb(0xFD, 0xF1, 0xDC),
    green: Color32::from_rgb(0x2B, 0x74, 0x3A),
    green_ground: Color32::from_rgb(0xE5, 0xF3, 0xE7),
};

const DARK: Palette = Palette {
    ground: Color32::from_rgb(0x14, 0x1A, 0x1C),
    surface: Color32::from_rgb(0x1C, 0x23, 0x26),
    field: Color32::from_rgb(0x14, 0x1A, 0x1C),
    text: Color32::from_rgb(0xE2, 0xE9, 0xEA),
    weak: Color32::from_rgb(0x9F, 0xAE, 0xB2),
    line: Color32::from_rgb(0x3A, 0x46, 0x4A),
    hover: Color32::from_rgb(0x28, 0x32, 0x36),
    accent: Color32::from_rgb(0x4F, 0xBF, 0xB2),
    on_accent: Color32::from_rgb(0x0B, 0x1F, 0x1D),
    chosen: Color32::from_rgb(0x1F, 0x45, 0x42),
    red: Color32::from_rgb(0xF2, 0x94, 0x8B),
    red_ground: Color32::from_rgb(0x43, 0x22, 0x20),
    amber: Color32::from_rgb(0xEC, 0xB9, 0x64),
    amber_ground: Color32::from_rgb(0x40, 0x33, 0x1A),
    green: Color32::from_rgb(0x86, 0xCB, 0x94),
    green_ground: Color32::from_rgb(0x1E, 0x3A, 0x26),
};

/// Height of a row at the usual text size.
const ROW: f32 = 32.0;
/// The usual text size.
pub const TEXT_SIZE: f32 = 16.0;
/// Between things that belong together.
pub const NEAR: f32 = 8.0;
/// Between groups.
pub const APART: f32 = 20.0;
/// Around the work.
pub const EDGE: i8 = 20;
/// Left free for the scroll bar.
pub const BESIDE_BAR: f32 = 14.0;
/// Widest field: a longer line is tiring to read.
pub const WIDEST_FIELD: f32 = 440.0;

/// Scroll bars below are drawn without the pointer over them, too, in room of their own: what is hidden would not be
/// looked for.
pub fn show_bars(ui: &mut egui::Ui) {
    let scroll = &mut ui.spacing_mut().scroll;
    scroll.floating_width = scroll.bar_width;
    scroll.floating_allocated_width = scroll.bar_width;
    scroll.dormant_handle_opacity = scroll.active_handle_opacity;
}

/// The colours in force.
pub fn palette(ui: &Ui) -> &'static Palette {
    of(ui.visuals().dark_mode)
}

fn of(dark: bool) -> &'static Palette {
    if dark { &DARK } else { &LIGHT }
}

/// Height of a row at the text size in force.
pub fn row_height(ui: &Ui) -> f32 {
    ROW * scale(ui)
}

/// The text size in force as a multiple of the usual one.
pub fn scale(ui: &Ui) -> f32 {
    TextStyle::Body.resolve(ui.style()).size / TEXT_SIZE
}

/// The surface on which the work lies.
pub fn work_frame(ui: &Ui) -> Frame {
    Frame::new()
        .fill(palette(ui).surface)
        .inner_margin(Margin::symmetric(EDGE, 14))
}

/// The ground of lists and bars.
pub fn ground_frame(ui: &Ui) -> Frame {
    Frame::new()
        .fill(palette(ui).ground)
        .inner_margin(Margin::symmetric(12, 10))
}

/// The bars at the top.
pub fn bar_frame(ui: &Ui) -> Frame {
    Frame::new().fill(palette(ui).surface).inner_margin(Margin {
        left: EDGE,
        right: EDGE,
        top: 8,
        bottom: 0,
    })
}

/// A patch of colour behind a few lines: a warning, a hint, a result.
pub fn patch_frame(fill: Color32) -> Frame {
    Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(6))
        .inner_margin(Margin::symmetric(12, 8))
}

/// A small patch around a word.
pub fn chip_frame(fill: Color32) -> Frame {
    Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(4))
        .inner_margin(Margin::symmetric(8, 2))
}

/// Behind the flash of the window's icon.
pub const ICON_GROUND: Color32 = LIGHT.accent;
/// A sheet of paper: white in every theme, as it will come out of the printer.
pub const SHEET: Color32 = Color32::WHITE;
/// What is printed on it.
pub const INK: Color32 = Color32::from_rgb(0x15, 0x15, 0x15);

/// The shadow under a sheet of paper.
pub fn sheet_shadow() -> Shadow {
    Shadow {
        offset: [0, 1],
        blur: 6,
        spread: 0,
        color: Color32::from_black_alpha(50),
    }
}

/// Puts the look in force.
pub fn apply(ctx: &Context, text_size: f32, dark: bool) {
    for theme in [Theme::Light, Theme::Dark] {
        ctx.set_style_of(theme, style(text_size, theme == Theme::Dark));
    }
    ctx.set_theme(if dark { Theme::Dark } else { Theme::Light });
}

fn style(text_size: f32, dark: bool) -> Style {
    let font = |size: f32| FontId::new(size, FontFamily::Proportional);
    let scale = text_size / TEXT_SIZE;
    let mut style = Style {
        text_styles: [
            (TextStyle::Small, font((text_size - 2.0).max(13.0))),
            (TextStyle::Body, font(text_size)),
            (TextStyle::Button, font(text_size)),
            (TextStyle::Monospace, font(text_size)),
            (TextStyle::Heading, font(text_size + 5.0)),
        ]
        .into(),
        visuals: visuals(of(dark), dark),
        animation_time: 0.0,
        ..Style::default()
    };
    style.interaction.selectable_labels = false;
    style.interaction.tooltip_delay = 0.3;
    style.spacing.item_spacing = vec2(NEAR, NEAR);
    style.spacing.button_padding = vec2(12.0, 4.0);
    style.spacing.interact_size = vec2(40.0, ROW * scale);
    style.spacing.combo_height = 400.0;
    style.spacing.icon_width = 18.0 * scale;
    style.spacing.icon_width_inner = 12.0 * scale;
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.tooltip_width = 380.0;
    style.spacing.scroll.bar_width = 10.0;
    style
}

fn visuals(palette: &Palette, dark: bool) -> Visuals {
    let mut visuals = if dark {
        Visuals::dark()
    } else {
        Visuals::light()
    };
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(palette.weak);
    visuals.hyperlink_color = palette.accent;
    visuals.faint_bg_color = palette.ground;
    visuals.extreme_bg_color = palette.field;
    visuals.text_edit_bg_color = Some(palette.field);
    visuals.error_fg_color = palette.red;
    visuals.warn_fg_color = palette.amber;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.panel_fill = palette.surface;
    visuals.selection.bg_fill = palette.chosen;
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.text_cursor.blink = false;
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.accent);
    visuals.striped = false;
    let corner = CornerRadius::same(5);
    let states = [
        (
            &mut visuals.widgets.noninteractive,
            palette.surface,
            palette.line,
            palette.text,
        ),
        (
            &mut visuals.widgets.inactive,
            palette.surface,
            palette.line,
            palette.text,
        ),
        (
            &mut visuals.widgets.hovered,
            palette.hover,
            palette.weak,
            palette.text,
        ),
        (
            &mut visuals.widgets.active,
            palette.chosen,
            palette.accent,
            palette.text,
        ),
        (
            &mut visuals.widgets.open,
            palette.hover,
            palette.accent,
            palette.text,
        ),
    ];
    for (widget, fill, border, text) in states {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::new(1.0, border);
        widget.fg_stroke = Stroke::new(1.0, text);
        widget.corner_radius = corner;
        widget.expansion = 0.0;
    }
    visuals
}
