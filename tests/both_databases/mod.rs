//! What must hold on SQLite and on PostgreSQL alike.

mod import;
mod seats;
