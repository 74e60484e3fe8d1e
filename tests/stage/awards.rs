//! Batches of the sample's micro-credentials, as far as a test needs them.

use crate::TestApp;
use std::{sync::Arc, time::Duration};
use zamala_domain::{
    credentials::{
        batches, names, prepare,
        seal::{self, Sealed},
    },
    id::{BatchId, CertificateId},
    jobs::Job,
};
use zamala_worker::{JobError, Mailer, Tools, jobs};

/// Every fellow of cohort 1.
pub const FELLOWS: [&str; 12] = [
    "fe.a01", "fe.a02", "fe.a03", "fe.a04", "fe.a05", "fe.a06", "fe.a07", "fe.a08", "fe.a09",
    "fe.a10", "fe.a11", "fe.a12",
];

impl TestApp {
    /// A batch of cohort 1 for the micro-credential with this code, prepared by `pm.layla`.
    pub async fn batch(&self, module: &str) -> BatchId {
        let cohort = self.id_of("cohorts", "DTF-2026-A").await.into();
        let module = self.id_of("micro_credentials", module).await.into();
        prepare::prepare(self, &self.actor("pm.layla").await, cohort, module)
            .await
            .unwrap()
    }

    /// The fellow confirms both names.
    pub async fn confirm_names(&self, fellow: &str) {
        let actor = self.actor(fellow).await;
        let own = names::own(self, &actor).await.unwrap();
        names::confirm(self, &actor, &own.now, true, own.version)
            .await
            .unwrap();
    }

    /// `co.noor` seals it.
    pub async fn seal(&self, batch: BatchId) -> Sealed {
        seal::seal(self, &self.actor("co.noor").await, batch, 1)
            .await
            .unwrap()
    }

    /// The certificates of a batch, in the order of their numbers.
    pub async fn certificates(&self, batch: BatchId) -> Vec<CertificateId> {
        let view = batches::view(self, &self.actor("co.noor").await, batch)
            .await
            .unwrap();
        let mut all: Vec<_> = view
            .members
            .into_iter()
            .filter_map(|own| own.certificate)
            .collect();
        all.sort_by(|a, b| a.serial.cmp(&b.serial));
        all.into_iter().map(|own| own.id).collect()
    }
}

/// A worker's tools that keep letters; its templates are made anew, so a test makes one.
pub fn tools() -> Tools {
    let templates = Arc::new(zamala_press::Templates::load().unwrap());
    Tools::new(Mailer::Kept, templates, Duration::ZERO).unwrap()
}

/// Does the worker's part for one certificate.
pub async fn issue(
    app: &TestApp,
    tools: &Tools,
    certificate: CertificateId,
) -> Result<(), JobError> {
    jobs::perform(app, tools, &Job::SealCertificate { certificate }).await
}

/// Codes of the fellows whom nothing but the names keeps from a certificate.
pub async fn ready_fellows(app: &TestApp, batch: BatchId) -> Vec<&'static str> {
    let view = batches::view(app, &app.actor("co.noor").await, batch)
        .await
        .unwrap();
    let mut ready = Vec::new();
    for code in FELLOWS {
        let residency = app.residency(code).await;
        if view
            .members
            .iter()
            .any(|own| own.residency == residency && own.held_out.is_none())
        {
            ready.push(code);
        }
    }
    ready
}
