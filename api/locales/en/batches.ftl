# Batches of certificates: prepared by one person, sealed by another.
batches-title = Certificate batches
batches-lead = A manager prepares a batch; a certificate officer, always another person, seals it.
batches-empty = No batches yet
batches-empty-text = A batch appears here as soon as a manager prepares it.
batches-in-count = { $n ->
    [0] Nobody in it
    [one] { $n } fellow
   *[other] { $n } fellows
}
batches-prepare-title = Prepare a batch
batches-prepare-button = Prepare
batches-choose = Choose from the list
batches-cohort = Cohort
batches-award = Micro-credential
# code and title of a micro-credential
batches-option = { $code }: { $title }
batches-prepared = The batch is prepared. Fellows who meet the conditions are in it. The others are held out, with the reason.
batches-state-prepared = Awaits sealing
batches-state-sealed = Sealed
batches-state-withdrawn = Withdrawn
batches-waits-for-officer = Names are confirmed; awaits a certificate officer
batches-waits-for-names = { $n ->
    [one] 1 fellow has not confirmed the names
   *[other] { $n } fellows have not confirmed their names
}
# code: of the micro-credential
batches-batch-title = Batch for { $code }
batches-prepared-by = Prepared by
batches-prepared-at = Prepared at
batches-sealed-by = Sealed by
batches-sealed-at = Sealed at
batches-progress-title = Progress
batches-progress = Certificates issued
batches-progress-reload = Each certificate is made in the background. Reload the page to see how far it is.
batches-inside = In the batch
batches-held-out = Held out
batches-nobody = Nobody
batches-names-confirmed = Names confirmed
batches-names-open = Names not confirmed
batches-held-conditions-unmet = Conditions not met
batches-held-work-open = Work still open
batches-held-names-not-confirmed = Names not confirmed
batches-held-already-certified = Has the certificate already
batches-held-not-in-residence = Not in residence
batches-row-planned = Being made
batches-row-issued = Issued
batches-row-void = Void
batches-row-failed = Could not be made
batches-row-failed-text = The administrators see why; the number stays reserved.
batches-seal-title = Seal the batch
batches-seal-text = Conditions are checked once more. Fellows who have not confirmed their names, or no longer meet a condition, are held out. After sealing, nothing in the batch can be changed.
batches-seal-button = Seal
batches-sealed = The batch is sealed. The certificates are being made.
batches-withdraw-button = Withdraw the batch
batches-withdrawn = The batch is withdrawn.
