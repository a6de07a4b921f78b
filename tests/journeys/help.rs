//! What the program says of itself.

use crate::support::{CLEAN, Project};

#[test]
fn help_teaches_by_examples() {
    let project = Project::new(&[]);
    for arguments in [vec!["--help"], vec!["help", "check"], vec!["check", "-h"], vec!["check", "--help"]] {
        let said = project.run(&arguments);
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{arguments:?}");
        assert!(said.stdout.contains("Examples:\n  isogloss check article.cs.txt article.en.txt\n"), "{}", said.stdout);
    }
    let check = project.run(&["check", "--help"]).stdout;
    for words in ["Exit codes:", "--fail-on", "--batch <FILE|->", "How texts pair:", "[possible values: auto, line, paragraph]"] {
        assert!(check.contains(words), "{words}");
    }
    assert!(project.run(&["--version"]).stdout.starts_with("isogloss "));
}

#[test]
fn every_command_has_help_of_its_own() {
    let project = Project::new(&[]);
    for command in ["check", "align", "names", "compare", "transcribe", "lexicon", "explain", "init", "completions"] {
        let said = project.run(&[command, "--help"]);
        assert!(said.code == Some(0) && said.stdout.contains("Usage: isogloss"), "{command}: {said:?}");
    }
}

#[test]
fn the_help_of_lexicons_teaches_what_goes_in_and_what_they_are_for() {
    let project = Project::new(&[]);
    let learn = project.run(&["lexicon", "learn", "--help"]).stdout;
    for words in ["Examples:", "memory.tmx", "FOLDER FOLDER", "nothing is written", "--lexicon cs-en.tsv", "[align]"] {
        assert!(learn.contains(words), "{words}");
    }
    for command in ["check", "align", "names"] {
        let help = project.run(&[command, "--help"]).stdout;
        let told = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("`translation @ original` (hunalign's format; --from and --to say its languages)"), "{told}");
    }
}

#[test]
fn a_call_without_anything_shows_the_way() {
    let said = Project::new(&[]).run(&[]);
    assert_eq!(said.code, Some(2));
    assert!(said.stderr.contains("Usage: isogloss") && said.stderr.contains("Examples:"), "{said:?}");
}

#[test]
fn explain_lists_the_checks_and_says_what_one_finds() {
    let project = Project::new(&[]);
    let list = project.run(&["explain"]);
    assert_eq!(list.code, Some(0));
    let ids: Vec<&str> = list.stdout.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert!(ids.contains(&"headline-duplicate") && ids.contains(&"name-drift"), "{ids:?}");
    for id in ids {
        let said = project.run(&["explain", id]);
        assert!(said.stdout.starts_with(&format!("# {id}\n")) && said.stdout.len() > 200, "{said:?}");
    }
    assert!(project.run(&["explain", "headline"]).stdout.contains("\n# headline-garbled\n"));
}

#[test]
fn a_misspelt_check_is_answered_with_the_nearest() {
    let project = Project::new(&[("a.en.txt", CLEAN)]);
    project.run(&["explain", "name-drfit"]).assert_refused(&["unknown check `name-drfit`", "did you mean `name-drift`?"]);
    let said = project.run(&["check", "a.en.txt", "--check", "name-drfit"]);
    said.assert_refused(&["unknown check `name-drfit`; did you mean `name-drift`?"]);
    let said = project.run(&["check", "a.en.txt", "--check", "name", "--skip", "name"]);
    said.assert_refused(&["choose checks: none is left"]);
}

#[test]
fn completions_know_the_commands() {
    let project = Project::new(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let said = project.run(&["completions", shell]);
        assert!(said.code == Some(0) && said.stdout.contains("explain"), "{shell}");
    }
}
