//! What the auditor asks: numbers without gaps, refusals kept, a log that is by reference only.

use yekuo::office::{OfficeError, accept, correct, history, refuse, void};
use yekuo::store::event;

use crate::support::{Window, draft};

#[test]
fn audit_1_numbers_have_no_gaps_and_voided_ones_stay_used() {
    let mut window = Window::open();
    assert_eq!(window.accept(&draft()), "360731-2026-00001");
    let mut wrong = draft();
    wrong.customer.phone = "1380013800".to_owned();
    let refused = window
        .office
        .act(&window.desk, |work| accept::accept(work, &wrong));
    assert!(matches!(refused, Err(OfficeError::Refused(_))));
    let second = window.accept(&draft());
    assert_eq!(
        second, "360731-2026-00002",
        "a refused application uses no number up"
    );
    window
        .office
        .act(&window.desk, |work| void::void(work, &second, "重复受理"))
        .unwrap();
    assert_eq!(window.accept(&draft()), "360731-2026-00003");
    window.desk.today = "2027-01-04".parse().unwrap();
    assert_eq!(
        window.accept(&draft()),
        "360731-2027-00001",
        "each year begins anew"
    );
}

#[test]
fn audit_3_a_refusal_is_numbered_kept_and_needs_its_reason() {
    let mut window = Window::open();
    let refuse = |window: &mut Window, why: &str| {
        window
            .office
            .act(&window.desk, |work| refuse::refuse(work, &draft(), why))
    };
    assert!(matches!(
        refuse(&mut window, "  "),
        Err(OfficeError::Refused(_))
    ));
    assert_eq!(
        refuse(&mut window, "不在本所供电范围").unwrap().number,
        "360731-2026-T0001"
    );
    assert_eq!(
        refuse(&mut window, "不在本所供电范围").unwrap().number,
        "360731-2026-T0002"
    );
    let log = window.office.look(&window.desk, |work| {
        history::history(work, "360731-2026-T0002")
    });
    assert_eq!(log.unwrap()[0].act, "refuse");
}

#[test]
fn audit_5_the_log_never_holds_an_identity_number_or_a_phone() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    let correction = correct::Correction {
        case: case.clone(),
        changes: [("phone".to_owned(), "13900139000".to_owned())].into(),
        reason: "原号13800138000停用,身份证11010519491231002X".to_owned(),
        ..Default::default()
    };
    window
        .office
        .act(&window.desk, |work| correct::correct(work, &correction))
        .unwrap();
    let events = event::of(window.office.store().conn(), &case).unwrap();
    assert_eq!(events.len(), 2);
    for event in events {
        let row = format!("{event:?}");
        for private in ["13800138000", "13900139000", "11010519491231002X"] {
            assert!(!row.contains(private), "{row}");
        }
    }
    assert_eq!(event::verify(window.office.store().conn()).unwrap(), None);
}
