//! No room and no lead is in two sessions at once, in whatever cohort.

use super::sessions::minutes;
use super::{Checks, Place};
use crate::imports::reader::fault::FaultCode;
use chrono::NaiveDate;

/// A room or a person, taken for a while. Minutes since midnight, the end excluded.
struct Booking<'f> {
    what: &'f str,
    date: NaiveDate,
    start: i32,
    end: i32,
    session: &'f str,
    place: &'f Place,
    /// The key that names the room or the person.
    key: &'static str,
}

impl<'f> Checks<'f> {
    pub(super) fn check_bookings(&mut self) {
        let (venues, leads) = self.bookings();
        self.check_free(venues, FaultCode::VenueTaken);
        self.check_free(leads, FaultCode::LeadTaken);
    }

    fn bookings(&self) -> (Vec<Booking<'f>>, Vec<Booking<'f>>) {
        let (mut venues, mut leads) = (Vec::new(), Vec::new());
        for cohort in &self.file.cohorts {
            for session in &cohort.lab_sessions {
                let Some(lab) = self.labs.get(session.lab.as_str()).copied() else {
                    continue;
                };
                let (date, start) = (session.date, minutes(session.start));
                let end = start + lab.duration_minutes;
                let booking = |what, key| Booking {
                    what,
                    date,
                    start,
                    end,
                    session: &session.id,
                    place: &session.place,
                    key,
                };
                venues.push(booking(lab.venue.as_str(), "lab"));
                leads.push(booking(session.lead.as_str(), "lead"));
            }
            for session in &cohort.contact_sessions {
                let (date, start, end) =
                    (session.date, minutes(session.start), minutes(session.end));
                let booking = |what, key| Booking {
                    what,
                    date,
                    start,
                    end,
                    session: &session.id,
                    place: &session.place,
                    key,
                };
                venues.push(booking(session.venue.as_str(), "venue"));
                leads.push(booking(session.lead.as_str(), "lead"));
            }
            for session in &cohort.other_sessions {
                let (start, end) = (minutes(session.start), minutes(session.end));
                let (what, place) = (session.venue.as_str(), &session.place);
                venues.push(Booking {
                    what,
                    date: session.date,
                    start,
                    end,
                    session: &session.id,
                    place,
                    key: "venue",
                });
            }
        }
        (venues, leads)
    }

    /// Of two bookings that meet, the one that begins later has the fault.
    fn check_free(&mut self, mut bookings: Vec<Booking<'f>>, code: FaultCode) {
        bookings.sort_by_key(|booking| {
            (
                booking.what,
                booking.date,
                booking.start,
                booking.place.line,
            )
        });
        let mut latest: Option<&Booking<'f>> = None;
        for booking in &bookings {
            let same =
                latest.filter(|latest| (latest.what, latest.date) == (booking.what, booking.date));
            if let Some(taken) = same.filter(|latest| booking.start < latest.end) {
                let expected = format!(
                    "{} free then: {} has it until {:02}:{:02}",
                    booking.what,
                    taken.session,
                    taken.end / 60,
                    taken.end % 60
                );
                self.fault(booking.place, booking.key, code, expected);
            }
            if same.is_none_or(|latest| latest.end < booking.end) {
                latest = Some(booking);
            }
        }
    }
}
