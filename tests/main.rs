//! The program as its users meet it: one file a journey.

mod journeys;
mod support;
