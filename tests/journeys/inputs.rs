//! Inputs that are wrong: each has its message, and the others are checked all the same.

use crate::support::{CLEAN, ORIGINAL, Project, TRANSLATION, record};

#[test]
fn a_missing_file_is_named() {
    let said = Project::new(&[]).run(&["check", "none.en.txt"]);
    said.assert_refused(&["failed to read text: none.en.txt: no such file or folder", "help: check the spelling"]);
    assert_eq!(said.stdout, "");
}

#[test]
fn a_folder_beside_a_file_is_refused() {
    let project = Project::new(&[("texts/a.en.txt", CLEAN), ("a.cs.txt", ORIGINAL)]);
    project.run(&["check", "a.cs.txt", "texts"]).assert_refused(&["texts is a folder and a.cs.txt is a file", "help: "]);
    project.run(&["check", "--files", "texts"]).assert_refused(&["texts: it is a folder"]);
    project.run(&["check", "--batch", "texts"]).assert_refused(&["read batch: texts:1: "]);
}

#[test]
fn an_empty_file_is_an_error() {
    for text in ["", " \n\n\t\n", "\u{feff}"] {
        let project = Project::new(&[("a.en.txt", text)]);
        project.run(&["check", "a.en.txt"]).assert_refused(&["failed to read text: a.en.txt: it is empty"]);
    }
}

#[test]
fn an_empty_translation_of_a_text_is_examined_and_an_empty_original_is_not() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", "\n")]);
    let said = project.run(&["check", "a.cs.txt", "a.en.txt"]);
    assert!(said.stderr.contains("examined: 1 article"), "{said:?}");
    let project = Project::new(&[("a.cs.txt", ""), ("a.en.txt", CLEAN)]);
    project.run(&["check", "a.cs.txt", "a.en.txt"]).assert_refused(&["a.cs.txt: it is empty"]);
}

#[test]
fn binary_files_are_told_with_the_byte() {
    let project = Project::new(&[]);
    project.write("nul.en.txt", b"Headline\n\nText with a \0 byte.\n");
    project.write("pdf.en.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    project.write("noise.en.txt", &[0x01, 0xfe, 0x80, 0x02, 0xff, 0x13, 0x99, 0x1b]);
    project.run(&["check", "nul.en.txt"]).assert_refused(&["nul.en.txt: byte 22: a NUL byte, no plain text", "help: "]);
    project.run(&["check", "pdf.en.txt"]).assert_refused(&["pdf.en.txt: byte 0: a PDF document"]);
    project.run(&["check", "noise.en.txt"]).assert_refused(&["noise.en.txt: byte 0: "]);
}

#[test]
fn damaged_utf8_is_told_with_the_byte() {
    let project = Project::new(&[]);
    project.write("a.en.txt", "Příliš žluťoučký kůň\n\n".repeat(3).into_bytes().as_slice());
    let mut damaged = "Příliš žluťoučký kůň. ".repeat(3).into_bytes();
    damaged.extend(b"\xc5\n");
    project.write("b.en.txt", &damaged);
    project.run(&["check", "b.en.txt"]).assert_refused(&["b.en.txt: byte ", "not valid UTF-8", "help: "]);
}

#[test]
fn fifty_megabytes_on_one_line_are_refused_with_a_word_on_the_line() {
    let project = Project::new(&[]);
    project.write("a.en.txt", &vec![b'a'; 50 << 20]);
    let said = project.run(&["check", "a.en.txt"]);
    said.assert_refused(&["a.en.txt:1: the line has 52428800 bytes, more than 1048576", "max-line-bytes"]);
    assert!(said.stderr.len() < 2000, "the line itself must not be printed");
}

#[test]
fn a_file_above_the_limit_is_refused() {
    let project = Project::new(&[("a.en.txt", CLEAN), ("isogloss.toml", "[limits]\nmax-file-bytes = 20\n")]);
    project.run(&["check", "a.en.txt"]).assert_refused(&["a.en.txt: it is longer than 20 bytes", "max-file-bytes"]);
}

#[test]
fn an_unknown_language_names_the_one_that_was_meant() {
    let project = Project::new(&[("a.txt", CLEAN)]);
    project.run(&["check", "a.txt", "--to", "cz"]).assert_refused(&["unknown language `cz`; did you mean `cs`?"]);
    let batch = r#"{"id":"1","to":"xx","translation":"Text."}"#;
    let said = project.run_with(&["check", "--batch", "-"], batch);
    said.assert_refused(&["read batch: standard input:1: `to`: unknown language `xx`"]);
}

#[test]
fn a_language_nobody_tells_and_nobody_can_guess_is_asked_for() {
    let project = Project::new(&[("a.txt", "12:30\n")]);
    project.run(&["check", "a.txt"]).assert_refused(&["find the language of a.txt", "help: give --to, such as --to en"]);
}

#[test]
fn one_broken_line_of_a_batch_stops_no_other() {
    let project = Project::new(&[]);
    let mut lines: Vec<String> = (1..=5).map(|number| record(&number.to_string(), ORIGINAL, TRANSLATION)).collect();
    lines[2] = r#"{"id":"3","translation":"#.to_owned();
    let said = project.run_with(&["check", "--batch", "-", "--format", "jsonl"], &lines.join("\n"));
    said.assert_refused(&["failed to read batch: standard input:3: broken JSON", "examined: 4 articles", "failed: 1 article"]);
    let expected = ["1", "2", "4", "5"].map(|id| format!("{id} headline-duplicate"));
    assert_eq!(said.findings(), expected);
}

#[test]
fn a_bad_record_stands_among_the_records_when_all_are_asked_for() {
    let lines = [record("1", ORIGINAL, CLEAN), "[]".to_owned(), record("1", ORIGINAL, CLEAN), record("2", "", "")];
    let arguments = ["check", "--batch", "-", "--format", "jsonl", "--records", "all", "--quiet"];
    let said = Project::new(&[]).run_with(&arguments, &lines.join("\n"));
    let seen: Vec<(String, String)> = said
        .records()
        .iter()
        .map(|record| (record["article"].as_str().unwrap().to_owned(), record["status"].as_str().unwrap().to_owned()))
        .collect();
    let failed = |line: u32| (format!("standard input:{line}"), "failed".to_owned());
    assert_eq!(seen, [("1".to_owned(), "examined".to_owned()), failed(2), failed(3), failed(4)]);
    said.assert_refused(&["the id `1` stands twice", "both texts are empty", "help: "]);
}

#[test]
fn one_unreadable_file_of_a_folder_stops_no_other() {
    let project = Project::new(&[("in/a/original.cs.txt", ORIGINAL), ("in/a/b.en.txt", TRANSLATION)]);
    project.write("in/a/a.en.txt", b"a\0b");
    let said = project.run(&["check", "in", "--format", "jsonl"]);
    said.assert_refused(&["in/a/a.en.txt: byte 1: a NUL byte"]);
    assert_eq!(said.findings(), ["a/b.en.txt headline-duplicate"]);
}

#[test]
fn a_report_that_cannot_be_written_is_told_before_the_work() {
    let project = Project::new(&[("a.en.txt", TRANSLATION), ("folder/x", "")]);
    for (path, words) in [
        ("none/report.csv", "none/report.csv: "),
        ("folder/x/report.csv", "folder/x/report.csv: "),
        ("report.xlsx", "XLSX reports come with a later version"),
        ("report", "no report format goes with `report`"),
    ] {
        let said = project.run(&["check", "a.en.txt", "-o", "good.csv", "-o", path]);
        said.assert_refused(&["failed to write the report: ", words]);
        assert_eq!((said.stdout.as_str(), project.names()), ("", vec!["a.en.txt".to_owned(), "folder".to_owned()]), "{path}");
    }
}

#[test]
fn a_report_never_takes_the_place_of_an_input() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", TRANSLATION)]);
    project.run(&["check", "a.cs.txt", "-o", "./a.cs.txt"]).assert_refused(&["it is an input"]);
    project.run(&["check", ".", "--from", "cs", "--to", "en", "-o", "a.en.txt"]).assert_refused(&["it is an input"]);
    assert_eq!((project.read("a.cs.txt").as_str(), project.read("a.en.txt").as_str()), (ORIGINAL, TRANSLATION));
    project.run(&["check", "a.en.txt", "-o", "r.csv", "-o", "./r.csv"]).assert_refused(&["it is named twice"]);
}

#[test]
fn nothing_examined_is_an_error_unless_it_is_allowed() {
    let project = Project::new(&[("folder/picture.png", ""), ("empty.jsonl", "\n")]);
    for arguments in [vec!["check", "folder"], vec!["check", "--batch", "empty.jsonl"], vec!["check", "--batch", "-"]] {
        let with_report: Vec<&str> = arguments.iter().copied().chain(["-o", "report.csv"]).collect();
        project.run(&with_report).assert_refused(&["failed to examine anything: ", "help: "]);
        assert!(!project.path("report.csv").exists(), "an empty report reads as a clean bill of health");
        let allowed: Vec<&str> = arguments.into_iter().chain(["--allow-empty"]).collect();
        assert_eq!(project.run(&allowed).code, Some(0));
    }
}

#[test]
fn controls_in_names_and_texts_do_not_reach_the_terminal() {
    let project = Project::new(&[]);
    let evil = "The minister\u{1b}[31m flew\u{9b}31m to\u{202e} Prague";
    let named = record("a\u{1b}]0;x\u{7}", ORIGINAL, &format!("{evil}\n{evil}\n{CLEAN}"));
    // The second one is refused with a message that quotes the id.
    let lines = [named.clone(), named];
    let said = project.run_with(&["check", "--batch", "-", "--color", "never"], &lines.join("\n"));
    let steers = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(said.stdout.contains("[headline-duplicate]"), "{said:?}");
    assert!(said.stderr.contains("the id `a␛]0;x␇` stands twice"), "{said:?}");
    assert!(!said.stdout.contains(steers) && !said.stderr.contains(steers), "{said:?}");
}
