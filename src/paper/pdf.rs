//! Marks become PDF bytes: the same document always gives the same bytes.

use lopdf::{Object, StringFormat};
use printpdf::{
    Codepoint, Line, LineCapStyle, LinePoint, Mm, Op, PaintMode, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix,
};
use sha2::{Digest, Sha256};

use super::cuts::{Fonts, Key};
use super::error::{MissingGlyph, PaperError};
use super::mark::{Document, Mark, Page};

/// Writes a document as PDF.
///
/// # Errors
/// [`PaperError::Font`] or [`PaperError::Pdf`] when the machine fails; [`PaperError::MissingGlyph`] for a
/// run in a face that cannot draw it, which composing never makes.
pub fn write(document: &Document) -> Result<Vec<u8>, PaperError> {
    let fonts = Fonts::of(document);
    let mut pdf = PdfDocument::new(&document.title);
    for key in &fonts.keys {
        let font = PdfFont::new(key.cut.parsed()?.clone());
        pdf.resources.fonts.map.insert(key.id(), font);
    }
    pdf.pages = document
        .pages
        .iter()
        .map(|page| pdf_page(page, &fonts))
        .collect::<Result<_, _>>()?;
    let mut warnings = Vec::new();
    let mut file = pdf.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    set_dates(&mut file, &document.issued_at);
    file.compress();
    // The identifier is drawn from the bytes, which therefore carry zeros in its place first.
    set_id(&mut file, &[0; 16]);
    let digest = Sha256::digest(save(&mut file)?);
    set_id(&mut file, &digest[..16]);
    save(&mut file)
}

fn pdf_page(page: &Page, fonts: &Fonts) -> Result<PdfPage, PaperError> {
    let mut ops = vec![Op::SetLineCapStyle {
        cap: LineCapStyle::ProjectingSquare,
    }];
    let point = |x: f32, y: f32| Point {
        x: Mm(x).into(),
        y: Mm(page.height - y).into(),
    };
    let mut thickness = 0.0;
    for mark in &page.marks {
        match mark {
            Mark::Line {
                x1,
                y1,
                x2,
                y2,
                width,
            } => {
                if *width != thickness {
                    ops.push(Op::SetOutlineThickness {
                        pt: Mm(*width).into(),
                    });
                    thickness = *width;
                }
                let points = [point(*x1, *y1), point(*x2, *y2)];
                let points = points.map(|p| LinePoint { p, bezier: false }).to_vec();
                ops.push(Op::DrawLine {
                    line: Line {
                        points,
                        is_closed: false,
                    },
                });
            }
            Mark::Bar {
                x,
                y,
                width,
                height,
            } => {
                let corner = point(*x, y + height);
                ops.push(Op::DrawRectangle {
                    rectangle: Rect {
                        x: corner.x,
                        y: corner.y,
                        width: Mm(*width).into(),
                        height: Mm(*height).into(),
                        mode: Some(PaintMode::Fill),
                        winding_order: None,
                    },
                });
            }
            Mark::Text { .. } => {}
        }
    }
    text_section(page, fonts, &mut ops)?;
    Ok(PdfPage::new(Mm(page.width), Mm(page.height), ops))
}

/// All text of a page in one section: text outside of one disappears in some readers.
///
/// The size stands in the matrix and not in the font: runs of plain size the writer joins to longer
/// ones, and to join them it measures every glyph anew.
fn text_section(page: &Page, fonts: &Fonts, ops: &mut Vec<Op>) -> Result<(), PaperError> {
    ops.push(Op::StartTextSection);
    let mut font = None;
    let mut tracking = 0.0;
    for mark in &page.marks {
        let Mark::Text {
            x,
            baseline,
            size_pt,
            spacing,
            face,
            text,
        } = mark
        else {
            continue;
        };
        let multiplier = Pt::from(Mm(*spacing)).0 / size_pt;
        if multiplier != tracking {
            ops.push(Op::SetCharacterSpacing { multiplier });
            tracking = multiplier;
        }
        let (x, y) = (Pt::from(Mm(*x)).0, Pt::from(Mm(page.height - baseline)).0);
        ops.push(Op::SetTextMatrix {
            matrix: TextMatrix::Raw([*size_pt, 0.0, 0.0, *size_pt, x, y]),
        });
        for (key, part) in fonts.parts(*face, text) {
            if font != Some(key) {
                ops.push(Op::SetFont {
                    font: PdfFontHandle::External(key.id()),
                    size: Pt(1.0),
                });
                font = Some(key);
            }
            ops.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(glyphs(key, part)?)],
            });
        }
    }
    ops.push(Op::EndTextSection);
    Ok(())
}

fn glyphs(key: Key, text: &str) -> Result<Vec<Codepoint>, PaperError> {
    text.chars()
        .map(|ch| match key.cut.glyph(ch) {
            Some(glyph) => Ok(Codepoint::with_cid(glyph, 0.0, ch.to_string())),
            None => Err(PaperError::MissingGlyph(MissingGlyph {
                ch,
                field: String::new(),
                label: text.to_owned(),
            })),
        })
        .collect()
}

/// The dates of the file are those of the paper: a reprint must not differ by the clock.
fn set_dates(file: &mut lopdf::Document, issued_at: &str) {
    let digits: String = issued_at.chars().filter(char::is_ascii_digit).collect();
    let Ok(info) = file.trailer.get(b"Info").and_then(Object::as_reference) else {
        return;
    };
    let Ok(info) = file.get_dictionary_mut(info) else {
        return;
    };
    for key in ["CreationDate", "ModDate"] {
        if digits.len() == 12 {
            info.set(key, Object::string_literal(format!("D:{digits}00+08'00'")));
        } else {
            info.remove(key.as_bytes());
        }
    }
}

fn set_id(file: &mut lopdf::Document, id: &[u8]) {
    let id = || Object::String(id.to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", Object::Array(vec![id(), id()]));
}

fn save(file: &mut lopdf::Document) -> Result<Vec<u8>, PaperError> {
    let mut bytes = Vec::new();
    file.save_to(&mut bytes)
        .map_err(|error| PaperError::Pdf(error.to_string()))?;
    Ok(bytes)
}
