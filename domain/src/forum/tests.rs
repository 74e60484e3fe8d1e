//! The forum against a database.
