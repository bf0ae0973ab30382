//! Who applies, in what standing, and who came for him.

use egui::Ui;

use crate::model::application::{AgentDraft, Draft, PartyDraft};
use crate::model::vocabulary::{Class, IdKind};
use crate::ui::widgets::checks::Checks;
use crate::ui::widgets::choice::options_of;
use crate::ui::widgets::field::Field;

use super::{change, kind, must, organisation};

const STANDINGS: [(&str, &str); 2] = [("owner", "产权人"), ("tenant", "租户")];

/// The customer, in the order of the paper form.
pub(super) fn customer_ui(
    ui: &mut Ui,
    checks: &mut Checks,
    draft: &mut Draft,
    class: Class,
    focus_first: &mut bool,
) {
    let customer = &mut draft.customer;
    let resident = class == Class::Resident;
    let name = must(
        "户名",
        if resident {
            "与身份证上的姓名一致。"
        } else {
            "与营业执照上的名称一致，写全称。"
        },
    );
    if std::mem::take(focus_first) {
        ui.memory_mut(|memory| memory.request_focus(name.id()));
    }
    checks.text_ui(ui, "customer.name", name, &mut customer.name);
    let id_kind = must(
        "证件名称",
        if resident {
            "居民用身份证；港澳台居民居住证、外国人永久居留证号码格式相同，也选身份证。"
        } else {
            "单位用统一社会信用代码；没有代码的选其他证件。"
        },
    );
    let id_kinds: Vec<_> = kind::id_kinds(class)
        .iter()
        .map(|kind| (kind.wire(), kind.chinese()))
        .collect();
    checks.few_ui(
        ui,
        "customer.id_kind",
        id_kind,
        &id_kinds,
        &mut customer.id_kind,
    );
    let id_number = must(
        "证件号码",
        if customer.id_kind == IdKind::Uscc.wire() {
            "18位数字和大写字母，照营业执照抄写；最后一位会自动核对。"
        } else {
            "18位身份证号，最后一位可以是X；号码会自动核对校验位和出生日期。"
        },
    );
    checks.text_ui(ui, "customer.id_number", id_number, &mut customer.id_number);
    let phone = must(
        "联系电话",
        "11位手机号，或区号加固定电话号码，例：0797-6234567。",
    );
    checks.text_ui(ui, "customer.phone", phone, &mut customer.phone);
    let address = must(
        "用电地址",
        "写到乡镇、村、组和门牌，例：石桥镇红星村三组18号。",
    );
    checks.text_ui(ui, "customer.address", address, &mut customer.address);
    let postal = Field::new("通信地址").help("寄送通知的地址；与用电地址相同的不填。");
    checks.text_ui(
        ui,
        "customer.postal_address",
        postal,
        &mut customer.postal_address,
    );
    let postcode = Field::new("邮政编码").help("6位数字，可以不填。").narrow();
    checks.text_ui(ui, "customer.postcode", postcode, &mut customer.postcode);
    let contact = Field::new("联系人")
        .help("不是户主本人接电话时填写。")
        .narrow();
    checks.text_ui(ui, "customer.contact", contact, &mut customer.contact);
    if !resident {
        organisation::representative_ui(ui, checks, draft, None);
    }
}

/// Owner or tenant; a tenant names his landlord (DOC-2, DOC-4).
pub(super) fn standing_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft, class: Class) {
    let resident = class == Class::Resident;
    let mut standing = if draft.tenant { "tenant" } else { "owner" }.to_owned();
    let field = Field::new("申请身份").help(if resident {
        "租户用电要写明出租人，出租人为电费担保。"
    } else {
        "租户用电要写明出租人，租房协议代替产权证明，里面写明电费由谁交。"
    });
    checks.few_ui(ui, "tenant", field, &STANDINGS, &mut standing);
    let tenant = standing == "tenant";
    if tenant != draft.tenant {
        draft.tenant = tenant;
        draft.landlord = tenant.then(|| PartyDraft {
            id_kind: IdKind::IdCard.wire().to_owned(),
            ..PartyDraft::default()
        });
    }
    if let Some(landlord) = &mut draft.landlord {
        let name = must(
            "出租人姓名",
            if resident {
                "产权人，在电费担保书上签字的人。"
            } else {
                "产权人，在租房协议上签字的人或单位。"
            },
        );
        checks.text_ui(ui, "landlord.name", name, &mut landlord.name);
        if !resident {
            let id_kind = must("出租人证件名称", "个人用身份证，单位用统一社会信用代码。");
            let kinds = options_of!(IdKind);
            checks.few_ui(
                ui,
                "landlord.id_kind",
                id_kind,
                &kinds,
                &mut landlord.id_kind,
            );
        }
        let id_number = must("出租人证件号码", "出租人证件上的号码。");
        checks.text_ui(ui, "landlord.id_number", id_number, &mut landlord.id_number);
        let phone = must("出租人联系电话", "出租人的手机号或固定电话。");
        checks.text_ui(ui, "landlord.phone", phone, &mut landlord.phone);
    }
}

/// Nobody comes: the office closes the account for want of use (CLOSE-4).
pub(super) fn office_ui(ui: &mut Ui, draft: &mut Draft) {
    (draft.tenant, draft.landlord, draft.agent) = (false, None, None);
    change::line_ui(
        ui,
        "由供电所办理：没有来办理的人，不要户主身份证明，依据是已送达的待销户通知。",
    );
}

pub(super) fn title_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let title = Field::new("产权证号").help("房产证、宅基地证、购房合同或村委会证明的名称和编号。");
    checks.text_ui(ui, "title_certificate", title, &mut draft.title_certificate);
}

/// Who came for the customer.
pub(super) fn agent_ui(ui: &mut Ui, checks: &mut Checks, draft: &mut Draft) {
    let mut comes = if draft.agent.is_some() {
        "agent"
    } else {
        "self"
    }
    .to_owned();
    let options = [("self", "客户本人"), ("agent", "经办人代办")];
    let field =
        Field::new("来办理的人").help("别人代办的填经办人；未成年人由监护人办理，也填在这里。");
    checks.few_ui(ui, "agent", field, &options, &mut comes);
    match (comes.as_str(), &draft.agent) {
        ("agent", None) => draft.agent = Some(AgentDraft::default()),
        ("self", Some(_)) => draft.agent = None,
        _ => {}
    }
    if let Some(agent) = &mut draft.agent {
        let name = must("经办人姓名", "与身份证上的姓名一致。");
        checks.text_ui(ui, "agent.name", name, &mut agent.name);
        let id_number = must("经办人身份证", "经办人的18位身份证号。");
        checks.text_ui(ui, "agent.id_number", id_number, &mut agent.id_number);
        let phone = must("经办人电话", "经办人的手机号或固定电话。");
        checks.text_ui(ui, "agent.phone", phone, &mut agent.phone);
    }
}
