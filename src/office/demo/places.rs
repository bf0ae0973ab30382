//! The township: its villages and streets.

use super::chance::Chance;

/// What every address begins with.
pub(super) const TOWNSHIP: &str = "示例县石桥镇";
/// No post office has it.
pub(super) const POSTCODE: &str = "990731";

/// A village (行政村) and its groups (村民小组).
const VILLAGES: [(&str, u32); 16] = [
    ("柳湾", 8),
    ("上坪", 6),
    ("下坪", 7),
    ("红星", 9),
    ("青塘", 6),
    ("牛角岭", 5),
    ("竹山", 6),
    ("茶园", 8),
    ("鹅湖", 7),
    ("双溪", 10),
    ("马头岗", 5),
    ("大屋", 6),
    ("松林", 4),
    ("新田", 9),
    ("桥头", 8),
    ("老圩", 6),
];

/// Streets and estates of the market town (集镇).
const STREETS: [&str; 6] = ["老街", "新街", "桥南路", "桥北路", "农贸街", "文化路"];
const ESTATES: [&str; 3] = ["石桥花园", "桥头小区", "河畔家园"];

/// A place of use.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Down to the house, street number or flat.
    pub(super) address: String,
    /// What the neighbourhood is called: `柳湾`.
    pub(super) short: &'static str,
    /// The transformer area (台区) that supplies it.
    pub(super) transformer_area: String,
}

/// How far house numbers go; grows with the office.
#[derive(Debug, Clone, Copy)]
pub(super) struct Township {
    houses: u32,
}

impl Township {
    pub(super) fn of(customers: u32) -> Self {
        Self {
            houses: 60 + customers / 100,
        }
    }

    /// A home: in a village, or less often a flat or a house in the market town.
    pub(super) fn home(self, chance: &mut Chance) -> Place {
        match chance.below(10) {
            0 => {
                let estate = *chance.pick(&ESTATES);
                let address = format!(
                    "{estate}{}幢{}单元{}0{}室",
                    chance.between(1, 12),
                    chance.between(1, 3),
                    chance.between(1, 6),
                    chance.between(1, 4)
                );
                place(chance, estate, &address)
            }
            1 => self.street(chance),
            _ => self.village(chance),
        }
    }

    /// A house in a village.
    pub(super) fn village(self, chance: &mut Chance) -> Place {
        let (village, groups) = *chance.pick(&VILLAGES);
        let group = chance.between(1, groups);
        let house = chance.between(1, self.houses);
        place(chance, village, &format!("{village}村{group}组{house}号"))
    }

    /// A house on a street of the market town.
    pub(super) fn street(self, chance: &mut Chance) -> Place {
        let street = *chance.pick(&STREETS);
        let house = chance.between(1, self.houses * 2);
        place(chance, street, &format!("集镇{street}{house}号"))
    }
}

fn place(chance: &mut Chance, short: &'static str, rest: &str) -> Place {
    Place {
        address: format!("{TOWNSHIP}{rest}"),
        short,
        transformer_area: format!("{short}{}号台区", chance.between(1, 4)),
    }
}
