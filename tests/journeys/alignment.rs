//! Someone aligns texts, calibrates the aligner on texts of their own and aligns with that.

use crate::support::{CLEAN, ORIGINAL, Project};

/// Two sentences a side, aligned, and a third that only the original has.
const GOLD: &str = r#"{"id":"a","from":"cs","to":"en","original":"Vláda v Praze dnes schválila rozpočet na rok 2025.\nPrezident jej podepíše v pátek.\nPršelo.","translation":"The government in Prague approved the 2025 budget today.\nThe president will sign it on Friday.","beads":[{"original":[0],"translation":[0]},{"original":[1],"translation":[1]},{"original":[2],"translation":[]}]}
"#;

#[test]
fn weights_from_ones_own_gold_align_and_are_the_same_each_time() {
    let project = Project::new(&[("gold.jsonl", GOLD), ("a.cs.txt", ORIGINAL), ("a.en.txt", CLEAN)]);
    let calibrate = |out: &str| project.run(&["model", "calibrate-align", "gold.jsonl", "--note", "Own texts.", "-o", out]);
    let said = calibrate("one.tsv");
    assert!(said.stderr.contains("weights from 1 of 1 texts"), "{said:?}");
    calibrate("two.tsv");
    assert_eq!(project.read("one.tsv"), project.read("two.tsv"));
    assert!(project.read("one.tsv").starts_with("# Own texts.\n"));
    let ladder = ["align", "--batch", "gold.jsonl", "--sentences", "--format", "ladder"];
    for weights in [&[][..], &["--weights", "one.tsv"]] {
        let arguments: Vec<&str> = ladder.iter().chain(weights).copied().collect();
        assert_eq!(project.run(&arguments).stdout, "[0]:[0]\n[1]:[1]\n[2]:[]\n", "{weights:?}");
    }
}

#[test]
fn broken_gold_and_weights_are_refused_with_the_place() {
    let outside = GOLD.replace(r#""original":[2]"#, r#""original":[3]"#);
    let project = Project::new(&[
        ("empty.jsonl", "\n"),
        ("outside.jsonl", &outside),
        ("bare.jsonl", r#"{"id":"a","from":"cs","to":"en","original":"Ano.","translation":"Yes."}"#),
        ("w.tsv", "content\tmuch\n"),
        ("a.cs.txt", ORIGINAL),
        ("a.en.txt", CLEAN),
    ]);
    let calibrate = |gold: &str| project.run(&["model", "calibrate-align", gold]);
    calibrate("empty.jsonl").assert_refused(&["empty.jsonl: no aligned text", "help: "]);
    calibrate("outside.jsonl").assert_refused(&["outside.jsonl: line 1: there is no sentence 3", "help: "]);
    calibrate("bare.jsonl").assert_refused(&["bare.jsonl: line 1", "beads"]);
    project.run(&["align", "a.cs.txt", "a.en.txt", "--weights", "w.tsv"]).assert_refused(&["w.tsv", "much is no number"]);
}
