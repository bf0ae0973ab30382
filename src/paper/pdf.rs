//! Marks become PDF bytes: the same document always gives the same bytes.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use lopdf::{Object, StringFormat};
use printpdf::{
    FontId, Line, LineCapStyle, LinePoint, Mm, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, Rect, TextItem, TextMatrix,
};
use sha2::{Digest, Sha256};

use super::error::PaperError;
use super::font;
use super::mark::{Document, Face, Mark, Page};

/// A font as the file embeds it: the ordinary characters of the serif have a smaller cut of their own,
/// because the time to cut a font grows with the characters that it has, not with those it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cut {
    SerifCommon,
    Serif,
    Bold,
    Rare,
    Sans,
}

impl Cut {
    fn bytes(self) -> &'static [u8] {
        match self {
            Cut::SerifCommon => font::serif_common(),
            Cut::Serif => font::serif(),
            Cut::Bold => font::bold(),
            Cut::Rare => font::rare(),
            Cut::Sans => font::sans(),
        }
    }

    /// Resource name; its first six letters become the tag of the cut font.
    fn name(self) -> &'static str {
        match self {
            Cut::SerifCommon => "YKSERC",
            Cut::Serif => "YKSERF",
            Cut::Bold => "YKBOLD",
            Cut::Rare => "YKRARE",
            Cut::Sans => "YKSANS",
        }
    }

    fn id(self) -> FontId {
        FontId(self.name().to_owned())
    }

    /// Parsed at first need and kept: the rare font takes as long as a whole document.
    fn parsed(self) -> Result<&'static ParsedFont, PaperError> {
        static PARSED: [OnceLock<Option<ParsedFont>>; 5] = [const { OnceLock::new() }; 5];
        PARSED[self as usize]
            .get_or_init(|| ParsedFont::from_bytes(self.bytes(), 0, &mut Vec::new()))
            .as_ref()
            .ok_or(PaperError::Font(self.name()))
    }
}

/// Writes a document as PDF.
///
/// # Errors
/// [`PaperError::Font`] or [`PaperError::Pdf`] when the machine fails; never for what the document says.
pub fn write(document: &Document) -> Result<Vec<u8>, PaperError> {
    let serif = serif_cut(document);
    let mut pdf = PdfDocument::new(&document.title);
    let faces: BTreeSet<Cut> = runs(document).map(|(face, _)| cut(face, serif)).collect();
    for face in faces {
        pdf.resources
            .fonts
            .map
            .insert(face.id(), PdfFont::new(face.parsed()?.clone()));
    }
    pdf.pages = document
        .pages
        .iter()
        .map(|page| pdf_page(page, serif))
        .collect();
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

fn runs(document: &Document) -> impl Iterator<Item = (Face, &str)> {
    document
        .pages
        .iter()
        .flat_map(|page| &page.marks)
        .filter_map(|mark| match mark {
            Mark::Text { face, text, .. } => Some((*face, text.as_str())),
            _ => None,
        })
}

/// Which cut of the serif covers the document.
fn serif_cut(document: &Document) -> Cut {
    let mut serif = runs(document).filter(|(face, _)| *face == Face::Serif);
    match serif.all(|(_, text)| text.chars().all(font::is_common)) {
        true => Cut::SerifCommon,
        false => Cut::Serif,
    }
}

fn cut(face: Face, serif: Cut) -> Cut {
    match face {
        Face::Serif => serif,
        Face::Bold => Cut::Bold,
        Face::Rare => Cut::Rare,
        Face::Sans => Cut::Sans,
    }
}

fn pdf_page(page: &Page, serif: Cut) -> PdfPage {
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
    text_section(page, serif, &mut ops);
    PdfPage::new(Mm(page.width), Mm(page.height), ops)
}

/// All text of a page in one section: text outside of one disappears in some readers.
fn text_section(page: &Page, serif: Cut, ops: &mut Vec<Op>) {
    ops.push(Op::StartTextSection);
    let mut font: Option<(Cut, f32)> = None;
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
        let wanted = (cut(*face, serif), *size_pt);
        if font != Some(wanted) {
            ops.push(Op::SetFont {
                font: PdfFontHandle::External(wanted.0.id()),
                size: Pt(*size_pt),
            });
            font = Some(wanted);
        }
        if *spacing != tracking {
            ops.push(Op::SetCharacterSpacing {
                multiplier: Pt::from(Mm(*spacing)).0,
            });
            tracking = *spacing;
        }
        let matrix = TextMatrix::Translate(Mm(*x).into(), Mm(page.height - baseline).into());
        ops.push(Op::SetTextMatrix { matrix });
        ops.push(Op::ShowText {
            items: vec![TextItem::Text(text.clone())],
        });
    }
    ops.push(Op::EndTextSection);
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
