# The curriculum.
curriculum-title = Micro-credentials
curriculum-lead = The curriculum of the fellowship, in the order in which it is taught.
curriculum-empty-title = No micro-credentials yet
curriculum-empty-text = They appear here once the curriculum is settled.
curriculum-kind-of-thing = Micro-credential
# hours: "30 learning hours", kind: core or elective, level
curriculum-summary = { $hours } · { $kind } · { $level }
curriculum-hours = { $n ->
    [one] 1 learning hour
   *[other] { $n } learning hours
}
curriculum-core = Core
curriculum-elective = Elective
# framework: code of the qualifications framework
curriculum-level-value = Level { $level } of the { $framework }

curriculum-own-title = Where you stand
curriculum-hours-title = Learning hours
curriculum-stat-effort = In all
curriculum-stat-contact = Sessions
curriculum-stat-lab = Lab
curriculum-stat-self-study = Self-study
curriculum-outcomes-title = Learning outcomes
curriculum-outcomes-lead = Whoever completes it can:
curriculum-outcomes-empty = No outcomes are written yet
curriculum-units-title = Units
curriculum-units-empty = No units yet
curriculum-facts-title = About this micro-credential
curriculum-kind = Kind
curriculum-level = Level
curriculum-participation = Way of taking part
curriculum-on-site = On site
curriculum-virtual = Online
curriculum-hybrid = On site and online
curriculum-quality = Quality assurance
curriculum-lab = Development lab
curriculum-code = Code
curriculum-edition = Edition
curriculum-hand-in-link = Hand in
curriculum-work-link = My work and its mark
