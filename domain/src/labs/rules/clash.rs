//! What does not fit together: a session and its day, its room, its equipment.

use crate::calendar::rules::{DayKind, WorkingCalendar};
use chrono::NaiveDate;

/// Why a session cannot be held as planned, or may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClashKind {
    /// The day is a weekend or a confirmed holiday.
    DayOff,
    /// The day is a holiday that awaits its announcement (rule 8: it warns).
    ProvisionalHoliday,
    /// Equipment that the lab needs is being maintained that day.
    EquipmentInMaintenance,
    /// There is less equipment than the seats need.
    EquipmentShort,
    /// More seats than the room holds.
    RoomTooSmall,
}

impl ClashKind {
    /// The word for the API and for message keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::DayOff => "day_off",
            Self::ProvisionalHoliday => "provisional_holiday",
            Self::EquipmentInMaintenance => "equipment_in_maintenance",
            Self::EquipmentShort => "equipment_short",
            Self::RoomTooSmall => "room_too_small",
        }
    }
}

/// Equipment that a lab needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    pub per_seat: i32,
    pub quantity: i32,
    /// First and last day of each maintenance.
    pub maintenance: Vec<(NaiveDate, NaiveDate)>,
}

/// A session as far as clashes go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    pub held_on: NaiveDate,
    pub seats: Option<i32>,
    pub room_capacity: i32,
    pub needs: Vec<Need>,
}

/// Every clash of one session, each kind once.
pub fn clashes_of(session: &Planned, calendar: &WorkingCalendar) -> Vec<ClashKind> {
    let seats = session.seats.unwrap_or(0);
    let in_maintenance = |need: &Need| {
        need.maintenance
            .iter()
            .any(|(from, to)| *from <= session.held_on && session.held_on <= *to)
    };
    let day = match calendar.day_kind(session.held_on) {
        DayKind::Working => None,
        DayKind::Holiday {
            is_confirmed: false,
        } => Some(ClashKind::ProvisionalHoliday),
        DayKind::Weekend | DayKind::Holiday { is_confirmed: true } => Some(ClashKind::DayOff),
    };
    let equipment = session
        .needs
        .iter()
        .any(in_maintenance)
        .then_some(ClashKind::EquipmentInMaintenance);
    let is_short = session
        .needs
        .iter()
        .any(|need| need.quantity < need.per_seat * seats);
    let room = (session.room_capacity < seats).then_some(ClashKind::RoomTooSmall);
    let short = is_short.then_some(ClashKind::EquipmentShort);
    [day, equipment, short, room]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::rules::{Holiday, WeekendRule};
    use chrono::Weekday;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
    }

    fn calendar() -> WorkingCalendar {
        let weekend = WeekendRule {
            days: vec![Weekday::Fri, Weekday::Sat],
            from: on(1),
            until: None,
        };
        WorkingCalendar::new(
            vec![weekend],
            [
                Holiday {
                    on: on(5),
                    is_confirmed: false,
                },
                Holiday {
                    on: on(6),
                    is_confirmed: true,
                },
            ],
        )
    }

    fn planned(held_on: NaiveDate) -> Planned {
        let need = Need {
            per_seat: 1,
            quantity: 3,
            maintenance: vec![(on(1), on(1))],
        };
        Planned {
            held_on,
            seats: Some(3),
            room_capacity: 6,
            needs: vec![need],
        }
    }

    #[test]
    fn equipment_under_maintenance_blocks_a_session_as_in_s02() {
        assert_eq!(
            clashes_of(&planned(on(1)), &calendar()),
            [ClashKind::EquipmentInMaintenance]
        );
        assert_eq!(clashes_of(&planned(on(4)), &calendar()), []);
    }

    #[test]
    fn days_off_clash_and_provisional_ones_warn() {
        assert_eq!(
            clashes_of(&planned(on(2)), &calendar()),
            [ClashKind::DayOff]
        );
        assert_eq!(
            clashes_of(&planned(on(5)), &calendar()),
            [ClashKind::ProvisionalHoliday]
        );
        assert_eq!(
            clashes_of(&planned(on(6)), &calendar()),
            [ClashKind::DayOff]
        );
    }

    #[test]
    fn more_seats_than_room_or_equipment_clash() {
        let crowded = Planned {
            seats: Some(7),
            ..planned(on(4))
        };
        assert_eq!(
            clashes_of(&crowded, &calendar()),
            [ClashKind::EquipmentShort, ClashKind::RoomTooSmall]
        );
    }
}
