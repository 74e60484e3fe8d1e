//! Sections on what comes of it: `indicators`, `readiness_observations`, `readiness_targets`, `pilots`, `knowledge_items`,
//! `toolkit`, `forum`, `feedback_categories`, `notification_plan`, `report_plan`, `totals`.

use super::kind::Kind;
use super::lists::{list, some};
use super::record::record;
use super::texts::{label, text, title};
use super::times::{Offset, cron, date, instant, offset, period};
use super::values::{flag, hours, new_id, number, reference, thousandths, word};
use super::words::{
    BlindTo, Channel, Cycle, Direction, EvidenceKind, ForumMode, IndicatorUnit, KnowledgeKind,
    KnowledgeStatus, KnowledgeVisibility, NotificationEvent, ObservationStatus, OsiSubindex,
    PilotStatus, ReportKind, ToolAvailability,
};
use crate::bilingual::Bilingual;
use crate::scope::Role;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// The largest value that an indicator may have.
const VALUE_MAX: i32 = 1_000_000;

record! {
    /// A measure, with its unit and the direction that is better.
    pub struct Indicator {
        required code: String = new_id(&[Kind::Indicator]);
        required title: Bilingual = title;
        required unit: IndicatorUnit = word;
        required direction: Direction = word;
        /// Who measures, if not the programme.
        optional owner: Option<String> = label;
        required cycle: Cycle = word;
        optional comparability: Option<String> = text;
        optional note: Option<String> = text;
        optional numerator: Option<String> = text;
        optional denominator: Option<String> = text;
        optional reference_value: Option<ReferenceValue> = ReferenceValue::read;
    }
}

record! {
    /// A published value to compare with.
    pub struct ReferenceValue {
        required country: String = reference(Kind::Country);
        /// `2024-H1`, `2026-Q3`.
        required period: String = period;
        required value_thousandths as "value": i64 = thousandths(0..=VALUE_MAX);
    }
}

record! {
    /// A value reported by a country for a period; none while it is missing.
    pub struct Observation {
        defaulted sample: bool = flag;
        required indicator: String = reference(Kind::Indicator);
        required country: String = reference(Kind::Country);
        required period: String = period;
        nullable value_thousandths as "value": Option<i64> = thousandths(0..=VALUE_MAX);
        required status: ObservationStatus = word;
        required evidence: Vec<Evidence> = list(Evidence::read);
    }
}

record! {
    /// What an observation rests on.
    pub struct Evidence {
        required kind: EvidenceKind = word;
        /// An address or a document's number.
        required reference as "ref": String = text;
        required checked_on: NaiveDate = date;
    }
}

record! {
    /// What a country aims at, from its own baseline.
    pub struct Target {
        defaulted sample: bool = flag;
        required indicator: String = reference(Kind::Indicator);
        required country: String = reference(Kind::Country);
        required baseline_period: String = period;
        required baseline_thousandths as "baseline": i64 = thousandths(0..=VALUE_MAX);
        required target_period: String = period;
        required target_thousandths as "target": i64 = thousandths(0..=VALUE_MAX);
    }
}

record! {
    /// A pilot that grew from capstones.
    pub struct Pilot {
        required id: String = new_id(&[Kind::Pilot]);
        defaulted sample: bool = flag;
        required country: String = reference(Kind::Country);
        required title: Bilingual = title;
        required status: PilotStatus = word;
        /// The fellows whose capstones these were.
        required from_capstones: Vec<String> = list(reference(Kind::Person));
        required indicators: Vec<String> = list(reference(Kind::Indicator));
    }
}

record! {
    /// Something worth knowing, written down.
    pub struct KnowledgeItem {
        required id: String = new_id(&[Kind::KnowledgeItem]);
        defaulted sample: bool = flag;
        required kind: KnowledgeKind = word;
        required title: Bilingual = title;
        required topics: Vec<String> = list(reference(Kind::MicroCredential));
        required osi: Vec<OsiSubindex> = list(word);
        required visibility: KnowledgeVisibility = word;
        required status: KnowledgeStatus = word;
        required version: i32 = number(1..=10_000);
    }
}

record! {
    /// A shared advisory tool.
    pub struct Tool {
        required id: String = new_id(&[Kind::Tool]);
        required title: Bilingual = title;
        required customisable: bool = flag;
        required available: ToolAvailability = word;
    }
}

record! {
    /// The yearly forum.
    pub struct Forum {
        required id: String = super::values::id;
        defaulted sample: bool = flag;
        required title: Bilingual = title;
        required host: String = reference(Kind::Organisation);
        required mode: ForumMode = word;
        required dates: Vec<NaiveDate> = some(date);
        required capacity_on_site: i32 = number(0..=100_000);
        required capacity_virtual: i32 = number(0..=1_000_000);
        required registration: ForumRegistration = ForumRegistration::read;
        required ticket_types: Vec<TicketType> = some(TicketType::read);
        required sessions: Vec<ForumSession> = list(ForumSession::read);
        required delegations: Vec<Delegation> = list(Delegation::read);
        /// From this day on, seats that no delegation took are free for all.
        required delegation_seats_released_on: NaiveDate = date;
    }
}

record! {
    /// When one may register, and which tickets someone must approve.
    pub struct ForumRegistration {
        required opens: DateTime<FixedOffset> = instant;
        required closes: DateTime<FixedOffset> = instant;
        required requires_approval: Vec<String> = list(reference(Kind::TicketType));
    }
}

record! {
    /// A kind of ticket.
    pub struct TicketType {
        required id: String = new_id(&[Kind::TicketType]);
        required title: Bilingual = title;
    }
}

record! {
    /// A session of the forum.
    pub struct ForumSession {
        required id: String = new_id(&[Kind::ForumSession]);
        required title: Bilingual = title;
        /// Places for those who show something.
        optional slots: Option<i32> = number(1..=1000);
    }
}

record! {
    /// Seats held for a country.
    pub struct Delegation {
        required country: String = reference(Kind::Country);
        required seats: i32 = number(1..=10_000);
    }
}

record! {
    /// What feedback may be about, and how soon it is answered.
    pub struct FeedbackCategory {
        required id: String = new_id(&[Kind::FeedbackCategory]);
        required title: Bilingual = title;
        required service_level_working_days: i32 = number(1..=365);
        required escalate_to: Role = word;
        optional blind_to: Option<BlindTo> = word;
    }
}

record! {
    /// When letters about an event go out, and how.
    pub struct NotificationRule {
        required event: NotificationEvent = word;
        required offsets: Vec<Offset> = some(offset);
        required channels: Vec<Channel> = some(word);
        /// Whom it concerns, when it is not the fellow.
        optional audience: Option<Role> = word;
    }
}

record! {
    /// A report that is made by the clock.
    pub struct ReportPlan {
        required id: String = new_id(&[Kind::ReportPlan]);
        required report: ReportKind = word;
        required title: Bilingual = title;
        /// Seconds first, in the programme's zone.
        required cron: String = cron;
        required audience: Vec<Role> = some(word);
    }
}

record! {
    /// What the file says it holds; checked against what it does hold.
    pub struct Totals {
        required micro_credentials: i32 = number(0..=1_000_000);
        /// In minutes; hours in the file, as the next two.
        required effort_minutes_micro_credentials as "effort_hours_micro_credentials": i32 = hours(0..=1_000_000);
        required effort_minutes_capstone as "effort_hours_capstone": i32 = hours(0..=1_000_000);
        required effort_minutes_total as "effort_hours_total": i32 = hours(0..=1_000_000);
        /// Of one cohort.
        required weeks: i32 = number(0..=1_000_000);
        required cohorts: i32 = number(0..=1_000_000);
        required fellows: i32 = number(0..=1_000_000);
        required lab_sessions: i32 = number(0..=1_000_000);
        required contact_sessions: i32 = number(0..=1_000_000);
        required other_sessions: i32 = number(0..=1_000_000);
    }
}
