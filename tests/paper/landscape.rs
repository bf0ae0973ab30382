//! Papers laid across: who signs sees the sums.

use yekuo::paper::landscape::{
    BODY_WIDTH, Column, HeadCell, Landscape, Part, Stand, Table, landscape,
};

fn sheet(rows: usize) -> Landscape {
    let mut cells: Vec<Vec<String>> = (1..rows).map(|row| vec![format!("第{row}行")]).collect();
    cells.push(vec!["合计".to_owned()]);
    let table = Table {
        columns: vec![Column {
            width: BODY_WIDTH,
            stand: Stand::Left,
        }],
        head: vec![HeadCell {
            text: "业务".to_owned(),
            column: 0,
            columns: 1,
            row: 0,
            rows: 1,
        }],
        rows: cells,
        sums: true,
        ..Table::default()
    };
    Landscape {
        title: "月报".to_owned(),
        under_title: Default::default(),
        parts: vec![
            Part::Table(table),
            Part::Text("期初加受理等于办结加期末。".repeat(9)),
            Part::Signatures(vec!["负责人（签名、盖章）".to_owned()]),
        ],
        foot: String::new(),
        issued_at: String::new(),
    }
}

#[test]
fn the_page_that_is_signed_has_the_sums_and_the_rows_before_them() {
    for rows in 1..90 {
        let paper = landscape(&sheet(rows)).unwrap();
        let pages = 0..paper.pages.len();
        let texts: Vec<String> = pages.map(|page| paper.page_text(page)).collect();
        let signed: Vec<&String> = texts
            .iter()
            .filter(|text| text.contains("负责人"))
            .collect();
        assert_eq!(signed.len(), 1, "{rows}");
        assert!(signed[0].contains("合计"), "{rows}");
        for row in rows.saturating_sub(2).max(1)..rows {
            assert!(signed[0].contains(&format!("第{row}行")), "{rows}: {row}");
        }
    }
}
