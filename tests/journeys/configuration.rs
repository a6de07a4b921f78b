//! `isogloss.toml`: found, read, overruled.

use crate::support::{CLEAN, ORIGINAL, Project, TRANSLATION};

fn project(config: &str) -> Project {
    Project::new(&[("isogloss.toml", config), ("news/a.cs.txt", ORIGINAL), ("news/a.en.txt", TRANSLATION)])
}

const PAIR: [&str; 3] = ["check", "news/a.cs.txt", "news/a.en.txt"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    PAIR.into_iter().chain(more.iter().copied()).collect()
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_and_its_place() {
    let said = project("[check]\nprofile = \"strict\"\nfail_on = \"never\"\n").run(&PAIR);
    said.assert_refused(&["read configuration: isogloss.toml:3:1: unknown key `fail_on`", "help: did you mean `fail-on`?"]);
    project("[check\n").run(&PAIR).assert_refused(&["read configuration: isogloss.toml:1:"]);
}

#[test]
fn the_file_wins_over_defaults_and_the_command_line_over_the_file() {
    let never = project("[check]\nfail-on = \"never\"\n");
    assert_eq!(never.run(&PAIR).code, Some(0));
    assert_eq!(never.run(&with(&["--fail-on", "error"])).code, Some(1));
    let skipping = project("[check]\nskip = [\"headline\"]\n");
    assert_eq!(skipping.run(&PAIR).code, Some(0));
    assert_eq!(skipping.run(&with(&["--check", "headline"])).code, Some(1));
}

#[test]
fn it_is_found_above_the_input_and_not_above_the_working_directory_only() {
    let project = project("");
    project.write("news/isogloss.toml", b"[check]\nfail-on = \"never\"\n");
    assert_eq!(project.run(&PAIR).code, Some(0));
    project.write("other.toml", b"[check]\nfail-on = \"error\"\n");
    assert_eq!(project.run(&with(&["--config", "other.toml"])).code, Some(1));
    project.run(&with(&["--config", "none.toml"])).assert_refused(&["none.toml: no such file", "help: `isogloss init`"]);
}

#[test]
fn languages_of_the_file_pair_a_folder_and_yield_to_file_names() {
    let folder = project("[check]\nfrom = \"cs\"\nto = \"en\"\n");
    assert_eq!(folder.run(&["check", "news", "--format", "jsonl"]).findings(), ["a.en.txt headline-duplicate"]);
    folder.write("other.de.txt", CLEAN.as_bytes());
    let said = folder.run(&["check", "other.de.txt", "--format", "jsonl", "--records", "all"]);
    assert_eq!(said.records()[0]["to"], "de");
}

#[test]
fn the_id_of_a_file_is_relative_to_the_configuration_from_wherever_it_is_run() {
    let project = project("");
    let above = project.run(&with(&["--format", "jsonl"]));
    let mut command = project.command(&["check", "a.cs.txt", "a.en.txt", "--format", "jsonl"]);
    let below = command.current_dir(project.path("news")).output().unwrap();
    let below = crate::support::records(&String::from_utf8(below.stdout).unwrap());
    assert_eq!(above.findings(), ["news/a.en.txt headline-duplicate"]);
    assert_eq!(below[0]["fingerprint"], above.records()[0]["fingerprint"]);
    assert_eq!(below[0]["article"], "news/a.en.txt");
}

#[test]
fn the_transcription_of_suggestions_can_be_chosen() {
    let project = Project::new(&[
        ("isogloss.toml", "[names.systems]\nzh = \"wade-giles\"\n"),
        ("a.cs.txt", "Ministr Čchin Kang odletěl do Moskvy\n"),
        ("a.en.txt", "Minister Qin Kang flew to Moscow\n"),
    ]);
    let arguments = ["check", "a.cs.txt", "a.en.txt", "--format", "jsonl", "--check", "name-transcription"];
    let said = project.run(&arguments);
    assert_eq!(said.records()[0]["suggestion"], "Ch'in Kang", "{said:?}");
    std::fs::remove_file(project.path("isogloss.toml")).unwrap();
    assert_eq!(project.run(&arguments).records()[0]["suggestion"], "Qin Gang");
}

#[test]
fn init_writes_a_file_that_changes_nothing_and_never_overwrites() {
    let project = Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", TRANSLATION)]);
    let before = project.run(&["check", "a.cs.txt", "a.en.txt"]);
    assert_eq!(project.run(&["init"]).code, Some(0));
    assert!(project.read("isogloss.toml").contains("# min-confidence = "));
    assert_eq!(project.run(&["check", "a.cs.txt", "a.en.txt"]), before);
    project.write("isogloss.toml", b"mine");
    project.run(&["init"]).assert_refused(&["isogloss.toml: File exists", "help: it is left as it is"]);
    assert_eq!(project.read("isogloss.toml"), "mine");
    project.run(&["init", "none"]).assert_refused(&["none/isogloss.toml", "help: the folder must exist"]);
}
