//! Sections on where the programme takes place and who takes part: `meta`, `programmes`, `countries`, `organisations`,
//! `people`, `venues`, `equipment`.

use super::kind::Kind;
use super::lists::{list, some};
use super::record::record;
use super::texts::{name, text, text_pair, title};
use super::times::{date, time, time_zone};
use super::values::{country_code, email, flag, id, new_id, number, reference, word};
use super::words::{CountryRole, ProgrammeKind, ProgrammeStatus};
use crate::bilingual::{Bilingual, Language};
use crate::scope::Role;
use chrono::{NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

record! {
    /// What holds for the whole file.
    pub struct Meta {
        /// Rows of this file are fictional.
        defaulted sample_data: bool = flag;
        optional notice: Option<Bilingual> = text_pair;
        /// The version of the file's format: 1.
        required version: i32 = number(1..=1);
        required default_locale: Language = word;
        required locales: Vec<Language> = some(word);
        required timezone: Tz = time_zone;
        /// ISO 4217.
        required currency: String = id;
        required working_week: Vec<Weekday> = some(word);
        required working_hours: WorkingHours = WorkingHours::read;
        defaulted assumption_notes: Vec<String> = list(text);
    }
}

record! {
    /// When offices are open, in local time.
    pub struct WorkingHours {
        required start: NaiveTime = time;
        required end: NaiveTime = time;
    }
}

record! {
    /// A programme; cohorts belong to one.
    pub struct Programme {
        required id: String = new_id(&[Kind::Programme]);
        required kind: ProgrammeKind = word;
        required title: Bilingual = title;
        /// An organisation.
        required owner: String = reference(Kind::Organisation);
        required audience: Bilingual = title;
        optional duration_weeks: Option<i32> = number(1..=104);
        optional location: Option<Bilingual> = title;
        optional status: Option<ProgrammeStatus> = word;
    }
}

record! {
    /// A country, by its ISO 3166-1 alpha-3 code.
    pub struct Country {
        required iso3: String = country_code;
        required name: Bilingual = title;
        required role: CountryRole = word;
        optional note: Option<String> = text;
    }
}

record! {
    /// A body that people belong to.
    pub struct Organisation {
        required id: String = new_id(&[Kind::Organisation]);
        required country: String = reference(Kind::Country);
        required title: Bilingual = title;
    }
}

record! {
    /// A person with one role.
    pub struct Person {
        required id: String = new_id(&[Kind::Person]);
        defaulted sample: bool = flag;
        required name: Bilingual = name;
        required email: String = email;
        required role: Role = word;
        required organisation: String = reference(Kind::Organisation);
        required preferred_locale: Language = word;
        /// Micro-credentials, for a trainer.
        defaulted teaches: Vec<String> = list(reference(Kind::MicroCredential));
        /// Fields of knowledge, for mentors and experts.
        defaulted expertise: Vec<String> = list(id);
        /// Not employed by the authority.
        defaulted external: bool = flag;
    }
}

record! {
    /// A room, or a place outside.
    pub struct Venue {
        required id: String = new_id(&[Kind::Venue]);
        required title: Bilingual = title;
        /// People.
        required capacity: i32 = number(1..=10_000);
        required step_free_access: bool = flag;
        defaulted hearing_loop: bool = flag;
        optional note: Option<Bilingual> = text_pair;
    }
}

record! {
    /// Devices or accounts of one kind, at one venue.
    pub struct Equipment {
        required id: String = new_id(&[Kind::Equipment]);
        required venue: String = reference(Kind::Venue);
        required title: Bilingual = title;
        required quantity: i32 = number(1..=10_000);
        defaulted maintenance: Vec<Maintenance> = list(Maintenance::read);
        defaulted loanable: bool = flag;
        /// Whole dinars.
        optional budget_bhd_each: Option<i32> = number(0..=1_000_000);
    }
}

record! {
    /// Days on which equipment cannot be used, both included.
    pub struct Maintenance {
        required from: NaiveDate = date;
        required to: NaiveDate = date;
    }
}
