//! One file a journey.

mod alignment;
mod by_meaning;
mod ci_gate;
mod configuration;
mod contracts;
mod determinism;
mod docs;
mod gold;
mod help;
mod inputs;
mod lexicon;
mod numbers;
mod qa_run;
