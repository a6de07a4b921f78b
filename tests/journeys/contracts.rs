//! What scripts and other programs rely on.

use serde_json::Value;

use crate::support::{CLEAN, ORIGINAL, Project, TRANSLATION, corpora, record};

const COLUMNS: &str = "finding_id,article,check,severity,confidence,side,block,line,column,found,suggestion,original_text,\
                       translation_text,message,its_type,mqm_category,from,to,source_name,renderings,link,decision,comment";

fn pair() -> Project {
    Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", TRANSLATION)])
}

fn corpora_findings(project: &Project) -> Vec<Value> {
    let folder = corpora().display().to_string();
    project.run(&["check", &folder, "--format", "jsonl", "--quiet", "--profile", "strict"]).records()
}

#[test]
fn a_finding_has_its_keys() {
    let said = pair().run(&["check", "a.cs.txt", "a.en.txt", "--format", "jsonl"]);
    let [finding] = said.records().try_into().unwrap();
    for key in [
        "schema",
        "fingerprint",
        "article",
        "check",
        "severity",
        "confidence",
        "message",
        "found",
        "suggestion",
        "original",
        "translation",
        "entity",
        "evidence",
        "its",
        "mqm",
    ] {
        assert!(finding.get(key).is_some(), "{key} is missing in {finding}");
    }
    assert_eq!(finding["schema"], "isogloss.finding/1");
    assert_eq!((&finding["article"], &finding["check"]), (&"a.en.txt".into(), &"headline-duplicate".into()));
    assert_eq!((&finding["severity"], &finding["suggestion"]), (&"error".into(), &"".into()));
    let place = &finding["translation"];
    assert_eq!([&place["block"], &place["line"], &place["column"], &place["end_column"]], [2, 3, 1, 28]);
    assert_eq!((&place["text"], &place["unit"]), (&"The minister flew to Prague".into(), &Value::Null));
    assert!(finding["fingerprint"].as_str().unwrap().starts_with("f1-"));
}

#[test]
fn places_are_lines_and_columns_of_the_raw_file() {
    let project = Project::new(&[]);
    let findings = corpora_findings(&project);
    assert!(findings.len() > 8);
    for finding in &findings {
        let text = std::fs::read_to_string(corpora().join(finding["article"].as_str().unwrap())).unwrap();
        let place = &finding["translation"];
        let number = |key: &str| usize::try_from(place[key].as_u64().unwrap()).unwrap();
        let line = text.lines().nth(number("line") - 1).unwrap();
        let at: String = line.chars().skip(number("column") - 1).take(number("end_column") - number("column")).collect();
        assert_eq!(at, finding["found"].as_str().unwrap(), "{finding}");
    }
}

#[test]
fn findings_about_names_name_the_name() {
    let findings = corpora_findings(&Project::new(&[]));
    let names: Vec<_> = findings.iter().filter(|finding| finding["check"].as_str().unwrap().starts_with("name-")).collect();
    assert!(!names.is_empty());
    for finding in names {
        let renderings = finding["entity"]["renderings"].as_array().unwrap();
        assert!(!renderings.is_empty(), "{finding}");
        assert!(renderings.iter().all(|rendering| !rendering["occurrences"].as_array().unwrap().is_empty()), "{finding}");
    }
}

#[test]
fn places_in_a_batch_are_lines_of_the_string_or_units_of_the_object() {
    let project = Project::new(&[]);
    let object = r#"{"id":"o","from":"cs","to":"en","original":{"headline":"Ministr odletěl do Prahy","body":["Premiér dnes jednal."]},"translation":{"headline":"The minister flew to Prague","body":["The minister flew to Prague","The prime minister held talks today."]}}"#;
    let batch = [record("s", ORIGINAL, TRANSLATION), object.to_owned()].join("\n");
    let said = project.run_with(&["check", "--batch", "-", "--format", "jsonl"], &batch);
    let [string, object] = said.records().try_into().unwrap();
    assert_eq!((&string["translation"]["line"], &string["translation"]["unit"]), (&3.into(), &Value::Null));
    assert_eq!((&object["translation"]["line"], &object["translation"]["unit"]), (&Value::Null, &"body[0]".into()));
    assert_eq!(object["translation"]["block"], 2);
}

#[test]
fn records_all_adds_one_for_each_article() {
    let batch = [record("1", ORIGINAL, TRANSLATION), record("2", ORIGINAL, CLEAN), "x".to_owned()].join("\n");
    let arguments = ["check", "--batch", "-", "--format", "jsonl", "--records", "all"];
    let said = Project::new(&[]).run_with(&arguments, &batch);
    let schemas: Vec<String> = said.records().iter().map(|record| record["schema"].as_str().unwrap().to_owned()).collect();
    let article = "isogloss.article/1";
    assert_eq!(schemas, ["isogloss.finding/1", article, article, article]);
    let last = &said.records()[3];
    assert_eq!(last["status"], "failed");
    assert!(last["error"].as_str().unwrap().contains("broken JSON"));
    for key in ["article", "counts", "skipped", "error"] {
        assert!(said.records()[1].get(key).is_some(), "{key}");
    }
}

#[test]
fn csv_for_spreadsheets_has_mark_line_ends_and_columns() {
    let said = pair().run(&["check", "a.cs.txt", "a.en.txt", "--format", "csv"]);
    let text = said.stdout.strip_prefix('\u{feff}').unwrap();
    assert_eq!(text.lines().next(), Some(COLUMNS));
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    let said = pair().run(&["check", "a.cs.txt", "a.en.txt", "--format", "csv", "--csv-dialect", "semicolon"]);
    assert!(said.stdout.starts_with(&format!("\u{feff}{}\r\n", COLUMNS.replace(',', ";"))), "{said:?}");
    let said = pair().run(&["check", "a.cs.txt", "a.en.txt", "--format", "csv", "--csv-dialect", "plain"]);
    assert!(said.stdout.starts_with(&format!("{COLUMNS}\n")) && !said.stdout.contains('\r'), "{said:?}");
}

#[test]
fn csv_without_findings_still_has_its_columns() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", CLEAN)]);
    let said = project.run(&["check", "a.cs.txt", "a.en.txt", "--format", "csv", "--csv-dialect", "plain"]);
    assert_eq!(said.stdout, format!("{COLUMNS}\n"));
}

#[test]
fn a_spreadsheet_runs_nothing_that_an_article_says() {
    let formula = "=HYPERLINK(\"http://example.org\")";
    let batch = record("1", "Titulek zprávy\nText zprávy je zde.", &format!("{formula}\n{formula}\nThe text stands here."));
    let project = Project::new(&[]);
    let arguments = ["check", "--batch", "-", "--format", "csv", "--check", "headline-duplicate"];
    let said = project.run_with(&arguments, &batch);
    let mut rows = csv::Reader::from_reader(said.stdout.trim_start_matches('\u{feff}').as_bytes());
    let row = rows.records().next().expect("the repeated headline").unwrap();
    assert_eq!(row[9], format!("'{formula}"));
    assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
}

#[test]
fn the_strict_profile_only_adds() {
    let project = Project::new(&[]);
    let folder = corpora().display().to_string();
    let run = |profile: &str| {
        let said = project.run(&["check", &folder, "--format", "jsonl", "--quiet", "--profile", profile]);
        let findings = said.records();
        findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (default, strict) = (run("default"), run("strict"));
    assert!(default.iter().all(|fingerprint| strict.contains(fingerprint)));
}
