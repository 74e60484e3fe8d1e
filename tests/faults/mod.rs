//! What the service withstands: killed programs, crowds, two workers at once.

mod crowd;
mod full_disk;
mod fuzzed;
mod handed_in;
mod killed_seal;
mod killed_worker;
mod outside_the_demo;
mod replicas;
mod restored;
