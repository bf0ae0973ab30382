//! Which equipment a suspension or resumption may name, SUSPEND-5 and SUSPEND-10.

use crate::model::capacity::Capacity;
use crate::model::customer::Transformer;
use crate::model::suspension::Suspension;
use crate::model::text::tidy;
use crate::model::vocabulary::Billing;
use crate::rules::refusal::Refusal;

/// The word for everything.
pub const ALL: &str = "all";

/// What there is to choose from, and how it is billed.
#[derive(Debug, Clone)]
pub struct Holding {
    pub transformers: Vec<Transformer>,
    pub billing: Billing,
}

impl Holding {
    /// Of an account: its transformers, or without any the whole supply.
    pub fn of_account(transformers: &[Transformer], capacity: Capacity, billing: Billing) -> Self {
        let transformers = match transformers {
            [] => vec![whole(capacity)],
            own => own.to_vec(),
        };
        Self {
            transformers,
            billing,
        }
    }

    fn is_whole_supply(&self) -> bool {
        matches!(self.transformers.as_slice(), [one] if one.plate.is_empty())
    }

    /// The equipment named, by plates or [`ALL`].
    ///
    /// # Errors
    /// Nothing named or an unknown plate (INPUT); part of a group, or part of a customer without transformers
    /// (SUSPEND-5); part of the capacity where demand is billed (SUSPEND-10).
    pub fn choose(&self, plates: &[String], verb: &str) -> Result<Vec<Transformer>, Vec<Refusal>> {
        let named: Vec<String> = plates.iter().map(|plate| tidy(plate)).collect();
        let named: Vec<&str> = named
            .iter()
            .map(String::as_str)
            .filter(|p| !p.is_empty())
            .collect();
        let label = if verb == "恢复" {
            "恢复设备"
        } else {
            "停用设备"
        };
        if named.is_empty() {
            return Err(vec![Refusal::input("transformers", label, "未填")]);
        }
        if named.contains(&ALL) {
            return Ok(self.transformers.clone());
        }
        if self.is_whole_supply() {
            let message = format!("该户没有自己的变压器，不能{verb}一部分");
            let refusal = Refusal::new("SUSPEND-5", message, format!("{verb}全部容量"));
            return Err(vec![refusal.at("transformers")]);
        }
        let mut objections = Vec::new();
        for plate in named.iter().filter(|plate| self.find(plate).is_none()) {
            let own = names(&self.transformers);
            let problem = format!("没有“{plate}”（可选：{own}）");
            objections.push(Refusal::input("transformers", label, problem));
        }
        let is_named = |one: &&Transformer| named.contains(&one.plate.as_str());
        let chosen: Vec<Transformer> = self.transformers.iter().filter(is_named).cloned().collect();
        objections.extend(self.broken_groups(&chosen, verb));
        if self.billing == Billing::Demand && chosen.len() < self.transformers.len() {
            let message = format!("该户按最大需量计收基本电费，不能只{verb}一部分变压器");
            let instead = format!("{verb}全部容量：{}", names(&self.transformers));
            objections.push(Refusal::new("SUSPEND-10", message, instead).at("transformers"));
        }
        if objections.is_empty() {
            Ok(chosen)
        } else {
            Err(objections)
        }
    }

    fn find(&self, plate: &str) -> Option<&Transformer> {
        self.transformers.iter().find(|one| one.plate == plate)
    }

    /// One of a group is refused and the group offered.
    fn broken_groups(&self, chosen: &[Transformer], verb: &str) -> Vec<Refusal> {
        let mut groups: Vec<&String> = chosen.iter().filter_map(|one| one.group.as_ref()).collect();
        groups.sort();
        groups.dedup();
        let whole = |group: &String| -> Vec<Transformer> {
            let all = self.transformers.iter();
            all.filter(|one| one.group.as_ref() == Some(group))
                .cloned()
                .collect()
        };
        let broken = groups.into_iter().filter_map(|group| {
            let whole = whole(group);
            let of_it: Vec<Transformer> = chosen
                .iter()
                .filter(|one| whole.contains(one))
                .cloned()
                .collect();
            if of_it.len() == whole.len() {
                return None;
            }
            let message = format!("“{group}”的变压器成组运行，不能只{verb}{}", names(&of_it));
            let instead = format!("整组{verb}：{}", names(&whole));
            Some(Refusal::new("SUSPEND-5", message, instead).at("transformers"))
        });
        broken.collect()
    }
}

/// The whole supply of a customer without transformers of his own.
pub fn whole(capacity: Capacity) -> Transformer {
    Transformer {
        plate: String::new(),
        kva: capacity.kva(),
        group: None,
    }
}

/// What a transformer is called; the whole supply has no plate.
pub fn name(one: &Transformer) -> &str {
    if one.plate.is_empty() {
        "全部容量"
    } else {
        &one.plate
    }
}

/// `1#、2#`
pub fn names<'a>(equipment: impl IntoIterator<Item = &'a Transformer>) -> String {
    let names: Vec<&str> = equipment.into_iter().map(name).collect();
    names.join("、")
}

/// `1#、2#（至2027-01-10）`: what a suspension stopped; what came back before the rest, with its day.
pub fn names_with_ends(one: &Suspension) -> String {
    let last = one.all_gone_on();
    let names = one.equipment.iter().map(|piece| {
        let early = one.gone_on(&piece.plate).filter(|day| Some(*day) != last);
        let end = early.map(|day| format!("（至{day}）"));
        format!("{}{}", name(piece), end.unwrap_or_default())
    });
    names.collect::<Vec<_>>().join("、")
}
