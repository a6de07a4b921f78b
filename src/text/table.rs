//! Reading the compiled-in tables: tab-separated, `#` begins a comment line.

/// Iterator over the data rows of a table.
pub struct Rows<'t> {
    lines: std::str::Lines<'t>,
}

/// The data rows of `table`, each as its cells. Comment lines and blank lines are left out.
#[must_use]
pub fn rows(table: &str) -> Rows<'_> {
    Rows { lines: table.lines() }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Vec<&'t str>;

    fn next(&mut self) -> Option<Self::Item> {
        self.lines.by_ref().find(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
    }
}
