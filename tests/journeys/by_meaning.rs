//! Someone aligns texts by what their sentences mean, with a model in a folder.

use crate::support::{CLEAN, ORIGINAL, Project};

fn project() -> Project {
    Project::new(&[("a.cs.txt", ORIGINAL), ("a.en.txt", CLEAN)])
}

#[cfg(not(feature = "embed"))]
#[test]
fn a_program_built_without_embeddings_says_so() {
    for command in ["align", "check"] {
        let said = project().run(&[command, "a.cs.txt", "a.en.txt", "--embed", "model"]);
        said.assert_refused(&["model: this isogloss was built without sentence embeddings", "help: ", "--features embed"]);
        assert_eq!(said.stdout, "");
    }
}

#[test]
fn weights_of_an_alignment_by_meaning_are_for_nothing_else() {
    let project = project();
    project.write("w.tsv", include_bytes!("../../src/data/align_meaning.tsv"));
    let said = project.run(&["align", "a.cs.txt", "a.en.txt", "--weights", "w.tsv"]);
    said.assert_refused(&["w.tsv: they were estimated with an encoder of sentences", "help: ", "--embed FOLDER"]);
}

#[cfg(feature = "embed")]
mod with_a_model {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use isogloss::align::{EmbedError, ModelEncoder, SentenceEncoder};

    use super::project;
    use crate::support::{Project, model};

    const TEXTS: [&str; 5] =
        ["Praha.", "The prime minister discussed the budget.", "b", "Vláda v Praze dnes schválila.", "Praha."];

    fn load(project: &Project) -> Result<ModelEncoder, EmbedError> {
        ModelEncoder::load(&project.path("model"))
    }

    #[test]
    fn every_text_has_a_vector_of_length_one_that_does_not_depend_on_those_beside_it() {
        for kind in ["bert", "xlm-roberta"] {
            let project = project();
            model::write(&project, "model", kind);
            let encoder = load(&project).unwrap();
            let together = encoder.encode(&TEXTS).unwrap();
            assert_eq!(together, encoder.encode(&TEXTS).unwrap());
            assert_eq!((together.len(), together[0].len()), (5, 16));
            for (text, vector) in TEXTS.iter().zip(&together) {
                let length: f32 = vector.iter().map(|number| number * number).sum();
                assert!((length - 1.0).abs() < 1e-4, "{kind} {text}: {length}");
                let alone = encoder.encode(&[text]).unwrap();
                let apart = vector.iter().zip(&alone[0]).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
                assert!(apart < 1e-5, "{kind} {text}: {apart}");
            }
            assert_eq!(together[0], together[4]);
            assert!(together[0] != together[1]);
        }
    }

    #[test]
    fn texts_of_any_length_are_encoded_and_counted() {
        for kind in ["bert", "xlm-roberta"] {
            let project = project();
            model::write(&project, "model", kind);
            let count = Arc::new(AtomicUsize::new(0));
            let counter = Arc::clone(&count);
            let encoder = load(&project).unwrap().with_progress(move |more| {
                counter.fetch_add(more, Ordering::Relaxed);
            });
            let long = "slovo ".repeat(500);
            let texts: Vec<String> = (0..70).map(|number| long.chars().take(number * 13).collect()).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).chain(["", "北京", "\u{0}"]).collect();
            let vectors = encoder.encode(&texts).unwrap();
            assert!(vectors.iter().flatten().all(|number| number.is_finite()));
            assert_eq!((vectors.len(), count.load(Ordering::Relaxed)), (73, 73));
            assert_eq!(encoder.encode(&[]).unwrap(), Vec::<Vec<f32>>::new());
        }
    }

    #[test]
    fn texts_align_by_a_model_with_the_same_bytes_on_any_number_of_threads() {
        // Words tell little of them.
        let original = "Kůň běží.\nMoje teta peče.\nVčera jsme plavali.\nKde je lžíce?\nNikdo neví, kam.\nSlepice spí.\n";
        let translation = "A mare gallops.\nShe bakes.\nWe swam.\nThe spoon, where?\nNobody knows.\nHens doze.\nThat is all.\n";
        let project = Project::new(&[("a.cs.txt", original), ("a.en.txt", translation)]);
        model::write(&project, "model", "bert");
        let run = |threads: &str| {
            let mut command = project.command(&["align", "a.cs.txt", "a.en.txt", "--format", "jsonl", "--embed", "model"]);
            command.env("RAYON_NUM_THREADS", threads).output().unwrap()
        };
        let one = run("1");
        assert!(one.status.success() && one.stderr.is_empty(), "{one:?}");
        assert_eq!(one.stdout, run("2").stdout);
        let plain = project.run(&["align", "a.cs.txt", "a.en.txt", "--format", "jsonl"]);
        assert!(String::from_utf8_lossy(&one.stdout) != plain.stdout, "the model tells nothing");
    }

    #[test]
    fn articles_are_checked_by_a_model() {
        let project = project();
        let check = ["check", "a.cs.txt", "a.en.txt", "--format", "jsonl", "--records", "all", "--embed", "model"];
        project.run(&check).assert_refused(&["config.json: no such file"]);
        model::write(&project, "model", "bert");
        let said = project.run(&check);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert_eq!(said.records().len(), 1, "{said:?}");
    }

    #[test]
    fn weights_are_calibrated_with_a_model_and_used_with_it() {
        let gold = r#"{"id":"a","from":"cs","to":"en","original":"Vláda dnes schválila rozpočet.\nPršelo.","translation":"The government approved the budget today.\nIt rained.","beads":[{"original":[0],"translation":[0]},{"original":[1],"translation":[1]}]}"#;
        let project = project();
        model::write(&project, "model", "bert");
        project.write("gold.jsonl", gold.as_bytes());
        let said = project.run(&["model", "calibrate-align", "gold.jsonl", "--embed", "model", "-o", "w.tsv"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        assert!(project.read("w.tsv").contains("\nmeaning\t") && project.read("w.tsv").contains("\nnull-meaning\t"));
        let align = ["align", "a.cs.txt", "a.en.txt", "--weights", "w.tsv", "--embed", "model"];
        assert_eq!(project.run(&align).code, Some(0));
        project.run(&["model", "calibrate-align", "gold.jsonl", "-o", "plain.tsv"]);
        let align = ["align", "a.cs.txt", "a.en.txt", "--weights", "plain.tsv", "--embed", "model"];
        project.run(&align).assert_refused(&["plain.tsv: they were estimated without an encoder of sentences", "help: "]);
    }

    #[test]
    fn a_file_that_is_missing_or_unfit_is_named() {
        let refused = |project: &Project, words: &[&str]| {
            project.run(&["align", "a.cs.txt", "a.en.txt", "--embed", "model"]).assert_refused(words);
        };
        for file in ["config.json", "tokenizer.json", "model.safetensors"] {
            let project = project();
            refused(&project, &["config.json: no such file", "help: ", "multilingual-e5-small"]);
            model::write(&project, "model", "bert");
            let path = project.path(&format!("model/{file}"));
            let whole = std::fs::read(&path).unwrap();
            std::fs::write(&path, whole.get(..whole.len() / 2).unwrap()).unwrap();
            refused(&project, &["use the model: ", file, "help: "]);
            std::fs::write(&path, "").unwrap();
            refused(&project, &["use the model: ", file, "help: "]);
            std::fs::remove_file(&path).unwrap();
            refused(&project, &[&format!("{file}: no such file"), "help: ", "multilingual-e5-small"]);
        }
    }

    #[test]
    fn a_model_of_another_shape_is_refused() {
        let changes = [
            (r#""model_type":"bert""#, r#""model_type":"gpt2""#, "a model of the type `gpt2`"),
            (r#""vocab_size":"#, r#""vocab_size":1,"other":"#, "tokens, of which the model knows 1"),
            (r#""num_attention_heads":4"#, r#""num_attention_heads":0"#, "config.json"),
            (r#""num_attention_heads":4"#, r#""num_attention_heads":5"#, "config.json"),
            (r#""hidden_size":16"#, r#""hidden_size":8"#, "model.safetensors"),
            (r#""max_position_embeddings":66"#, r#""max_position_embeddings":3"#, "room for 3 tokens"),
        ];
        for (before, after, words) in changes {
            let project = project();
            model::write(&project, "model", "bert");
            let changed = project.read("model/config.json").replace(before, after);
            assert!(changed.contains(after));
            project.write("model/config.json", changed.as_bytes());
            project.run(&["align", "a.cs.txt", "a.en.txt", "--embed", "model"]).assert_refused(&[words, "help: "]);
        }
    }
}
