//! Gathering what a batch's certificates say, once, and freezing it for each fellow.

use crate::{
    app::{App, PROGRAMME_ZONE},
    assessment,
    bilingual::Bilingual,
    countries,
    credentials::{
        entity::batches,
        rules::{AwardFacts, Frozen, FrozenModule, NamesOnCertificate, public_code, serial},
    },
    curriculum::{self, MicroCredentialContent, ProgrammeFacts},
    error::OperationError,
    id::{CertificateId, PersonId},
    people,
    residencies::{self, CohortFacts},
};
use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};

/// What all certificates of a batch have in common.
pub(super) struct Common {
    programme: ProgrammeFacts,
    cohort: CohortFacts,
    content: MicroCredentialContent,
    assessment: Bilingual,
    issuer: Bilingual,
    country_code: String,
    country: Bilingual,
    signatory: Bilingual,
    /// The moment of sealing, whole seconds.
    pub at: DateTime<Utc>,
    /// Its day in the programme's zone.
    pub on: NaiveDate,
}

/// The numbers of one certificate.
pub(super) struct Numbers {
    pub id: CertificateId,
    pub serial_number: i32,
    pub random: [u8; 16],
    pub status_list: i32,
    pub status_index: i32,
}

impl Common {
    pub async fn of(
        app: &App,
        row: &batches::Model,
        sealer: PersonId,
    ) -> Result<Self, OperationError> {
        let now = app.now();
        // A stranger judges by the real clock, which a demo's may be ahead of.
        let at = now.min(app.real_now()).trunc_subsecs(0);
        let programme = curriculum::operations::programme(app, row.programme_id).await?;
        let organisations = countries::operations::organisations(app).await?;
        let owner = organisations
            .into_iter()
            .find(|own| own.id == programme.owner);
        let owner = owner.ok_or(OperationError::NotFound)?;
        let known = countries::operations::all(app).await?;
        let country = known.into_iter().find(|own| own.code == owner.country);
        let cohort = residencies::operations::cohort_facts_of(app, row.cohort_id).await?;
        let module = row.micro_credential_id;
        let content = curriculum::operations::content_of(app, module).await?;
        let titles = assessment::operations::titles_of_work(app, &[module]).await?;
        let assessment = titles.get(&module).cloned();
        let names = people::operations::names(app, &[sealer]).await?;
        Ok(Self {
            assessment: assessment.ok_or_else(|| OperationError::refused("award-not-offered"))?,
            issuer: owner.title,
            country_code: owner.country.0,
            country: country.ok_or(OperationError::NotFound)?.name,
            signatory: names
                .get(&sealer)
                .cloned()
                .ok_or(OperationError::NotFound)?,
            on: now.with_timezone(&PROGRAMME_ZONE).date_naive(),
            programme,
            cohort,
            content,
            at,
        })
    }

    pub fn year(&self) -> i32 {
        self.on.year()
    }

    /// Freezes one fellow's certificate.
    ///
    /// # Errors
    /// Unexpected when there is no released result, which eligibility has ruled out.
    pub fn freeze(
        &self,
        app: &App,
        numbers: &Numbers,
        names: NamesOnCertificate,
        facts: &AwardFacts,
    ) -> Result<Frozen, OperationError> {
        let missing =
            |what: &str| OperationError::Unexpected(format!("a certificate without {what}"));
        let code = public_code(&numbers.random).ok_or_else(|| missing("its code"))?;
        let serial = serial(&self.programme.code, self.year(), numbers.serial_number);
        let base = app.did_url();
        Ok(Frozen {
            id: numbers.id,
            serial: serial.ok_or_else(|| missing("its serial"))?,
            verify_url: format!("{base}/v/{code}"),
            public_code: code,
            names,
            module: self.module(facts).ok_or_else(|| missing("its result"))?,
            programme: self.programme.title.clone(),
            programme_code: self.programme.code.clone(),
            cohort: self.cohort.title.clone(),
            starts_on: self.cohort.dates.from,
            ends_on: self.cohort.dates.to,
            issuer: self.issuer.clone(),
            issuer_did: app.did().to_owned(),
            issuer_url: base.to_owned(),
            country_code: self.country_code.clone(),
            country: self.country.clone(),
            signatory: self.signatory.clone(),
            awarded_on: self.on,
            expires_on: None,
            sealed_at: self.at,
            status_list_url: format!("{base}/status/{}", numbers.status_list),
            status_index: u32::try_from(numbers.status_index).map_err(|_| missing("its place"))?,
            is_sample: self.programme.is_sample,
        })
    }

    fn module(&self, facts: &AwardFacts) -> Option<FrozenModule> {
        let own = &self.content.facts;
        let known = facts.modules.iter().find(|known| known.id == own.id)?;
        Some(FrozenModule {
            id: own.id,
            code: own.code.clone(),
            edition: own.edition.clone(),
            title: own.title.clone(),
            outcomes: self.content.outcomes.clone(),
            workload_hours: u32::try_from(own.effort_minutes / 60).ok()?,
            level_framework: own.level_framework.clone(),
            level_value: own.level_value,
            level_status: own.level_status.clone(),
            assessment: self.assessment.clone(),
            participation: own.participation.clone(),
            quality_assurance: own.quality_assurance.clone(),
            mark_points: known.result?.mark.rounded_points(),
            pass_percent: known.pass_percent,
        })
    }
}
