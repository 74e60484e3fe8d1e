//! What must hold on SQLite and on PostgreSQL alike.

mod audit;
mod awards;
mod certificates;
mod import;
mod once;
mod seats;
mod work;
