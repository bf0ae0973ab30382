//! Splitting an account (分户): what must stay, and the parts, each with its holder, share and class.

use egui::{CollapsingHeader, Label, RichText, Ui};
use rust_decimal::Decimal;

use crate::model::application::{Draft, PartDraft, PartOrganisation, PartyDraft};
use crate::model::customer::Customer;
use crate::model::vocabulary::{CapacityUnit, Class, Nature, Tariff};
use crate::office::customer::CustomerFile;
use crate::rules::field::{self, decimal};
use crate::rules::intake::change::holders;
use crate::rules::intake::change::split::{MOST_PARTS, proposed_voltage};
use crate::rules::tariff::{self, Proposal, Usage};
use crate::ui::shell::Shell;
use crate::ui::theme;
use crate::ui::widgets::button;
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::{Field, Touched};
use crate::ui::widgets::warned::warned_ui;

use super::{arrears, change, kind, must, part_supply, section_ui};

pub(super) fn fields_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    file: Option<&CustomerFile>,
    shell: &Shell,
    focus_first: &mut bool,
) {
    section_ui(ui, "分户内容");
    let why = ("客户为什么要分户。", "例：兄弟分家，各自用电");
    change::why_ui(ui, checks, draft, why, file.is_some(), focus_first);
    questions_ui(ui, checks, draft);
    let help = "原户的电费要先结清，还有欠费的不能分户；没有欠费的填 0.00。";
    arrears::arrears_ui(ui, checks, draft, help);
    let Some(file) = file else {
        return;
    };
    let old = &file.customer;
    while draft.parts.len() < 2 {
        let part = new_part(draft.parts.is_empty(), old);
        draft.parts.push(part);
    }
    let applied_on = field::date(&draft.applied_on).unwrap_or_else(|_| shell.today());
    let mut left_out = None;
    for index in 0..draft.parts.len() {
        section_ui(ui, &format!("第{}份", index + 1));
        let proposed = proposal(&draft.parts[index], old, applied_on, shell);
        part_ui(
            ui,
            checks,
            &mut draft.parts[index],
            index,
            old,
            proposed.as_ref(),
        );
        let label = format!("去掉第{}份", index + 1);
        if draft.parts.len() > 2 && button::quiet_ui(ui, &label).clicked() {
            left_out = Some(index);
        }
    }
    if let Some(index) = left_out {
        draft.parts.remove(index);
        checks.touch("parts", Touched::chosen(true));
    }
    ui.horizontal(|ui| {
        if draft.parts.len() < MOST_PARTS && ui.button("＋ 再分一份").clicked() {
            draft.parts.push(new_part(false, old));
            checks.touch("parts", Touched::chosen(true));
        }
    });
    for words in holders::odd(&old.party, &draft.parts) {
        warned_ui(ui, &words);
    }
    checks.whole_ui(ui, "parts");
    sum_ui(ui, &draft.parts, old);
    part_supply::transformers_ui(ui, checks, &mut draft.parts, &file.transformers);
}

/// What must stay (SPLIT-1).
fn questions_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let stays = [("yes", "不变"), ("no", "有变化")];
    let moved = "有变化的不能分户：换地方、换供电点的一方办新装。";
    let address = must("用电地址", moved);
    change::answer_ui(
        ui,
        checks,
        "same_address",
        address,
        &stays,
        &mut draft.same_address,
    );
    let point = must("供电点", moved);
    let at = "same_supply_point";
    change::answer_ui(ui, checks, at, point, &stays, &mut draft.same_supply_point);
    let apart = must(
        "分装条件",
        "受电装置能不能分别装表；不能的改造好再办，只是几种用途分不开计量的办改类。",
    );
    let answers = [("yes", "具备"), ("no", "不具备")];
    change::answer_ui(
        ui,
        checks,
        "separable",
        apart,
        &answers,
        &mut draft.separable,
    );
}

/// The first part usually stays with the holder.
fn new_part(stays: bool, old: &Customer) -> PartDraft {
    let usual = kind::id_kinds(old.class).first();
    let voltage = proposed_voltage(old.class, None, old.voltage);
    PartDraft {
        voltage: voltage.to_string(),
        customer: if stays {
            PartyDraft::from(&old.party)
        } else {
            PartyDraft {
                id_kind: usual.map_or_else(String::new, ToString::to_string),
                ..PartyDraft::default()
            }
        },
        class: old.class.to_string(),
        nature: old.nature.map(|n| n.to_string()).unwrap_or_default(),
        unit: old.capacity.unit.to_string(),
        ..PartDraft::default()
    }
}

fn part_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    part: &mut PartDraft,
    index: usize,
    old: &Customer,
    proposed: Option<&Proposal>,
) {
    let named = Named(index);
    let (at, label) = (|name: &str| named.at(name), |name: &str| named.label(name));
    let class_label = label("客户类别");
    let classes: Vec<(&str, &str)> = Class::ALL
        .iter()
        .filter(|class| {
            **class != Class::HighVoltage || old.capacity.unit == CapacityUnit::KilovoltAmpere
        })
        .map(|class| (class.wire(), class.chinese()))
        .collect();
    let before = part.class.clone();
    let usual = usual_voltage(part, old);
    let class = must(&class_label, "这一份按自己的用途定客户类别。");
    checks.few_ui(ui, &at("class"), class, &classes, &mut part.class);
    let class = part.class.parse().unwrap_or(old.class);
    if before != part.class {
        suit(part, class, old);
    }
    holder_ui(ui, checks, &mut part.customer, class, &named);
    if class != Class::Resident {
        let nature_label = label("用电性质");
        let nature = must(&nature_label, "这一份的生产经营性质。");
        checks.many_ui(
            ui,
            &at("nature"),
            nature,
            &options_of!(Nature),
            &mut part.nature,
        );
    }
    let capacity_label = format!("{}（{}）", label("容量"), old.capacity.unit);
    let capacity = must(&capacity_label, "按各方的协议；各份加起来等于原有容量。").narrow();
    checks.text_ui(ui, &at("capacity"), capacity, &mut part.capacity);
    // It goes along with class and capacity until another is chosen.
    if part.voltage.is_empty() || part.voltage == usual {
        part.voltage = usual_voltage(part, old);
    }
    let voltages: Vec<(&str, &str)> = kind::voltages(class)
        .iter()
        .map(|voltage| (voltage.wire(), voltage.chinese()))
        .collect();
    let voltage_label = label("供电电压");
    let help = "每一份有自己的供电电压，已按客户类别和容量选好；不对的改选。";
    let voltage = must(&voltage_label, help);
    checks.few_ui(ui, &at("voltage"), voltage, &voltages, &mut part.voltage);
    let use_label = label("用途");
    let purpose = Field::new(&use_label).help("用电做什么，写得具体才能定准电价类别。");
    checks.text_ui(ui, &at("use"), purpose, &mut part.purpose);
    tariff_ui(
        ui,
        checks,
        part,
        (&at("tariff"), &label("电价类别")),
        proposed,
    );
    if class == Class::HighVoltage {
        part_supply::sources_ui(ui, checks, part, &named);
    }
    if class != Class::Resident {
        organisation_ui(ui, checks, &mut part.organisation, &named);
    }
}

/// What stands in the part's contract beside its holder; folded until it is asked for.
fn organisation_ui(ui: &mut Ui, checks: &mut Checks, known: &mut PartOrganisation, named: &Named) {
    let block = named.at("organisation");
    let mut refusals = checks.refusals().iter();
    let wrong = refusals.any(|refusal| refusal.field.starts_with(&block));
    let head = RichText::new(named.label("签约信息")).strong();
    CollapsingHeader::new(head.color(theme::palette(ui).accent))
        .id_salt(&block)
        .default_open(!known.is_empty())
        .open(wrong.then_some(true))
        .show_unindented(ui, |ui| {
            for (name, label, help, typed) in [
                (
                    "industry",
                    "行业",
                    "照营业执照的经营范围写；电价类别与原户相同的，不填则照原户。",
                    &mut known.industry,
                ),
                (
                    "representative",
                    "法定代表人",
                    "营业执照上的法定代表人或负责人。",
                    &mut known.representative,
                ),
                (
                    "agent",
                    "委托代理人",
                    "代替法定代表人签合同的人；本人签的不填。",
                    &mut known.agent,
                ),
                (
                    "tax_number",
                    "税号",
                    "18位统一社会信用代码，或15位、20位的税务登记号。",
                    &mut known.tax_number,
                ),
                ("bank", "开户银行", "写到支行。", &mut known.bank),
                (
                    "bank_account",
                    "银行账号",
                    "只写数字。",
                    &mut known.bank_account,
                ),
            ] {
                let label = named.label(label);
                let field = Field::new(&label).help(help);
                checks.text_ui(ui, &format!("{block}.{name}"), field, typed);
            }
        });
}

fn usual_voltage(part: &PartDraft, old: &Customer) -> String {
    let class = part.class.parse().unwrap_or(old.class);
    let kw = decimal(&part.capacity, 2).ok();
    proposed_voltage(class, kw, old.voltage).to_string()
}

/// What the other class asks for gets its usual value.
fn suit(part: &mut PartDraft, class: Class, old: &Customer) {
    let own = old.nature.filter(|_| class != Class::Resident);
    part.nature = own.map(|n| n.to_string()).unwrap_or_default();
    part.tariff.clear();
    if class == Class::Resident {
        part.organisation = PartOrganisation::default();
    }
    if class != Class::HighVoltage {
        part.sources.clear();
        part.transformers.clear();
    }
    let kinds = kind::id_kinds(class);
    let fits = kinds
        .iter()
        .any(|kind| kind.wire() == part.customer.id_kind);
    if !fits {
        let usual = kinds.first();
        part.customer.id_kind = usual.map_or_else(String::new, ToString::to_string);
    }
}

/// Names of a part's fields.
pub(super) struct Named(pub(super) usize);

impl Named {
    pub(super) fn at(&self, name: &str) -> String {
        format!("parts.{}.{name}", self.0)
    }

    pub(super) fn label(&self, name: &str) -> String {
        format!("第{}份{name}", self.0 + 1)
    }
}

fn holder_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    party: &mut PartyDraft,
    class: Class,
    named: &Named,
) {
    let label = named.label("户名");
    let name = must(&label, "与证件上的姓名或名称一致。");
    checks.text_ui(ui, &named.at("customer.name"), name, &mut party.name);
    let kinds: Vec<_> = kind::id_kinds(class)
        .iter()
        .map(|kind| (kind.wire(), kind.chinese()))
        .collect();
    let label = named.label("证件名称");
    let id_kind = must(&label, "居民用身份证，单位用统一社会信用代码。");
    let at = named.at("customer.id_kind");
    checks.few_ui(ui, &at, id_kind, &kinds, &mut party.id_kind);
    let label = named.label("证件号码");
    let number = must(&label, "照证件抄写，号码会自动核对。");
    let at = named.at("customer.id_number");
    checks.text_ui(ui, &at, number, &mut party.id_number);
    let label = named.label("联系电话");
    let phone = must(&label, "11位手机号，或区号加固定电话号码。");
    checks.text_ui(ui, &named.at("customer.phone"), phone, &mut party.phone);
}

/// The class of price with the one proposed for the part's own use and share (TARIFF-2).
fn tariff_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    part: &mut PartDraft,
    (at, label): (&str, &str),
    proposed: Option<&Proposal>,
) {
    let field = must(label, "按这一份自己的用途和容量定，建议和理由写在下面。");
    checks.many_ui(ui, at, field, &options_of!(Tariff), &mut part.tariff);
    let Some(proposal) = proposed else {
        return;
    };
    let wire = proposal.tariff.wire();
    Field::new("").row_ui(ui, |ui, width| {
        ui.set_max_width(width);
        let words = format!("建议：{}。{}", proposal.tariff.chinese(), proposal.why);
        let ink = theme::palette(ui).weak;
        ui.add(Label::new(RichText::new(words).small().color(ink)).wrap());
        let name = format!("{label}按建议");
        if part.tariff != wire && button::quiet_ui(ui, &name).clicked() {
            wire.clone_into(&mut part.tariff);
            checks.touch(at, Touched::chosen(true));
        }
    });
}

fn proposal(
    part: &PartDraft,
    old: &Customer,
    on: chrono::NaiveDate,
    shell: &Shell,
) -> Option<Proposal> {
    let class = part.class.parse().ok()?;
    let usage = Usage {
        class,
        nature: match class {
            Class::Resident => None,
            _ => part.nature.parse().ok().or(old.nature),
        },
        purpose: &part.purpose,
        kva: decimal(&part.capacity, 2).ok(),
        on,
    };
    let manual = shell.manual();
    tariff::propose(usage, &manual.named_uses, &manual.rulebooks).ok()
}

/// What has been shared out of the old capacity (SPLIT-4).
fn sum_ui(ui: &mut Ui, parts: &[PartDraft], old: &Customer) {
    let palette = theme::palette(ui);
    let whole = old.capacity;
    let shares = parts.iter().map(|part| decimal(&part.capacity, 2).ok());
    let (words, ink) = match shares.sum::<Option<Decimal>>() {
        None => (
            format!("原有容量 {whole}，有的份容量还没填好"),
            palette.text,
        ),
        Some(sum) if sum == whole.value => {
            (format!("✓ 各份合计 {whole}，等于原有容量"), palette.green)
        }
        Some(sum) => {
            let sum = sum.normalize();
            let words = format!(
                "▲ 各份合计 {sum} {}，原有容量 {whole}，应当相等",
                whole.unit
            );
            (words, palette.amber)
        }
    };
    ui.add(Label::new(RichText::new(words).color(ink)).wrap());
}
