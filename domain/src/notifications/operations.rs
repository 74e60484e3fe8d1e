//! What notifications do: storing plans, planning and sending reminders, the inbox, preferences.

mod inbox;
mod plan;
mod preferences;
mod release;
mod remind;

pub use inbox::{
    NOTICES_PAGE_MAX, NoticeSubject, NoticeView, inbox, mark_all_read, mark_read, unread_count,
};
pub use plan::plan_reminders;
pub(crate) use plan::store_plan_in;
pub use preferences::{Preferences, PreferencesDraft, preferences, save_preferences};
pub use release::tell_of_release;
pub use remind::{ReminderOutcome, send_reminder};
