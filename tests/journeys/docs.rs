//! The README says what the code says.

use isogloss::checks::CHECKS;
use isogloss::report::COLUMNS;

static README: &str = include_str!("../../README.md");

fn between(marker: &str) -> Vec<&'static str> {
    let (open, close) = (format!("<!-- {marker} -->\n"), format!("<!-- /{marker} -->"));
    let start = README.find(&open).expect("the marker opens") + open.len();
    let end = README.find(&close).expect("the marker closes");
    README.get(start..end).expect("the markers stand in order").lines().filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_check_table_is_the_registry() {
    let mut expected =
        vec!["| check | finds | needs | severity | ITS 2.0 | MQM 2.0 |".to_owned(), "|---|---|---|---|---|---|".to_owned()];
    expected.extend(CHECKS.iter().map(|check| check.meta()).map(|meta| {
        format!(
            "| `{}` | {} | {} | {} | {} | {} |",
            meta.id,
            meta.summary,
            meta.needs.name(),
            meta.severity.name(),
            meta.its,
            meta.mqm
        )
    }));
    assert_eq!(between("checks"), expected);
}

#[test]
fn the_column_table_names_every_column_in_order() {
    let rows = between("columns");
    let named: Vec<String> = rows.iter().skip(2).filter_map(|row| row.split('`').nth(1)).map(str::to_owned).collect();
    assert_eq!(named, COLUMNS);
    assert!(rows.iter().skip(2).all(|row| row.split('|').nth(2).is_some_and(|meaning| !meaning.trim().is_empty())));
}

#[test]
fn the_terminal_picture_is_what_the_program_prints() {
    let folder = "corpora/cs-en-solid-ground";
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_isogloss"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("COLUMNS")
        .args(["check", &format!("{folder}/original.cs.txt"), &format!("{folder}/translation.en.txt")])
        .output()
        .expect("the program starts");
    let printed = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
    let picture = README.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the README has a picture");
    let findings: Vec<&str> = picture.trim_end().split("\n\n").collect();
    assert!(findings.len() >= 2);
    for finding in findings {
        assert!(printed.contains(finding), "not printed:\n{finding}\nprinted:\n{printed}");
    }
}

#[test]
fn every_check_documents_an_example_and_its_limits() {
    for meta in CHECKS.iter().map(|check| check.meta()) {
        assert!(meta.docs.contains("Example") && meta.docs.contains("Limits"), "{}", meta.id);
    }
}
