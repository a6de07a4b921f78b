//! Which checks are run.

use super::nearest;
use crate::checks::CHECKS;

/// A word that names no check and no family of checks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown check `{word}`")]
pub struct UnknownCheck {
    /// The word as given.
    pub word: String,
}

impl UnknownCheck {
    /// The nearest check, or where to find all of them.
    #[must_use]
    pub fn help(&self) -> String {
        match nearest(&self.word, ids()) {
            Some(id) => format!("did you mean `{id}`?"),
            None => "`isogloss explain` lists the checks".to_owned(),
        }
    }
}

fn ids() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|check| check.meta().id)
}

/// The checks `word` names: one by its id, or a family by what its ids begin with (`name`, `headline`, `number`, `text`).
///
/// # Errors
/// When it names none.
pub fn checks_named(word: &str) -> Result<Vec<&'static str>, UnknownCheck> {
    let is_named = |id: &str| id.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let named: Vec<&'static str> = ids().filter(|id| is_named(id)).collect();
    if word.is_empty() || named.is_empty() { Err(UnknownCheck { word: word.to_owned() }) } else { Ok(named) }
}

/// The checks of `select` (all of them without it) that are not in `skip`, in the order of the registry.
#[must_use]
pub fn selection(select: Option<&[&'static str]>, skip: &[&'static str]) -> Vec<&'static str> {
    ids().filter(|id| select.is_none_or(|select| select.contains(id)) && !skip.contains(id)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_named_by_its_id_and_a_family_by_its_prefix() {
        assert_eq!(checks_named("name-drift").unwrap(), ["name-drift"]);
        let family = checks_named("headline").unwrap();
        assert!(family.contains(&"headline-duplicate") && family.iter().all(|id| id.starts_with("headline-")), "{family:?}");
    }

    #[test]
    fn an_unknown_name_proposes_the_nearest() {
        assert_eq!(checks_named("name-drfit").unwrap_err().help(), "did you mean `name-drift`?");
        assert_eq!(checks_named("").unwrap_err().help(), "`isogloss explain` lists the checks");
        assert!(checks_named("headl").is_err(), "half a word is no family");
    }

    #[test]
    fn what_is_skipped_is_taken_from_what_is_selected() {
        let all = selection(None, &[]);
        assert_eq!(all.len(), CHECKS.len());
        assert_eq!(selection(Some(&["text-residue", "name-drift"]), &["text-residue"]), ["name-drift"]);
        assert_eq!(selection(None, &["name-drift"]).len(), all.len() - 1);
        assert_eq!(selection(Some(&[]), &[]), Vec::<&str>::new());
    }
}
