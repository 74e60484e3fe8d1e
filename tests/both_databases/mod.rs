//! What must hold on SQLite and on PostgreSQL alike.

mod audit;
mod forum;
mod awards;
mod certificates;
mod homes;
mod import;
mod once;
mod reports;
mod seats;
mod trust;
mod work;
