//! `name-transcription`

use super::name_drift::finding;
use super::{Check, CheckInput, CheckMeta, Findings, Needs};
use crate::finding::Severity;
use crate::names::Fault;
use crate::names::transcribe::source_system;

/// A name in a foreign or half-converted transcription.
pub(super) struct NameTranscription;

static META: CheckMeta = CheckMeta {
    id: "name-transcription",
    summary: "a form in a foreign or mixed transcription system",
    docs: "\
Reports a name that came through a third language and kept its spelling there, whole or in part.

The Czech press writes a Chinese foreign minister \"Čchin Kang\". A translator who knows that Čch is Q and does not know that \
K is G writes \"Qin Kang\", which looks like pinyin and is nobody. The check reads the original's form in the transcription \
system of the original's language, writes the same syllables in the system of the translation's language, and compares every \
word: right, carried over as it was, or in another system. The suggestion is the form in the system of the translation's \
language.

Example: original `Čchin Kang`, translation `Qin Kang`; suggestion `Qin Gang`.

It knows no names. It speaks only when the original's form has exactly one reading, begins with a Chinese surname, and the \
article shows that Chinese names are being converted (another one is, or the form has letters that no other language uses).

If the right form stands elsewhere in the same translation, the finding is a `name-drift`.

Limits: Chinese names from Czech, Slovak, Russian, Ukrainian, Belarusian and Bulgarian originals. Needs the original.",
    severity: Severity::Error,
    needs: Needs::Original,
    its: "inconsistent-entities",
    mqm: "Mistranslation (name)",
};

impl Check for NameTranscription {
    fn meta(&self) -> &'static CheckMeta {
        &META
    }

    fn unfit(&self, input: &CheckInput<'_>) -> Option<&'static str> {
        let known = input.original.is_some_and(|original| source_system(original.lang()).is_some());
        (!known).then_some("no transcription system is known for names in this language's originals")
    }

    fn run(&self, input: &CheckInput<'_>, out: &mut Findings) {
        for entity in input.names.entities.iter().filter(|entity| entity.fault == Fault::Transcription) {
            let odd = entity.renderings.get(entity.odd).map_or("", |rendering| rendering.text.as_str());
            let source = entity.original_forms.first().map_or("", String::as_str);
            let reason = entity.evidence.first().map(|why| format!(": {why}")).unwrap_or_default();
            let language = input.translation.lang().name();
            let message = format!("\"{odd}\" is not how \"{source}\" is written in {language}{reason}");
            out.push(finding(&META, META.severity, message, entity, input));
        }
    }
}
