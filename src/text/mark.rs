//! Marks that every language's text may hold, whichever its own are ([`super::Lang::quotes`] has those).

/// True for the double quotation marks of any script, opening or closing.
#[must_use]
pub fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '”' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '″')
}

/// True for what can stand after the last mark of a sentence: quotation marks and brackets that close.
#[must_use]
pub fn is_closing_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '»' | '«' | '’' | '\'' | '」' | '』' | ')' | '）' | ']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_several_scripts_are_known_and_apostrophes_quote_nothing() {
        assert!("\"„“«»「』".chars().all(is_quotation_mark) && !"'’(".chars().any(is_quotation_mark));
        assert!("”»』’)]".chars().all(is_closing_mark) && !"„「(.".chars().any(is_closing_mark));
    }
}
