//! The floor: the same marks, from the same font files, with as little machinery as a PDF needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use pdf_writer::types::{CidFontType, FontFlags, LineCapStyle, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;
use yekuo::paper::{Document, Face, Mark, Page, font};

const POINTS_PER_MM: f32 = 72.0 / 25.4;
const INFO: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// The files that our writer cuts from, too.
fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Serif => font::serif_common(),
        other => other.bytes(),
    }
}

fn parsed(face: Face) -> &'static ttf_parser::Face<'static> {
    static FACES: [OnceLock<ttf_parser::Face<'static>>; 4] = [const { OnceLock::new() }; 4];
    FACES[face as usize].get_or_init(|| ttf_parser::Face::parse(bytes(face), 0).unwrap())
}

struct Cut {
    remapper: GlyphRemapper,
    chars: BTreeMap<u16, char>,
}

pub(crate) fn write(document: &Document) -> Vec<u8> {
    let mut cuts: BTreeMap<Face, Cut> = BTreeMap::new();
    let contents: Vec<Vec<u8>> = document
        .pages
        .iter()
        .map(|page| content(page, &mut cuts))
        .collect();
    let mut next = 0;
    let mut fresh = || {
        next += 1;
        Ref::new(next)
    };
    let mut pdf = Pdf::new();
    let (catalog, tree) = (fresh(), fresh());
    let fonts: BTreeMap<Face, Ref> = cuts.keys().map(|&face| (face, fresh())).collect();
    for (face, cut) in &cuts {
        let ids = [fresh(), fresh(), fresh(), fresh()];
        write_font(&mut pdf, *face, cut, fonts[face], ids);
    }
    let pages: Vec<Ref> = document.pages.iter().map(|_| fresh()).collect();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree)
        .kids(pages.iter().copied())
        .count(pages.len() as i32);
    for ((page, id), content) in document.pages.iter().zip(&pages).zip(&contents) {
        let stream = fresh();
        let mut writer = pdf.page(*id);
        writer.media_box(Rect::new(
            0.0,
            0.0,
            page.width * POINTS_PER_MM,
            page.height * POINTS_PER_MM,
        ));
        writer.parent(tree).contents(stream);
        let mut resources = writer.resources();
        let mut names = resources.fonts();
        for (face, font) in &fonts {
            names.pair(Name(name(*face)), font);
        }
        names.finish();
        resources.finish();
        writer.finish();
        pdf.stream(stream, &deflate(content))
            .filter(Filter::FlateDecode);
    }
    pdf.finish()
}

fn content(page: &Page, cuts: &mut BTreeMap<Face, Cut>) -> Vec<u8> {
    let mut out = Content::new();
    out.set_line_cap(LineCapStyle::ProjectingSquareCap);
    let x_of = |x: f32| x * POINTS_PER_MM;
    let y_of = |y: f32| (page.height - y) * POINTS_PER_MM;
    for mark in &page.marks {
        match mark {
            Mark::Line {
                x1,
                y1,
                x2,
                y2,
                width,
            } => {
                out.set_line_width(width * POINTS_PER_MM);
                out.move_to(x_of(*x1), y_of(*y1))
                    .line_to(x_of(*x2), y_of(*y2))
                    .stroke();
            }
            Mark::Bar {
                x,
                y,
                width,
                height,
            } => {
                out.rect(
                    x_of(*x),
                    y_of(y + height),
                    width * POINTS_PER_MM,
                    height * POINTS_PER_MM,
                );
                out.fill_nonzero();
            }
            Mark::Text {
                x,
                baseline,
                size_pt,
                spacing,
                face,
                text,
            } => {
                let cut = cuts.entry(*face).or_insert_with(|| Cut {
                    remapper: GlyphRemapper::new(),
                    chars: BTreeMap::new(),
                });
                let mut codes = Vec::with_capacity(text.len());
                for ch in text.chars() {
                    let glyph = parsed(*face).glyph_index(ch).unwrap().0;
                    let code = cut.remapper.remap(glyph);
                    cut.chars.insert(code, ch);
                    codes.extend(code.to_be_bytes());
                }
                out.begin_text().set_font(Name(name(*face)), *size_pt);
                out.set_char_spacing(spacing * POINTS_PER_MM);
                out.set_text_matrix([1.0, 0.0, 0.0, 1.0, x_of(*x), y_of(*baseline)]);
                out.show(Str(&codes)).end_text();
            }
        }
    }
    out.finish().into_vec()
}

fn write_font(
    pdf: &mut Pdf,
    face: Face,
    cut: &Cut,
    id: Ref,
    [cid, descriptor, cmap, data]: [Ref; 4],
) {
    let font = parsed(face);
    let base = Name(name(face));
    pdf.type0_font(id)
        .base_font(base)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(cmap);
    let true_type = face == Face::Rare;
    let mut writer = pdf.cid_font(cid);
    writer.subtype(if true_type {
        CidFontType::Type2
    } else {
        CidFontType::Type0
    });
    writer
        .base_font(base)
        .system_info(INFO)
        .font_descriptor(descriptor)
        .default_width(1000.0);
    let glyphs: BTreeSet<u16> = cut.chars.keys().copied().collect();
    let units = f32::from(font.units_per_em());
    let advances = cut.remapper.remapped_gids().map(|glyph| {
        f32::from(font.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap()) * 1000.0 / units
    });
    writer.widths().consecutive(0, advances);
    writer.finish();
    let mut writer = pdf.font_descriptor(descriptor);
    writer
        .name(base)
        .flags(FontFlags::SYMBOLIC)
        .ascent(880.0)
        .descent(-120.0)
        .cap_height(733.0)
        .stem_v(90.0);
    writer
        .bbox(Rect::new(-1000.0, -1000.0, 2000.0, 2000.0))
        .italic_angle(0.0);
    if true_type {
        writer.font_file2(data);
    } else {
        writer.font_file3(data);
    }
    writer.finish();
    let mut unicode = UnicodeCmap::new(Name(b"Custom"), INFO);
    for glyph in &glyphs {
        unicode.pair(*glyph, cut.chars[glyph]);
    }
    pdf.cmap(cmap, &deflate(&unicode.finish()))
        .filter(Filter::FlateDecode);
    let subset = subsetter::subset(bytes(face), 0, &cut.remapper).unwrap();
    let program = if true_type {
        subset
    } else {
        cff_table(&subset)
    };
    let packed = deflate(&program);
    let mut stream = pdf.stream(data, &packed);
    stream.filter(Filter::FlateDecode);
    if !true_type {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    }
}

fn cff_table(font: &[u8]) -> Vec<u8> {
    let raw = ttf_parser::RawFace::parse(font, 0).unwrap();
    raw.table(ttf_parser::Tag::from_bytes(b"CFF "))
        .unwrap()
        .to_vec()
}

/// The deflate of our own writer, at the same level.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), bytes.to_vec());
    stream.compress().unwrap();
    assert!(
        stream.dict.has(b"Filter"),
        "a stream too short to be worth packing"
    );
    stream.content
}

fn name(face: Face) -> &'static [u8] {
    match face {
        Face::Serif => b"Serif",
        Face::Bold => b"Bold",
        Face::Rare => b"Rare",
        Face::Sans => b"Sans",
    }
}
