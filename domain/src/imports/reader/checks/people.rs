//! The file's frame and its people.

use super::Checks;
use crate::imports::reader::fault::FaultCode;
use crate::scope::Role;
use crate::text::email_key;

impl Checks<'_> {
    pub(super) fn check_people(&mut self) {
        let file = self.file;
        let meta = &file.meta;
        if !meta.locales.contains(&meta.default_locale) {
            self.fault(
                &meta.place,
                "default_locale",
                FaultCode::UnknownReference,
                "one of the file's locales",
            );
        }
        if meta.working_hours.start >= meta.working_hours.end {
            self.fault(
                &meta.working_hours.place,
                "end",
                FaultCode::Order,
                "a time after start",
            );
        }
        let addresses = file
            .people
            .iter()
            .map(|person| (&person.place, email_key(&person.email)));
        self.refuse_repeats(
            addresses,
            "email",
            FaultCode::DuplicateEmail,
            "each address, in capitals or not,",
        );
        for person in &file.people {
            if !person.teaches.is_empty() && person.role != Role::Trainer {
                self.fault(
                    &person.place,
                    "teaches",
                    FaultCode::WrongRole,
                    "nothing here: only a trainer teaches",
                );
            }
        }
        for maintenance in file
            .equipment
            .iter()
            .flat_map(|equipment| &equipment.maintenance)
        {
            if maintenance.to < maintenance.from {
                self.fault(
                    &maintenance.place,
                    "to",
                    FaultCode::Order,
                    format!("{} or later", maintenance.from),
                );
            }
        }
    }

    /// The person under `key` must hold one of these roles.
    pub(super) fn check_role(
        &mut self,
        place: &super::Place,
        key: &str,
        person: &str,
        roles: &[Role],
    ) {
        // A person who could not be read has a fault already.
        let Some(known) = self.people.get(person) else {
            return;
        };
        if !roles.contains(&known.role) {
            let wanted: Vec<_> = roles.iter().map(|role| role.code()).collect();
            let expected = format!(
                "a person who is {}; this one is {}",
                wanted.join(" or "),
                known.role.code()
            );
            self.fault(place, key, FaultCode::WrongRole, expected);
        }
    }
}
