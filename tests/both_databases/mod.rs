//! What must hold on SQLite and on PostgreSQL alike.

mod audit;
mod import;
mod once;
mod reports;
mod seats;
