//! What is said of an article depends on the article, not on its neighbours, the threads or the order.

use crate::support::{Project, by_article, corpora_batch};

const ALL: [&str; 6] = ["check", "--format", "jsonl", "--records", "all", "--batch"];

fn run(project: &Project, lines: &[String], more: &[&str]) -> String {
    project.write("batch.jsonl", lines.join("\n").as_bytes());
    let arguments: Vec<&str> = ALL.into_iter().chain(["batch.jsonl"]).chain(more.iter().copied()).collect();
    project.run(&arguments).stdout
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let project = Project::new(&[]);
    project.write("batch.jsonl", corpora_batch().join("\n").as_bytes());
    for format in ["jsonl", "csv", "text"] {
        let run = |jobs: &str| project.run(&["check", "--batch", "batch.jsonl", "--format", format, "--jobs", jobs]);
        let one = run("1");
        assert!(!one.stdout.is_empty(), "{one:?}");
        for jobs in ["2", "8"] {
            assert_eq!(run(jobs), one, "{format}, {jobs} threads");
        }
    }
}

#[test]
fn a_shuffled_batch_gives_each_article_the_same_bytes() {
    let project = Project::new(&[]);
    let lines = corpora_batch();
    let straight = run(&project, &lines, &[]);
    let mut shuffled = lines;
    shuffled.reverse();
    let middle = shuffled.len() / 2;
    shuffled.rotate_left(middle / 2 + 1);
    let other = run(&project, &shuffled, &["--jobs", "8"]);
    assert_ne!(straight, other, "the order of articles follows the batch");
    assert_eq!(by_article(&straight), by_article(&other));
}

#[test]
fn a_split_batch_gives_each_article_the_same_bytes() {
    let project = Project::new(&[]);
    let lines = corpora_batch();
    let whole = run(&project, &lines, &[]);
    let parts: String = lines.chunks(3).map(|part| run(&project, part, &[])).collect();
    assert_eq!(whole, parts);
}

#[test]
fn an_article_alone_is_judged_as_among_others() {
    let project = Project::new(&[]);
    let lines = corpora_batch();
    let whole = run(&project, &lines, &[]);
    let alone = run(&project, &lines[lines.len() - 1..], &[]);
    assert!(whole.ends_with(&alone) && !alone.is_empty());
}
