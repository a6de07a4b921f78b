//! A gate before a feed goes out: exit codes, streams, pipes.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use crate::support::{CLEAN, ORIGINAL, Project, TRANSLATION, record};

#[test]
fn the_exit_code_is_0_clean_1_findings_2_not_done() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("bad.en.txt", TRANSLATION), ("good.en.txt", CLEAN)]);
    assert_eq!(project.run(&["check", "a.cs.txt", "good.en.txt"]).code, Some(0));
    assert_eq!(project.run(&["check", "a.cs.txt", "bad.en.txt"]).code, Some(1));
    assert_eq!(project.run(&["check", "a.cs.txt", "none.en.txt"]).code, Some(2));
    assert_eq!(project.run(&["check"]).code, Some(2));
    assert_eq!(project.run(&["check", "a.cs.txt", "--nonsense"]).code, Some(2));
    assert_eq!(project.run(&["check", "a.cs.txt", "bad.en.txt", "--fail-on", "never"]).code, Some(0));
    assert_eq!(project.run(&["check", "a.cs.txt", "bad.en.txt", "--skip", "headline"]).code, Some(0));
}

#[test]
fn an_unreadable_article_outweighs_findings() {
    let project = Project::new(&[]);
    let batch = [record("1", ORIGINAL, TRANSLATION), "broken".to_owned()].join("\n");
    assert_eq!(project.run_with(&["check", "--batch", "-"], &batch).code, Some(2));
    assert_eq!(project.run_with(&["check", "--batch", "-", "--fail-on", "never"], &batch).code, Some(2));
}

#[test]
fn texts_without_partner_fail_only_where_pairs_are_required() {
    let project = Project::new(&[("in/a.cs.txt", ORIGINAL), ("in/a.en.txt", CLEAN), ("in/b.en.txt", CLEAN)]);
    let arguments = ["check", "in", "--from", "cs", "--to", "en"];
    let said = project.run(&arguments);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(said.stderr.contains("unpaired: in/b.en.txt: "), "{said:?}");
    let required: Vec<&str> = arguments.into_iter().chain(["--require-pairs"]).collect();
    assert_eq!(project.run(&required).code, Some(2));
}

#[test]
fn a_hook_passes_changed_files_and_gets_their_pairs() {
    let project = Project::new(&[
        ("n/a.cs.txt", ORIGINAL),
        ("n/a.en.txt", TRANSLATION),
        ("n/b.cs.txt", ORIGINAL),
        ("n/b.en.txt", TRANSLATION),
    ]);
    let said = project.run(&["check", "--from", "cs", "--to", "en", "--format", "jsonl", "--files", "n/a.en.txt"]);
    assert_eq!((said.code, said.findings()), (Some(1), vec!["n/a.en.txt headline-duplicate".to_owned()]), "{said:?}");
}

#[test]
fn quiet_says_nothing_but_errors() {
    let project = Project::new(&[("a.txt", CLEAN), ("in/b.en.txt", CLEAN), ("in/a.cs.txt", ORIGINAL), ("in/a.en.txt", CLEAN)]);
    assert_eq!(project.run(&["check", "in", "--from", "cs", "--to", "en", "--quiet"]).stderr, "");
    let said = project.run(&["check", "none.txt", "--quiet"]);
    assert!(said.stderr.starts_with("error: failed to read text: none.txt"), "{said:?}");
}

#[test]
fn standard_output_holds_records_only() {
    let project = Project::new(&[]);
    let batch = [record("1", ORIGINAL, TRANSLATION), "broken".to_owned(), record("2", ORIGINAL, CLEAN)].join("\n");
    let said = project.run_with(&["check", "--batch", "-", "--format", "jsonl"], &batch);
    assert_eq!(said.records().len(), 1);
    let said = project.run_with(&["check", "--batch", "-", "--format", "csv", "--csv-dialect", "plain"], &batch);
    assert_eq!(csv::Reader::from_reader(said.stdout.as_bytes()).records().filter(|row| row.is_ok()).count(), 1);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let project = Project::new(&[]);
    let lines: Vec<String> = (0..600).map(|number| record(&number.to_string(), ORIGINAL, TRANSLATION)).collect();
    project.write("batch.jsonl", lines.join("\n").as_bytes());
    let mut command = project.command(&["check", "--batch", "batch.jsonl", "--format", "jsonl"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(first.starts_with(r#"{"schema":"isogloss.finding/1""#), "{first}");
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn a_report_file_is_finished_though_the_reader_of_the_output_goes_away() {
    let project = Project::new(&[]);
    let lines: Vec<String> = (0..600).map(|number| record(&number.to_string(), ORIGINAL, TRANSLATION)).collect();
    project.write("batch.jsonl", lines.join("\n").as_bytes());
    let arguments = ["check", "--batch", "batch.jsonl", "--format", "jsonl", "--quiet", "-o", "report.jsonl"];
    let mut child = project.command(&arguments).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(project.read("report.jsonl").lines().count(), 600);
}

#[test]
fn as_a_filter_it_answers_each_record_before_the_next() {
    let project = Project::new(&[]);
    let arguments = ["check", "--batch", "-", "--format", "jsonl", "--records", "all", "--quiet"];
    let mut command = project.command(&arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (sender, answers) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in stdout.lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    for id in ["first", "second"] {
        writeln!(stdin, "{}", record(id, ORIGINAL, CLEAN)).unwrap();
        stdin.flush().unwrap();
        let answer = answers.recv_timeout(Duration::from_secs(60));
        assert!(answer.as_ref().is_ok_and(|line| line.contains(id)), "{id}: {answer:?}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    reader.join().unwrap();
}

#[cfg(unix)]
#[test]
fn a_report_may_go_to_a_device() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", TRANSLATION)]);
    std::os::unix::fs::symlink("/dev/stderr", project.path("pipe.jsonl")).unwrap();
    let said = project.run(&["check", "a.cs.txt", "a.en.txt", "--quiet", "-o", "pipe.jsonl"]);
    assert_eq!((said.code, said.stderr.lines().count()), (Some(1), 1), "{said:?}");
}
