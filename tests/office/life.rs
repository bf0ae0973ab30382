//! A case from intake to the filed dossier, and what may be taken back.

use yekuo::model::vocabulary::{AccountState, CaseState};
use yekuo::office::{OfficeError, customer, documents, find, void, withdraw};

use crate::support::{Window, draft, file, walk};

#[test]
fn new_1_the_customer_exists_once_energised() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    walk(&mut window, &case, "contract_signed");
    assert_eq!(file(&window, &case).case.account, None);
    walk(&mut window, &case, "energised");
    let done = file(&window, &case);
    assert_eq!(done.case.state, CaseState::Completed);
    let account = done.case.account.unwrap();
    let customer = window
        .office
        .look(&window.desk, |work| customer::customer_file(work, &account));
    let customer = customer.unwrap();
    assert_eq!(customer.customer.state, AccountState::Active);
    assert_eq!(
        (
            customer.meters.len(),
            customer.readings.len(),
            customer.contracts.len()
        ),
        (1, 1, 1)
    );
    let asset_number = customer.meters[0].asset_number.clone();
    let found = window
        .office
        .look(&window.desk, |work| find::find(work, &asset_number, 10))
        .unwrap();
    assert!(matches!(&found[0], find::Found::Customer(found) if found.account == account));
}

#[test]
fn new_6_the_dossier_lists_every_document_and_paper() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    window.print(&case, "acceptance_receipt").unwrap();
    walk(&mut window, &case, "filed");
    assert_eq!(file(&window, &case).case.state, CaseState::Filed);
    let index = window.print(&case, "dossier_index").unwrap();
    let text = crate::print::text(&index.pdf);
    for word in ["用电地址产权证明复印件", "产权人身份证复印件", "受理回执"]
    {
        assert!(text.contains(word), "{word} is not in {text}");
    }
}

#[test]
fn a_waiting_case_is_accepted_on_the_day_of_the_last_document() {
    let mut window = Window::open();
    let mut incomplete = draft();
    incomplete.documents.clear();
    let case = window.accept(&incomplete);
    assert!(file(&window, &case).deadlines.is_empty(), "no limit runs");
    window.desk.today = "2026-06-03".parse().unwrap();
    let mut bring = |code: &str| {
        let brought = [(code.to_owned(), "copy".to_owned())];
        window
            .office
            .act(&window.desk, |work| {
                documents::record(work, &case, &brought, "")
            })
            .unwrap()
    };
    assert_eq!(bring("DOC-1.1").state, CaseState::Waiting);
    assert_eq!(bring("DOC-1.2").state, CaseState::Accepted);
    let file = file(&window, &case);
    assert_eq!(file.case.accepted_on.unwrap().to_string(), "2026-06-03");
    assert_eq!(file.waited_days, 2);
    // Wednesday + 3 → Saturday → Monday.
    assert_eq!(file.deadlines[0].nominal.to_string(), "2026-06-06");
    assert_eq!(file.deadlines[0].due.to_string(), "2026-06-08");
}

#[test]
fn a_step_taken_back_stays_in_the_history_and_takes_the_account_with_it() {
    let mut window = Window::open();
    let case = window.accept(&draft());
    walk(&mut window, &case, "energised");
    let account = file(&window, &case).case.account.unwrap();
    let back = window.office.act(&window.desk, |work| {
        withdraw::withdraw(work, &case, "表号录错")
    });
    assert_eq!(back.unwrap().as_str(), "energised");
    let after = file(&window, &case);
    assert_eq!(
        (after.case.state, &after.case.account),
        (CaseState::Accepted, &None)
    );
    assert!(after.steps.last().unwrap().withdrawn.is_some());
    let gone = window
        .office
        .look(&window.desk, |work| customer::customer_file(work, &account));
    assert!(matches!(gone, Err(OfficeError::Refused(_))));
    walk(&mut window, &case, "energised");
    assert_eq!(
        file(&window, &case).case.account.unwrap(),
        account,
        "the number is free again"
    );
}

#[test]
fn a_case_is_voided_before_it_is_completed_and_not_after() {
    let mut window = Window::open();
    let (first, second) = (window.accept(&draft()), window.accept(&draft()));
    walk(&mut window, &first, "contract_signed");
    window
        .office
        .act(&window.desk, |work| void::void(work, &first, "客户放弃"))
        .unwrap();
    let voided = file(&window, &first);
    assert_eq!(voided.case.state, CaseState::Voided);
    assert!(voided.next.is_empty());
    walk(&mut window, &second, "energised");
    let late = window
        .office
        .act(&window.desk, |work| void::void(work, &second, "客户放弃"));
    assert!(matches!(late, Err(OfficeError::Refused(_))));
    let back = window.office.act(&window.desk, |work| {
        withdraw::withdraw(work, &first, "想恢复")
    });
    assert!(
        matches!(back, Err(OfficeError::Refused(_))),
        "a voided case stays as it is"
    );
}
