//! Someone learns a lexicon from articles or a translation memory and works with it; aligned texts become a memory.

use crate::support::{CLEAN, ORIGINAL, Project, corpora_batch, record};

/// Nine articles of three sentences whose words meet in every combination.
fn articles() -> Vec<(String, String)> {
    let subjects = [("Starosta", "The mayor"), ("Kuchařka", "The cook"), ("Voják", "The soldier")];
    let verbs = [("hledal", "sought"), ("ztratil", "lost"), ("prodal", "sold")];
    let objects = [("knihu", "the book"), ("dům", "the house"), ("kolo", "the bicycle")];
    let mut articles = Vec::new();
    for (number, verb) in verbs.iter().enumerate() {
        for first in 0..3 {
            let (mut original, mut translation) = (String::new(), String::new());
            for (at, subject) in subjects.iter().enumerate() {
                let object = objects[(at + first + number) % 3];
                original += &format!("{} {} {}.\n", subject.0, verb.0, object.0);
                translation += &format!("{} {} {}.\n", subject.1, verb.1, object.1);
            }
            articles.push((original, translation));
        }
    }
    articles
}

fn batch() -> String {
    let lines = articles().into_iter().enumerate();
    lines.map(|(number, (original, translation))| record(&number.to_string(), &original, &translation) + "\n").collect()
}

fn memory(articles: &[(String, String)]) -> String {
    let units = articles.iter().flat_map(|(original, translation)| original.lines().zip(translation.lines()));
    let tu = |(original, translation): (&str, &str)| {
        format!(
            "<tu><tuv xml:lang=\"cs\"><seg>{original}</seg></tuv><tuv xml:lang=\"en-GB\"><seg>{translation}</seg></tuv></tu>\n"
        )
    };
    let body: String = units.map(tu).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\"><header srclang=\"cs\"/>\n<body>\n{body}</body></tmx>\n"
    )
}

/// Translations of `word` in a lexicon file.
fn translations<'l>(lexicon: &'l str, word: &str) -> Vec<&'l str> {
    let line = lexicon.lines().find_map(|line| line.strip_prefix(word)?.strip_prefix('\t'));
    line.unwrap_or("").split('\t').filter_map(|cell| cell.split(' ').next()).collect()
}

#[test]
fn a_lexicon_is_learned_from_every_kind_of_pairs() {
    let project = Project::new(&[("a.jsonl", &batch()), ("m.tmx", &memory(&articles()))]);
    for (number, (original, translation)) in articles().iter().enumerate() {
        project.write(&format!("one/{number}.cs.txt"), original.as_bytes());
        project.write(&format!("one/{number}.en.txt"), translation.as_bytes());
        project.write(&format!("from/{number}.txt"), original.as_bytes());
        project.write(&format!("to/{number}.txt"), translation.as_bytes());
    }
    let all = |articles: Vec<(String, String)>, side: fn(&(String, String)) -> &String| -> String {
        articles.iter().map(side).map(String::as_str).collect()
    };
    project.write("all.cs.txt", all(articles(), |pair| &pair.0).as_bytes());
    project.write("all.en.txt", all(articles(), |pair| &pair.1).as_bytes());
    let languages = ["--from", "cs", "--to", "en"];
    for (pairs, origin) in [
        (&["a.jsonl"][..], "9 pairs of texts (27 and 27 sentences)"),
        (&["one"], "9 pairs of texts (27 and 27 sentences)"),
        (&["from", "to"], "9 pairs of texts (27 and 27 sentences)"),
        (&["all.cs.txt", "all.en.txt"], "1 pair of texts (27 and 27 sentences)"),
        (&["m.tmx"], "27 units of TMX"),
        (&["all.cs.txt", "all.en.txt", "m.tmx", "a.jsonl"], "10 pairs of texts (54 and 54 sentences) and 27 units of TMX"),
    ] {
        let arguments: Vec<&str> =
            ["lexicon", "learn"].iter().chain(pairs).chain(&languages).chain(&["-o", "l.tsv"]).copied().collect();
        let said = project.run(&arguments);
        assert_eq!((said.code, said.stdout.as_str()), (Some(0), ""), "{said:?}");
        assert!(said.stderr.starts_with("learned: cs-en: ") && said.stderr.contains(origin), "{said:?}");
        let lexicon = project.read("l.tsv");
        assert!(lexicon.starts_with("# isogloss.lexicon/1\n"), "{lexicon}");
        assert!(lexicon.contains(&format!("\n@\tcs\ten\t{origin}; IBM model 1")), "{lexicon}");
        for (word, translation) in [("kucharka", "cook"), ("dum", "house"), ("ztratil", "lost"), ("prodal", "sold")] {
            assert_eq!(translations(&lexicon, word).first(), Some(&translation), "{pairs:?} {word}\n{lexicon}");
        }
    }
    let stream = project.run_with(&["lexicon", "learn", "-", "-q"], &batch());
    assert_eq!((stream.code, stream.stderr.as_str()), (Some(0), ""));
    assert!(stream.stdout.contains("\ndum\thouse "));
}

#[test]
fn the_same_inputs_give_the_same_lexicon_on_any_number_of_threads() {
    let articles_of_all_languages: Vec<String> = corpora_batch().into_iter().step_by(5).collect();
    let project = Project::new(&[("m.tmx", &memory(&articles())), ("c.jsonl", &articles_of_all_languages.join("\n"))]);
    let learn = |jobs: &str| project.run(&["lexicon", "learn", "c.jsonl", "m.tmx", "--jobs", jobs, "-q"]);
    let one = learn("1");
    assert!(one.code == Some(0) && one.stderr.is_empty() && one.stdout.matches("\n@\t").count() > 5, "{}", one.stderr);
    assert!(one == learn("2") && one == learn("5"));
    let pairs: Vec<&str> = one.stdout.lines().filter(|line| line.starts_with("@\t")).collect();
    assert!(pairs.is_sorted(), "{pairs:?}");
}

#[test]
fn aligning_with_a_learned_lexicon_is_aligning_with_learning() {
    let project = Project::new(&[("a.jsonl", &batch())]);
    project.run(&["lexicon", "learn", "a.jsonl", "-o", "l.tsv"]);
    let align = |extra: &[&str]| {
        let arguments: Vec<&str> = ["align", "--batch", "a.jsonl", "--format", "jsonl"].iter().chain(extra).copied().collect();
        project.run(&arguments)
    };
    let learned = align(&["--learn"]);
    assert_eq!(learned.records().len(), 9);
    assert_eq!(learned, align(&["--lexicon", "l.tsv"]));
}

/// Two sentences with nothing in common but what a lexicon knows; a third one only in the original.
const STRANGE: (&str, &str) =
    ("Qabbo wexil dunnar hiss.\nMerrik tavo solune prath.\nZond ulmi crevat bosh.\n", "Foost yelli ramp.\nGend korvu smaal.\n");
const KNOWN: &str = "foost @ qabbo\nyelli @ wexil\nramp @ dunnar\ngend @ zond\nkorvu @ ulmi\nsmaal @ crevat\n";

#[test]
fn dictionaries_and_memories_help_to_align_in_both_directions() {
    let project = Project::new(&[("a.cs.txt", STRANGE.0), ("a.en.txt", STRANGE.1), ("d.dic", KNOWN)]);
    let units: Vec<(String, String)> = KNOWN
        .lines()
        .map(|line| line.split_once(" @ ").map(|(translation, original)| (original.to_owned(), translation.to_owned())).unwrap())
        .collect();
    project.write("d.tmx", memory(&units).as_bytes());
    let ladder = |from: &str, to: &str, extra: &[&str]| {
        let arguments: Vec<&str> =
            ["align", from, to, "--sentences", "--format", "ladder"].iter().chain(extra).copied().collect();
        project.run(&arguments)
    };
    let known = "[0]:[0]\n[1]:[]\n[2]:[1]\n";
    assert_ne!(ladder("a.cs.txt", "a.en.txt", &[]).stdout, known);
    let dictionary = ladder("a.cs.txt", "a.en.txt", &["--lexicon", "d.dic", "--from", "cs", "--to", "en"]);
    assert_eq!(dictionary.stdout, known, "{dictionary:?}");
    assert_eq!(ladder("a.cs.txt", "a.en.txt", &["--lexicon", "d.tmx"]).stdout, known);
    assert_eq!(ladder("a.en.txt", "a.cs.txt", &["--lexicon", "d.tmx"]).stdout, "[0]:[0]\n[]:[1]\n[1]:[2]\n");

    let configured = "[check]\nfrom = \"cs\"\nto = \"en\"\n[align]\nlexicon = [\"words/d.dic\"]\n";
    project.write("words/d.dic", KNOWN.as_bytes());
    project.write("isogloss.toml", configured.as_bytes());
    assert_eq!(ladder("a.cs.txt", "a.en.txt", &[]).stdout, known);
    project.write("elsewhere/a.cs.txt", STRANGE.0.as_bytes());
    project.write("elsewhere/a.en.txt", STRANGE.1.as_bytes());
    assert_eq!(ladder("elsewhere/a.cs.txt", "elsewhere/a.en.txt", &[]).stdout, known);
    for arguments in [&["check", "a.cs.txt", "a.en.txt"][..], &["names", "a.cs.txt", "a.en.txt"]] {
        assert_ne!(project.run(arguments).code, Some(2), "{arguments:?}");
        let other: Vec<&str> = arguments.iter().chain(&["--lexicon", "none.tsv"]).copied().collect();
        project.run(&other).assert_refused(&["none.tsv: no such file"]);
    }
}

#[test]
fn what_check_says_with_a_lexicon_depends_on_article_and_lexicon_alone() {
    let project = Project::new(&[("l.tsv", "# isogloss.lexicon/1\n@\ten\tcs\t\nminister\tministr 0.9\nprague\tprahy 0.9\n")]);
    let records = [record("a", ORIGINAL, CLEAN), record("b", STRANGE.0, STRANGE.1), record("c", ORIGINAL, ORIGINAL)];
    let check = |lines: &[String]| {
        let options =
            ["check", "--batch", "-", "--format", "jsonl", "--records", "all", "--profile", "strict", "--lexicon", "l.tsv"];
        project.run_with(&options, &(lines.join("\n") + "\n")).stdout
    };
    let whole: Vec<String> = check(&records).lines().map(str::to_owned).collect();
    assert!(whole.len() >= 3);
    let mut apart: Vec<String> = records
        .iter()
        .rev()
        .flat_map(|record| check(std::slice::from_ref(record)).lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    apart.sort();
    let mut sorted = whole;
    sorted.sort();
    assert_eq!(sorted, apart);
}

#[test]
fn what_is_wrong_with_a_lexicon_is_told_with_its_place() {
    let project = Project::new(&[
        ("a.cs.txt", ORIGINAL),
        ("a.en.txt", CLEAN),
        ("d.dic", "government @ vláda\nbroken\n"),
        ("l.tsv", "# isogloss.lexicon/1\n@\tcs\ten\t\nvlada\tgovernment much\n"),
        ("later.tsv", "# isogloss.lexicon/9\n"),
        ("bomb.tmx", "<!DOCTYPE tmx [\n<!ENTITY a \"aaaa\">\n]>\n<tmx/>"),
        ("cut.tmx", "<tmx><body>\n<tu>"),
        ("empty.dic", ""),
    ]);
    let languages = ["--from", "cs", "--to", "en"];
    for command in ["check", "align", "names"] {
        let with = |file: &str, extra: &[&str]| {
            let arguments: Vec<&str> =
                [command, "a.cs.txt", "a.en.txt", "--lexicon", file].iter().chain(extra).copied().collect();
            project.run(&arguments)
        };
        with("d.dic", &[]).assert_refused(&["d.dic: a dictionary does not say its languages", "help: give --from and --to"]);
        with("d.dic", &languages).assert_refused(&["d.dic:2: there is no ` @ ` in the line", "help: "]);
        with("empty.dic", &languages).assert_refused(&["empty.dic: there is no entry in it"]);
        with("l.tsv", &[]).assert_refused(&["l.tsv:3: `government much` is no translation", "help: "]);
        with("later.tsv", &[]).assert_refused(&["later.tsv:1: version `9`", "help: "]);
        with("bomb.tmx", &[]).assert_refused(&["bomb.tmx:1: the document type declares entities", "help: "]);
        with("cut.tmx", &[]).assert_refused(&["cut.tmx:2: the file ends inside an element", "help: "]);
    }
}

#[test]
fn nothing_is_written_when_learning_fails() {
    let broken = batch() + "broken\n";
    let project = Project::new(&[
        ("broken.jsonl", &broken),
        ("good.jsonl", &batch()),
        ("short.jsonl", &record("a", "Ano.", "Yes.")),
        ("cut.tmx", "<tmx><body>\n<tu>"),
        ("de.tmx", &memory(&articles()).replace("en-GB", "de")),
        ("a.cs.txt", ORIGINAL),
        ("l.tsv", "older"),
    ]);
    let learn = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["lexicon", "learn"].iter().chain(arguments).chain(&["-o", "l.tsv"]).copied().collect();
        project.run(&arguments)
    };
    learn(&["broken.jsonl"]).assert_refused(&[
        "broken.jsonl:10: broken JSON",
        "failed to read all of the inputs",
        "nothing is written",
    ]);
    learn(&["short.jsonl"]).assert_refused(&["no word of the texts comes back", "help: "]);
    learn(&["good.jsonl", "cut.tmx"]).assert_refused(&["cut.tmx:2: the file ends inside an element"]);
    learn(&["de.tmx", "--from", "cs", "--to", "en"]).assert_refused(&["de.tmx: no unit in the languages asked for", "help: "]);
    learn(&["a.cs.txt"]).assert_refused(&["a.cs.txt: its original or translation is missing", "help: "]);
    learn(&["a.cs.txt", "b.txt", "c.txt"]).assert_refused(&["c.txt: a third path"]);
    learn(&["none"]).assert_refused(&["none: no such file or folder"]);
    assert_eq!(project.read("l.tsv"), "older");
    assert!(!project.names().iter().any(|name| name.contains(".tmp")), "{:?}", project.names());
    let over = project.run(&["lexicon", "learn", "good.jsonl", "-o", "good.jsonl"]);
    over.assert_refused(&["good.jsonl: it is an input"]);
    assert_eq!(project.read("good.jsonl"), batch());
}

#[test]
fn aligned_texts_become_a_memory_that_can_be_learned_from() {
    let project = Project::new(&[("a.jsonl", &batch())]);
    let odd = record("x & <y>", "A & B.\u{1}\nVláda zasedala.\nPršelo.", "A & B.\nThe government sat.");
    project.write("odd.jsonl", odd.as_bytes());
    let said = project.run(&["align", "--batch", "odd.jsonl", "-o", "odd.tmx"]);
    assert_eq!((said.code, said.stderr.as_str()), (Some(0), "note: left out of the TMX: 1 bead without counterpart\n"));
    let odd = project.read("odd.tmx");
    assert!(odd.contains("<prop type=\"x-article\">x &amp; &lt;y&gt;</prop>"), "{odd}");
    assert!(odd.contains("<seg>A &amp; B.</seg>") && odd.contains("<prop type=\"x-confidence\">"), "{odd}");
    assert!(odd.contains(" srclang=\"cs\" ") && !odd.contains('\u{1}'), "{odd}");

    project.run(&["align", "--batch", "a.jsonl", "--learn", "--format", "tmx", "-o", "a.memory"]);
    project.write("a.tmx", project.read("a.memory").as_bytes());
    assert_eq!(project.read("a.tmx").matches("<tu>").count(), 27);
    let said = project.run(&["lexicon", "learn", "a.tmx", "-o", "l.tsv"]);
    assert!(said.stderr.contains("from 27 units of TMX"), "{said:?}");
    assert_eq!(translations(&project.read("l.tsv"), "dum").first(), Some(&"house"));
}

#[test]
fn folders_are_aligned_with_each_article_named() {
    let project = Project::new(&[
        ("news/a.cs.txt", ORIGINAL),
        ("news/a.en.txt", CLEAN),
        ("news/b.cs.txt", ORIGINAL),
        ("news/b.en.txt", CLEAN),
        ("news/c.en.txt", CLEAN),
        ("empty/c.png", ""),
    ]);
    let languages = ["--from", "cs", "--to", "en"];
    let align = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["align"].iter().chain(arguments).chain(&languages).copied().collect();
        project.run(&arguments)
    };
    let single = align(&["news/a.cs.txt", "news/a.en.txt"]);
    assert!(single.stdout.starts_with("s1\ts1\t") && single.stdout.lines().count() == 2, "{single:?}");
    let folder = align(&["news"]);
    assert_eq!(folder.stdout, format!("# a.en.txt\n{0}# b.en.txt\n{0}", single.stdout));
    assert!(folder.code == Some(0) && folder.stderr.contains("unpaired: news/c.en.txt: no text of that name"), "{folder:?}");
    let records = align(&["news", "--format", "jsonl"]).records();
    assert_eq!(records.iter().map(|record| record["article"].as_str().unwrap()).collect::<Vec<_>>(), ["a.en.txt", "b.en.txt"]);
    assert_eq!(align(&["news", "news", "--format", "jsonl"]).records().len(), 2);
    align(&["news", "-o", "beads.jsonl"]);
    assert_eq!(project.read("beads.jsonl").lines().count(), 2);
    align(&["news", "--format", "ladder"]).assert_refused(&["write a ladder: there are several pairs", "help: "]);
    align(&["news/a.en.txt"]).assert_refused(&["news/a.en.txt: there is no original", "help: "]);
    align(&["empty"]).assert_refused(&["no pair of texts among the inputs", "help: "]);
    align(&["news", "-o", "beads.doc"]).assert_refused(&["beads.doc: no format goes with its ending", "help: "]);
    align(&["news/a.cs.txt", "news/a.en.txt", "--format", "tsv", "-o", "news/a.en.txt"]).assert_refused(&["it is an input"]);
    assert_eq!(project.read("news/a.en.txt"), CLEAN);
}
