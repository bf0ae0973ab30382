//! The window's icon: a white flash on the accent's teal, drawn rather than shipped.

use egui::{Color32, IconData};

use super::theme;

const SIDE: usize = 64;
const CORNER: i32 = 12;
/// The flash, its corners in order.
const FLASH: [(i32, i32); 6] = [(37, 8), (17, 36), (30, 36), (26, 56), (47, 27), (34, 27)];

/// Draws the icon.
pub fn icon() -> IconData {
    let ground = theme::ICON_GROUND;
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE as i32 {
        for x in 0..SIDE as i32 {
            let ink = if !in_square(x, y) {
                Color32::TRANSPARENT
            } else if in_flash(x, y) {
                Color32::WHITE
            } else {
                ground
            };
            rgba.extend(ink.to_array());
        }
    }
    IconData {
        rgba,
        width: SIDE as u32,
        height: SIDE as u32,
    }
}

/// Whether a point lies in the square with round corners.
fn in_square(x: i32, y: i32) -> bool {
    let last = SIDE as i32 - 1;
    let beyond = |at: i32| (CORNER - at).max(at - (last - CORNER)).max(0);
    let (dx, dy) = (beyond(x), beyond(y));
    dx * dx + dy * dy <= CORNER * CORNER
}

/// Whether a point lies in the flash: a line to the right crosses its edge an odd number of times.
fn in_flash(x: i32, y: i32) -> bool {
    let next = FLASH.iter().cycle().skip(1);
    let crossings = FLASH.iter().zip(next).filter(|((ax, ay), (bx, by))| {
        let spans = (*ay > y) != (*by > y);
        spans && {
            let side = (x - ax) * (by - ay) - (bx - ax) * (y - ay);
            (side < 0) == (by > ay)
        }
    });
    crossings.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flash_lies_on_the_ground_and_the_corners_are_clear() {
        let icon = icon();
        let at = |x: usize, y: usize| icon.rgba[(y * SIDE + x) * 4..][..4].to_vec();
        assert_eq!(at(32, 32), [255, 255, 255, 255]);
        assert_eq!(at(8, 32), theme::ICON_GROUND.to_array());
        assert_eq!(at(0, 0), [0, 0, 0, 0]);
    }
}
