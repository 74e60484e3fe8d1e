//! What ids name.

/// What an id names. Ids are unique within their kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Programme,
    Country,
    Organisation,
    Person,
    Venue,
    Equipment,
    Rubric,
    MicroCredential,
    Unit,
    /// What a week may list: micro-credentials and the capstone.
    Module,
    Lab,
    ConsultationType,
    AwardRule,
    Cohort,
    Session,
    Scenario,
    Indicator,
    Pilot,
    KnowledgeItem,
    Tool,
    TicketType,
    ForumSession,
    FeedbackCategory,
    ReportPlan,
}

impl Kind {
    /// The thing with its article, for messages.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Programme => "a programme",
            Self::Country => "a country",
            Self::Organisation => "an organisation",
            Self::Person => "a person",
            Self::Venue => "a venue",
            Self::Equipment => "an equipment entry",
            Self::Rubric => "a rubric",
            Self::MicroCredential => "a micro-credential",
            Self::Unit => "a unit",
            Self::Module => "a micro-credential or capstone",
            Self::Lab => "a lab",
            Self::ConsultationType => "a consultation type",
            Self::AwardRule => "an award rule",
            Self::Cohort => "a cohort",
            Self::Session => "a session",
            Self::Scenario => "a scenario",
            Self::Indicator => "an indicator",
            Self::Pilot => "a pilot",
            Self::KnowledgeItem => "a knowledge item",
            Self::Tool => "a tool",
            Self::TicketType => "a ticket type",
            Self::ForumSession => "a forum session",
            Self::FeedbackCategory => "a feedback category",
            Self::ReportPlan => "a report plan entry",
        }
    }
}
