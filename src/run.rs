//! A run: jobs in, reports out, in order, with as many threads as wanted and memory that does not grow with the run.
//!
//! One thread takes the jobs (a stream may make it wait), a pool reads and checks articles, and the caller's thread writes
//! reports in the order of the jobs. Between the first job taken and the last report written there are never more than
//! sixteen articles a thread. What is said of an article depends on nothing but the article and the checker.

use std::any::Any;
use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};

use rayon::ThreadPool;

use crate::article::ArticlePair;
use crate::input::{InputError, Job, ReadOptions, load};
use crate::report::{ArticleReport, Summary, Writer};

/// Articles under way for each thread: enough that one long article does not leave the other threads idle, few enough
/// that all of them fit in memory at the largest size allowed.
const WINDOW: usize = 16;

/// How a run is done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunOptions {
    /// How texts are read.
    pub read: ReadOptions,
    /// Number of threads; none for one a core.
    pub threads: Option<usize>,
    /// Checks that are run, for the summary.
    pub checks: Vec<&'static str>,
}

/// An article that is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// What there is to say of it.
    pub report: ArticleReport,
    /// What the user can do about its error.
    pub help: Option<String>,
}

/// What came of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunOutcome {
    /// Totals.
    pub summary: Summary,
    /// True when every reader of the reports went away (a closed pipe) before the end; the rest was not examined.
    pub closed: bool,
}

/// Why a run broke off.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A report could not be written.
    #[error("write the report: {0}")]
    Write(#[source] io::Error),
    /// The threads could not be started.
    #[error("start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Reads and checks `jobs` and writes a report of each to all `writers`, in the order of the jobs; `observe` sees each one
/// before it is written. A job that cannot be read, and one in which `check` panics, become reports with an error, and the
/// rest goes on. A writer whose reader has gone away is left out from then on; the run ends when none is left.
///
/// # Errors
/// When a report cannot be written for another reason, or threads cannot be started.
pub fn run(
    jobs: impl Iterator<Item = Result<Job, InputError>> + Send,
    check: impl Fn(ArticlePair) -> ArticleReport + Sync,
    options: &RunOptions,
    writers: Vec<Box<dyn Writer + '_>>,
    mut observe: impl FnMut(&Finished),
) -> Result<RunOutcome, RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads.unwrap_or(0)).build()?;
    let mut sinks = Sinks { wanted: !writers.is_empty(), writers };
    sinks.each(|writer| writer.begin())?;
    let mut summary = Summary::new(options.checks.clone());
    let work = |job: Result<Job, InputError>| examine(job, &check, &options.read);
    let (permits, freed) = mpsc::sync_channel(WINDOW * pool.current_num_threads());
    let (sender, finished) = mpsc::channel();
    std::thread::scope(|threads| {
        let (pool, work) = (&pool, &work);
        threads.spawn(move || feed(jobs, pool, work, &permits, &sender));
        // Owned here so that leaving, for whatever reason, stops the feeding thread before the scope waits for it.
        let (freed, finished) = (freed, finished);
        for next in in_order(&finished) {
            if sinks.are_closed() {
                break;
            }
            observe(&next);
            summary.add(&next.report);
            sinks.each(|writer| writer.article(&next.report))?;
            // Only a written article makes room for another one: that keeps memory flat.
            let _ = freed.recv();
        }
        Ok::<(), RunError>(())
    })?;
    sinks.each(|writer| writer.end(&summary))?;
    Ok(RunOutcome { closed: sinks.are_closed(), summary })
}

/// Hands jobs to the pool as long as somebody takes the results.
fn feed(
    jobs: impl Iterator<Item = Result<Job, InputError>>,
    pool: &ThreadPool,
    work: &(impl Fn(Result<Job, InputError>) -> Finished + Sync),
    permits: &SyncSender<()>,
    sender: &Sender<(usize, Finished)>,
) {
    pool.in_place_scope(|scope| {
        for (index, job) in jobs.enumerate() {
            if permits.send(()).is_err() {
                return;
            }
            let sender = sender.clone();
            scope.spawn(move |_| {
                // Nobody listens any more when the run has broken off.
                let _ = sender.send((index, work(job)));
            });
        }
    });
}

/// The results in the order of their numbers, which begin at 0 and have no gaps.
fn in_order(finished: &Receiver<(usize, Finished)>) -> impl Iterator<Item = Finished> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    std::iter::from_fn(move || {
        loop {
            if let Some(result) = early.remove(&next) {
                next += 1;
                return Some(result);
            }
            let (index, result) = finished.recv().ok()?;
            early.insert(index, result);
        }
    })
}

/// Reads and checks one article; whatever goes wrong in it stays in it.
fn examine(
    job: Result<Job, InputError>,
    check: &(impl Fn(ArticlePair) -> ArticleReport + Sync),
    options: &ReadOptions,
) -> Finished {
    let job = match job {
        Ok(job) => job,
        Err(error) => return failed(place(&error), &error),
    };
    let whole = AssertUnwindSafe(|| {
        load(&job, options).map(|loaded| {
            let mut report = check(loaded.pair);
            report.notes.splice(0..0, loaded.notes);
            report
        })
    });
    match catch_unwind(whole) {
        Ok(Ok(report)) => Finished { report, help: None },
        Ok(Err(error)) => failed(job.id.clone(), &error),
        Err(panic) => {
            let error = format!("check {}: internal error: {}", job.id, panic_message(&*panic));
            let help = "this is a fault of isogloss, not of the article: please report it".to_owned();
            Finished { report: ArticleReport::failed(job.id, error), help: Some(help) }
        }
    }
}

fn failed(id: String, error: &InputError) -> Finished {
    Finished { report: ArticleReport::failed(id, error.to_string()), help: error.help() }
}

/// What stands for the id of an article that never got one.
fn place(error: &InputError) -> String {
    match error {
        InputError::Record { path, line, .. } | InputError::Manifest { path, line, .. } | InputError::Tmx { path, line, .. } => {
            format!("{path}:{line}")
        }
        InputError::LineTooLong { path, .. }
        | InputError::Missing { path }
        | InputError::Io { path, .. }
        | InputError::Folder { path }
        | InputError::FolderAndFile { folder: path, .. }
        | InputError::TooLarge { path, .. }
        | InputError::Binary { path, .. }
        | InputError::Encoding { path, .. }
        | InputError::Empty { path }
        | InputError::NoLanguage { path, .. }
        | InputError::DuplicateId { path, .. } => path.clone(),
    }
}

/// What a panic says.
#[must_use]
pub fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

/// The reports being written.
struct Sinks<'w> {
    writers: Vec<Box<dyn Writer + 'w>>,
    wanted: bool,
}

impl Sinks<'_> {
    /// Does `write` with each writer and leaves out those whose reader has gone away.
    fn each(&mut self, mut write: impl FnMut(&mut dyn Writer) -> io::Result<()>) -> Result<(), RunError> {
        let mut fault = None;
        self.writers.retain_mut(|writer| match write(writer.as_mut()) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => false,
            Err(error) => {
                fault.get_or_insert(error);
                true
            }
        });
        fault.map_or(Ok(()), |error| Err(RunError::Write(error)))
    }

    fn are_closed(&self) -> bool {
        self.wanted && self.writers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;
    use crate::input::Batch;
    use crate::report::{Format, Selection, WriterOptions, writer};

    fn jobs(text: &str) -> impl Iterator<Item = Result<Job, InputError>> + Send + '_ {
        Batch::new(text.as_bytes(), "b", None, None, &ReadOptions::default())
    }

    fn batch(count: usize) -> String {
        (0..count).map(|number| format!("{{\"id\":\"a{number}\",\"to\":\"en\",\"translation\":\"Text {number}.\"}}\n")).collect()
    }

    fn silent(pair: ArticlePair) -> ArticleReport {
        ArticleReport { error: None, ..ArticleReport::failed(pair.id, "") }
    }

    fn options(threads: usize) -> RunOptions {
        RunOptions { threads: Some(threads), ..RunOptions::default() }
    }

    fn all(out: impl Write + Send + 'static) -> Vec<Box<dyn Writer>> {
        vec![writer(Format::Jsonl, WriterOptions { selection: Selection::All, ..WriterOptions::default() }, out)]
    }

    #[test]
    fn reports_come_in_the_order_of_the_jobs_however_long_each_takes() {
        let text = batch(100);
        let slow_first = |pair: ArticlePair| {
            if pair.id.ends_with('0') {
                std::thread::sleep(Duration::from_millis(5));
            }
            silent(pair)
        };
        let expected: Vec<String> = (0..100).map(|number| format!("a{number}")).collect();
        for threads in [1, 2, 8] {
            let mut ids = Vec::new();
            let outcome = run(jobs(&text), slow_first, &options(threads), Vec::new(), |next| ids.push(next.report.id.clone()));
            assert_eq!((outcome.unwrap().summary.counts.articles, &ids), (100, &expected));
        }
    }

    #[test]
    fn a_panic_and_a_bad_record_stay_in_their_article() {
        let text = batch(3) + "broken\n" + &batch(1).replace("a0", "a9");
        let mut seen = Vec::new();
        let check = |pair: ArticlePair| if pair.id == "a1" { panic!("oh {}", pair.id) } else { silent(pair) };
        let outcome = run(jobs(&text), check, &options(2), Vec::new(), |next| seen.push(next.clone())).unwrap();
        let errors: Vec<(&str, Option<&str>)> =
            seen.iter().map(|next| (next.report.id.as_str(), next.report.error.as_deref())).collect();
        assert_eq!(errors[..3], [("a0", None), ("a1", Some("check a1: internal error: oh a1")), ("a2", None)]);
        assert_eq!(errors[3].0, "b:4");
        assert!(errors[3].1.unwrap().starts_with("read batch: b:4: broken JSON"), "{errors:?}");
        assert_eq!(errors[4], ("a9", None));
        assert!(seen[1].help.is_some() && seen[3].help.is_some() && seen[0].help.is_none());
        assert_eq!((outcome.summary.failed, outcome.summary.counts.articles), (2, 3));
    }

    #[test]
    fn no_more_than_a_window_of_articles_is_under_way() {
        let text = batch(200);
        let (begun, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let most = Mutex::new(0);
        let check = |pair: ArticlePair| {
            let under_way = begun.fetch_add(1, Ordering::SeqCst) + 1 - written.load(Ordering::SeqCst);
            let mut most = most.lock().unwrap();
            *most = under_way.max(*most);
            silent(pair)
        };
        let slow_writer = |_: &Finished| {
            std::thread::sleep(Duration::from_micros(200));
            written.fetch_add(1, Ordering::SeqCst);
        };
        run(jobs(&text), check, &options(2), Vec::new(), slow_writer).unwrap();
        let most = *most.lock().unwrap();
        assert!((2..=2 * WINDOW + 2).contains(&most), "{most}");
    }

    /// Breaks after some writes.
    struct Breaking(usize, io::ErrorKind);

    impl Write for Breaking {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(self.1.into());
            }
            self.0 -= 1;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_ends_the_run_unless_another_report_is_written() {
        let endless = (0_usize..).map(|number| {
            let text = format!("{{\"id\":\"{number}\",\"to\":\"en\",\"translation\":\"Text.\"}}");
            jobs(&text).next().unwrap()
        });
        let outcome = run(endless, silent, &options(2), all(Breaking(5, io::ErrorKind::BrokenPipe)), |_| {}).unwrap();
        assert!(outcome.closed);
        assert_eq!(outcome.summary.counts.articles, 6);

        let mut writers = all(Breaking(5, io::ErrorKind::BrokenPipe));
        writers.extend(all(io::sink()));
        let outcome = run(jobs(&batch(50)), silent, &options(2), writers, |_| {}).unwrap();
        assert_eq!((outcome.closed, outcome.summary.counts.articles), (false, 50));
    }

    #[test]
    fn a_full_disk_breaks_the_run_off() {
        let text = batch(500);
        let error = run(jobs(&text), silent, &options(2), all(Breaking(3, io::ErrorKind::StorageFull)), |_| {}).unwrap_err();
        assert!(matches!(error, RunError::Write(_)), "{error}");
    }

    #[test]
    fn a_record_is_answered_before_the_next_one_arrives() {
        let (ask, asked) = mpsc::channel();
        let (answer, answered) = mpsc::channel();
        let records = std::iter::from_fn(move || {
            let text: String = asked.recv_timeout(Duration::from_secs(20)).ok()?;
            jobs(&text).next()
        });
        ask.send(batch(1)).unwrap();
        let partner = std::thread::spawn(move || {
            let first: String = answered.recv_timeout(Duration::from_secs(10)).unwrap();
            ask.send(batch(1).replace("a0", "a1")).unwrap();
            drop(ask);
            first
        });
        let outcome =
            run(records, silent, &options(1), Vec::new(), |next| answer.send(next.report.id.clone()).unwrap_or(())).unwrap();
        assert_eq!((partner.join().unwrap().as_str(), outcome.summary.counts.articles), ("a0", 2));
    }
}
