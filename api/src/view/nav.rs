//! The menu: pages of the route table that everybody, or a role, begins with. Who sees a line is what the route says.

/// Path without language, and the message that names it, in the order of the menu.
pub const NAV: &[(&str, &str)] = &[
    ("/", "nav-home"),
    ("/week", "nav-week"),
    ("/cohorts", "nav-cohorts"),
    ("/labs", "nav-labs"),
    ("/awards", "awards-title"),
    ("/batches", "batches-title"),
    ("/work", "nav-work"),
    ("/marking", "nav-marking"),
    ("/micro-credentials", "nav-curriculum"),
    ("/rooms", "nav-rooms"),
    ("/forums", "forums-title"),
    ("/reports", "reports-title"),
    ("/people", "nav-people"),
    ("/letters", "letters-title"),
    ("/jobs", "jobs-title"),
    ("/audit", "audit-title"),
    ("/notices", "nav-inbox"),
    ("/account", "nav-account"),
];
