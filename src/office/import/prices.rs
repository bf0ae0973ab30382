//! Prices and charges from one table (电价与收费): a line is a price or a charge by its 类别.

use serde_json::{Value, json};

use crate::model::price::{Charge, ChargeEntry, Price, PriceEntry};
use crate::office::price::{Row, Standing, is_sample_office, no_sample, standing};
use crate::office::{Act, OfficeError, Work};
use crate::rules::Refusal;
use crate::rules::price_entry::{check_charge, check_price};
use crate::store::price::{self as store, Kept};

use super::sheet::{Line, Sheet};
use super::table::{Column, Table, column};

/// What an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    pub prices: usize,
    pub charges: usize,
    /// Of these, how many superseded an earlier row.
    pub corrected: usize,
    /// Lines that were kept already, word for word.
    pub unchanged: usize,
}

const KIND: &str = "类别";
pub(super) const PRICE: &str = "电价";
pub(super) const CHARGE: &str = "收费";

pub(super) const COLUMNS: [Column; 9] = [
    column(KIND, &[], &["kind"], true),
    column("电价类别", &[], &["tariff"], false),
    column("项目", &[], &["item"], true),
    column("电压等级", &[], &["voltage"], false),
    column("单价", &[], &["price", "unit_price"], true),
    column("单位", &[], &["unit"], false),
    column("依据文件", &[], &["basis"], true),
    column("生效日期", &[], &["in_force_on"], true),
    column("更正原因", &[], &["reason"], false),
];

/// Checks a table of prices and charges without writing anything.
///
/// # Errors
/// Refused with every bad line, its column and the reason.
pub fn check_prices(work: Work<'_>, sheet: &Sheet) -> Result<Imported, OfficeError> {
    let lines = Table::of(sheet, &COLUMNS, "价格")?;
    let table = Prices::taken(work, &lines)?;
    let (mut imported, mut corrections) = (Imported::default(), Vec::new());
    for (_, _, standing) in &table.prices.taken {
        imported.prices += usize::from(imported.count(standing, &mut corrections));
    }
    for (_, _, standing) in &table.charges.taken {
        imported.charges += usize::from(imported.count(standing, &mut corrections));
    }
    Ok(imported)
}

/// Imports a table of prices and charges, all or nothing.
///
/// # Errors
/// As [`check_prices`].
pub fn prices(work: Work<'_>, sheet: &Sheet) -> Result<Imported, OfficeError> {
    let lines = Table::of(sheet, &COLUMNS, "价格")?;
    let table = Prices::taken(work, &lines)?;
    let mut imported = Imported::default();
    let mut corrections = Vec::new();
    for (_, price, standing) in &table.prices.taken {
        if imported.count(standing, &mut corrections) {
            store::add_price(work.conn, price, standing.supersedes())?;
            imported.prices += 1;
        }
    }
    for (_, charge, standing) in &table.charges.taken {
        if imported.count(standing, &mut corrections) {
            store::add_charge(work.conn, charge, standing.supersedes())?;
            imported.charges += 1;
        }
    }
    let detail = json!({
        "as": "prices",
        "file": sheet.name,
        "sha256": sheet.sha256,
        "prices": imported.prices,
        "charges": imported.charges,
        "unchanged": imported.unchanged,
        "corrections": corrections,
    });
    work.log(Act::Import, "", detail)?;
    Ok(imported)
}

impl std::fmt::Display for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "已导入{}", self.counted())
    }
}

impl Imported {
    /// `电价1行、收费0行`, what is corrected, what was kept already.
    pub fn counted(&self) -> String {
        let mut words = format!("电价{}行、收费{}行", self.prices, self.charges);
        if self.corrected > 0 {
            words.push_str(&format!("，其中更正{}行", self.corrected));
        }
        if self.unchanged > 0 {
            words.push_str(&format!("；{}行早已录入，内容一样", self.unchanged));
        }
        words
    }

    /// Counts a line; says whether it is to be written.
    fn count(&mut self, standing: &Standing, corrections: &mut Vec<Value>) -> bool {
        match standing {
            Standing::New => true,
            Standing::Kept => {
                self.unchanged += 1;
                false
            }
            Standing::Corrects { id, reason } => {
                self.corrected += 1;
                corrections.push(json!({ "supersedes": id, "reason": reason }));
                true
            }
        }
    }
}

/// The lines of one kind: those kept before, and those taken from the file.
struct Ledger<T> {
    kept: Vec<Kept<T>>,
    taken: Vec<(u64, T, Standing)>,
}

impl<T: Row> Ledger<T> {
    fn new(kept: Vec<Kept<T>>) -> Self {
        Self {
            kept,
            taken: Vec::new(),
        }
    }

    fn take(&mut self, line: u64, row: T, reason: &str, sample_office: bool) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        refusals.extend(no_sample(&row, sample_office).err());
        let twin = self.taken.iter().find(|(_, taken, _)| taken.competes(&row));
        if let Some((first, _, _)) = twin {
            let problem = format!("与第{first}行是同一项、同一天生效");
            refusals.push(Refusal::input("in_force_on", "生效日期", problem));
        }
        match standing(&self.kept, &row, reason) {
            Ok(standing) => self.taken.push((line, row, standing)),
            Err(refusal) => refusals.push(refusal),
        }
        refusals
    }
}

struct Prices<'a> {
    lines: &'a Table<'a>,
    prices: Ledger<Price>,
    charges: Ledger<Charge>,
    sample_office: bool,
    refusals: Vec<Refusal>,
}

impl<'a> Prices<'a> {
    /// Every line beside what is kept.
    fn taken(work: Work<'_>, lines: &'a Table<'a>) -> Result<Self, OfficeError> {
        let mut table = Self {
            lines,
            prices: Ledger::new(store::prices(work.conn)?),
            charges: Ledger::new(store::charges(work.conn)?),
            sample_office: is_sample_office(work)?,
            refusals: Vec::new(),
        };
        for line in lines.rows {
            table.take(line);
        }
        if !table.refusals.is_empty() {
            return Err(OfficeError::Refused(table.refusals));
        }
        Ok(table)
    }

    fn take(&mut self, line: &Line) {
        let lines = self.lines;
        let cell = |head: &str| lines.cell(line, head);
        let kind = cell(KIND);
        let refusals = match kind.as_str() {
            PRICE => self.price(line.number, &cell),
            CHARGE => self.charge(line.number, &cell),
            _ => {
                let problem = format!("应为“{PRICE}”或“{CHARGE}”，现在是“{kind}”");
                vec![Refusal::input("kind", KIND, problem)]
            }
        };
        let number = line.number;
        let placed = refusals
            .into_iter()
            .map(|refusal| lines.at_line(number, refusal));
        self.refusals.extend(placed);
    }

    fn price(&mut self, line: u64, cell: &dyn Fn(&str) -> String) -> Vec<Refusal> {
        let entry = PriceEntry {
            tariff: cell("电价类别"),
            item: cell("项目"),
            voltage: Some(cell("电压等级")),
            price: cell("单价"),
            unit: cell("单位"),
            basis: cell("依据文件"),
            in_force_on: cell("生效日期"),
            reason: cell("更正原因"),
        };
        match check_price(&entry) {
            Ok(price) => self
                .prices
                .take(line, price, &entry.reason, self.sample_office),
            Err(refusals) => refusals,
        }
    }

    fn charge(&mut self, line: u64, cell: &dyn Fn(&str) -> String) -> Vec<Refusal> {
        let entry = ChargeEntry {
            item: cell("项目"),
            unit: cell("单位"),
            unit_price: cell("单价"),
            basis: cell("依据文件"),
            in_force_on: cell("生效日期"),
            reason: cell("更正原因"),
        };
        let mut refusals = Vec::new();
        for (field, head) in [("tariff", "电价类别"), ("voltage", "电压等级")] {
            if !cell(head).is_empty() {
                refusals.push(Refusal::input(field, head, "收费项目不填这一栏"));
            }
        }
        match check_charge(&entry) {
            Ok(charge) => {
                let taken = self
                    .charges
                    .take(line, charge, &entry.reason, self.sample_office);
                refusals.extend(taken);
            }
            Err(wrong) => refusals.extend(wrong),
        }
        refusals
    }
}
