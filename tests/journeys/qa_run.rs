//! Before publication: a folder of articles, a list in the terminal, a report for the spreadsheet.

use serde_json::Value;

use crate::support::{CLEAN, ORIGINAL, Project, TRANSLATION, corpora, records};

#[test]
fn a_fault_is_shown_with_its_sentence_and_summed_up() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", TRANSLATION)]);
    let said = project.run(&["check", "a.cs.txt", "a.en.txt"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.stdout.contains("[headline-duplicate]\n --> a.en.txt:3:1\n"), "{said:?}");
    assert!(said.stdout.contains("3 | The minister flew to Prague\n"), "{said:?}");
    for words in ["examined: 1 article, ", "checks run: headline-duplicate, ", "found: 1 error, 0 warnings, 0 info, in 1 article"]
    {
        assert!(said.stderr.contains(words), "{said:?}");
    }
}

#[test]
fn a_clean_article_is_said_to_have_been_examined() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", CLEAN)]);
    let said = project.run(&["check", "a.cs.txt", "a.en.txt"]);
    assert_eq!((said.code, said.stdout.as_str()), (Some(0), ""), "{said:?}");
    assert!(said.stderr.contains("examined: 1 article, 2 and 2 sentences"), "{said:?}");
    assert!(said.stderr.contains("found: nothing"), "{said:?}");
}

#[test]
fn a_translation_alone_says_which_checks_could_not_look() {
    let project = Project::new(&[("a.en.txt", TRANSLATION)]);
    let said = project.run(&["check", "a.en.txt"]);
    assert_eq!(said.code, Some(1));
    assert!(said.stderr.contains("skipped: name-transcription in 1 article (there is no original)"), "{said:?}");
}

#[test]
fn a_folder_gives_reports_in_every_format_that_say_the_same() {
    let project = Project::new(&[]);
    let folder = corpora().display().to_string();
    let said = project.run(&["check", &folder, "--quiet", "-o", "r.csv", "-o", "r.jsonl", "-o", "r.txt"]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(1), ""));
    assert_eq!(project.names(), ["r.csv", "r.jsonl", "r.txt"]);
    assert_eq!(project.read("r.txt"), said.stdout);
    let findings = records(&project.read("r.jsonl"));
    let csv = project.read("r.csv");
    let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let ids: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
    let fingerprints: Vec<&str> = findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap()).collect();
    assert!(ids.len() > 8, "{ids:?}");
    assert_eq!(ids, fingerprints);
}

#[test]
fn names_in_a_foreign_transcription_are_found_with_the_right_form() {
    let project = Project::new(&[]);
    let folder = corpora().join("cs-en-solid-ground");
    let file = |name: &str| folder.join(name).display().to_string();
    let arguments = ["check", &file("original.cs.txt"), &file("translation.en.txt"), "--format", "jsonl", "--check", "name"];
    let said = project.run(&arguments);
    let said_of = |form: &str| -> Option<Value> { said.records().into_iter().find(|record| record["found"] == form) };
    assert_eq!(said_of("Wang I").expect("Wang I")["suggestion"], "Wang Yi");
    assert_eq!(said_of("Qin Kang").expect("Qin Kang")["suggestion"], "Qin Gang");
}

#[test]
fn clean_translations_of_the_corpora_stay_silent() {
    let folder = corpora().display().to_string();
    let said = Project::new(&[]).run(&["check", &folder, "--format", "jsonl", "--quiet"]);
    let noisy: Vec<String> = said.findings().into_iter().filter(|finding| finding.contains("/clean.")).collect();
    assert_eq!(noisy, Vec::<String>::new());
}

#[test]
fn two_folders_pair_by_name_and_the_rest_is_listed() {
    let project = Project::new(&[
        ("cs/a.cs.txt", ORIGINAL),
        ("en/a.en.txt", TRANSLATION),
        ("cs/only.cs.txt", ORIGINAL),
        ("en/notes.pdf", ""),
    ]);
    let said = project.run(&["check", "cs", "en", "--format", "jsonl"]);
    assert_eq!(said.findings(), ["a.en.txt headline-duplicate"]);
    assert!(said.stderr.contains("unpaired: cs/only.cs.txt: no translation of that name"), "{said:?}");
    assert!(said.stderr.contains("unpaired: 1 input"), "{said:?}");
}

#[test]
fn a_manifest_names_pairs_and_ids() {
    let project = Project::new(&[
        ("texts/1.txt", ORIGINAL),
        ("texts/2.txt", TRANSLATION),
        ("texts/pairs.csv", "id,original,translation,from,to\nfirst,1.txt,2.txt,cs,en\nsecond,1.txt,none.txt,cs,en\n"),
    ]);
    let said = project.run(&["check", "--manifest", "texts/pairs.csv", "--format", "jsonl"]);
    assert_eq!((said.code, said.findings()), (Some(2), vec!["first headline-duplicate".to_owned()]));
    assert!(said.stderr.contains("texts/none.txt: no such file or folder"), "{said:?}");
}

#[test]
fn a_copied_headline_adds_one_finding_and_changes_no_other() {
    let before = "Talks end\n\nTop diplomat Wang I spoke in Munich.\n\nOn Sunday Wang Yi flew to Moscow.\n";
    let after = before.replacen("Talks end\n", "Talks end\n\nTalks end\n", 1);
    let project = Project::new(&[("before/a.en.txt", before), ("after/a.en.txt", &after)]);
    let run = |folder: &str| {
        let mut command = project.command(&["check", "a.en.txt", "--format", "jsonl"]);
        let output = command.current_dir(project.path(folder)).output().unwrap();
        let findings = records(&String::from_utf8(output.stdout).unwrap());
        findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (before, after) = (run("before"), run("after"));
    assert!(!before.is_empty(), "the two spellings are a finding");
    assert_eq!(after.len(), before.len() + 1);
    assert!(before.iter().all(|fingerprint| after.contains(fingerprint)), "{before:?} {after:?}");
}

#[test]
fn the_table_of_names_has_every_rendering_and_marks_conflicts() {
    let original = "国家主席习近平抵达莫斯科。\n赵乐际主席会见了记者。\n记者问赵乐际主席何时返回。\n";
    let translation = "President Xi Jinping arrived in Moscow.\nChairman Zhao Leji met reporters.\nReporters asked Chairman Zhao Lejji when he would return.\n";
    let project = Project::new(&[("a.zh.txt", original), ("a.en.txt", translation)]);
    let said = project.run(&["names", "a.zh.txt", "a.en.txt"]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stdout.starts_with("\u{feff}article,source_name,kind,"), "{said:?}");
    for row in ["习近平,person,", ",Zhao Leji,1,2:10,yes", ",Zhao Lejji,1,3:26,yes"] {
        assert!(said.stdout.contains(row), "{row}: {said:?}");
    }
    let said = project.run(&["names", "a.zh.txt", "a.en.txt", "--format", "jsonl"]);
    let names = records(&said.stdout);
    assert!(names.iter().all(|name| name["schema"] == "isogloss.name/1"), "{said:?}");
    assert!(names.iter().any(|name| name["original_forms"][0] == "赵乐际" && name["conflict"] == Value::Bool(true)), "{said:?}");
    project.run(&["names", "missing.zh.txt", "a.en.txt"]).assert_refused(&["missing.zh.txt"]);
}
