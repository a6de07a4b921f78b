//! `isogloss transcribe`: a name in another system.

use std::io::Write;

use anyhow::bail;

use super::output;
use isogloss::Lang;
use isogloss::names::transcribe::{SYSTEMS, System, first_reading, is_han, parse, parse_any, render, system_pinyin};

/// Write a Chinese name in another system of transcription.
///
/// Systems: pinyin, wade-giles, czech, palladius, ukrainian; a language code names the system of its press (cs, ru, en …).
/// Without --from every system in which the form is possible is listed.
///
/// Examples:
///   isogloss transcribe --lang zh --from cs --to pinyin "Čchin Kang"
///   isogloss transcribe --lang zh --to cs "Xi Jinping"
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Language the name comes from; Chinese (`zh`) is the one there is
    #[arg(long, value_name = "LANG", default_value = "zh", value_parser = output::parse_lang)]
    lang: Lang,
    /// System or language of the form
    #[arg(long, value_name = "SYSTEM", value_parser = parse_system)]
    from: Option<&'static System>,
    /// System or language to write it in
    #[arg(long, value_name = "SYSTEM", default_value = "pinyin", value_parser = parse_system)]
    to: &'static System,
    /// The name
    name: String,
}

fn parse_system(word: &str) -> Result<&'static System, String> {
    System::find(word).ok_or_else(|| {
        let known: Vec<&str> = SYSTEMS.iter().map(|system| system.id).collect();
        format!("unknown system; known are {}, or a language whose press uses one of them", known.join(", "))
    })
}

pub(crate) fn run(args: Args) -> anyhow::Result<u8> {
    if args.lang.code() != "zh" {
        bail!("transcribe {}: only Chinese names have tables so far\nhelp: use --lang zh", args.lang.name());
    }
    let mut out = output::Target::create(None)?;
    let readings: Vec<_> = if args.name.chars().any(is_han) {
        let syllables: Vec<&str> = args.name.chars().filter_map(first_reading).collect();
        vec![(system_pinyin(), parse(&syllables.join("-"), system_pinyin()))]
    } else {
        match args.from {
            Some(system) => vec![(system, parse(&args.name, system))],
            None => parse_any(&args.name),
        }
    };
    let mut written: Vec<String> = Vec::new();
    for (system, list) in readings {
        let mut forms: Vec<String> = list.iter().map(|reading| render(reading, args.to)).collect();
        forms.dedup();
        for form in forms {
            if args.from.is_some() { written.push(form) } else { written.push(format!("{form}\t{}", system.id)) }
        }
    }
    written.dedup();
    if written.is_empty() {
        let system = args.from.map_or("any system known here", |system| system.label);
        bail!(
            "transcribe \"{}\": not possible in {system}\nhelp: isogloss transcribe without --from lists the systems a form can be in",
            args.name
        );
    }
    for line in written {
        writeln!(out, "{line}")?;
    }
    out.finish()?;
    Ok(0)
}
