//! Exit codes: the program's answer to scripts. They are fixed; `--help` and the README say the same.
//!
//! | code | `check` | other commands |
//! |---|---|---|
//! | 0 | no finding at or above `--fail-on` | done |
//! | 1 | findings | - |
//! | 2 | the job, or a part of it, could not be done | not done |
//!
//! A reader that goes away (a closed pipe) has seen all it wants: that is 0.

/// Done, and nothing found that makes a run fail.
pub(crate) const DONE: u8 = 0;
/// Findings at or above `--fail-on`.
pub(crate) const FINDINGS: u8 = 1;
/// The job, or a part of it, could not be done.
pub(crate) const FAILED: u8 = 2;
