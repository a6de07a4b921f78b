//! Name pairs as text.

/// A name in both spellings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// In the source script or system.
    pub source: String,
    /// In Latin letters.
    pub target: String,
    /// How often it was met.
    pub count: u32,
}

/// A list of pairs that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("read pairs: line {line}: {what}")]
pub struct PairsError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

/// Reads `source <tab> target [<tab> count]` lines; `#` begins a comment, a line without a count counts once.
///
/// # Errors
/// A line without a tab, with an empty side, or with a count that is no number.
pub fn read_pairs(text: &str) -> Result<Vec<Pair>, PairsError> {
    let mut pairs = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fail = |what| PairsError { line: index + 1, what };
        let mut cells = line.split('\t');
        let (Some(source), Some(target)) = (cells.next(), cells.next()) else { return Err(fail("no tab")) };
        if source.trim().is_empty() || target.trim().is_empty() {
            return Err(fail("one side is empty"));
        }
        let count = cells.next().map_or(Ok(1), str::parse).map_err(|_| fail("the count is no number"))?;
        pairs.push(Pair { source: source.to_owned(), target: target.to_owned(), count });
    }
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_list_names_its_line() {
        assert_eq!(read_pairs("а\ta\nб"), Err(PairsError { line: 2, what: "no tab" }));
        assert_eq!(read_pairs("а\ta\tx").map_err(|error| error.line), Err(1));
        assert_eq!(read_pairs("# note\n\nа\ta").map(|pairs| pairs.len()), Ok(1));
    }
}
