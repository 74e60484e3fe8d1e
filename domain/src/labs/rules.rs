//! Attendance (rules 31 to 34) and the waiting line of a lab session.
//!
//! Promise: pure and exact. Minutes are counted in thousandths, percentages are compared by cross-multiplication and
//! rounded only for the eye, never up to a whole percent that was not reached.

mod clash;
mod figure;
mod minutes;
mod session;
mod waitlist;

pub use clash::{ClashKind, Need, Planned, clashes_of};
pub use figure::{
    AttendanceFigure, EarlierSession, OpeningRecord, TakenSession, opening_planned_minutes,
};
pub use minutes::{MinuteThousandths, Share};
pub use session::{
    AttendanceFault, AttendanceMark, AttendanceOutcome, AttendanceSettings, CreditedMinutes,
    SessionTimes, credited_minutes,
};
pub use waitlist::{Waiting, next_in_line, place_in_line};
