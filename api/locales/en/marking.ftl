# Marking: the queue, one piece of work, releases.
marking-title = Marking
marking-link = Go to the marking page
marking-unmarked = To mark, oldest first
marking-unmarked-empty = Nothing to mark
marking-corrections = Corrections to release
marking-corrections-lead = A correction is released by someone other than the person who made it.
marking-provisional = To release
marking-provisional-lead = These marks are provisional: fellows do not see them until they are released.
marking-provisional-empty = No provisional marks
marking-released-title = Released
marking-released-empty = No mark has been released yet
marking-count-unmarked = { $n ->
    [0] Nothing to mark
    [one] 1 to mark
   *[other] { $n } to mark
}
marking-count-provisional = { $n ->
    [0] nothing to release
    [one] 1 to release
   *[other] { $n } to release
}
marking-count-corrections = { $n ->
    [0] no corrections
    [one] 1 correction
   *[other] { $n } corrections
}
marking-stage-unmarked = To mark
marking-stage-provisional = Provisional
marking-stage-correcting = Correction to release
marking-stage-released = Released
# title: the assignment's; mark: "67 / 100"
marking-title-and-mark = { $title }: { $mark }
marking-release-all-button = { $n ->
    [one] Release 1 mark
   *[other] Release all { $n } marks
}
marking-released-all = { $n ->
    [0] There was nothing to release
    [one] 1 mark released
   *[other] { $n } marks released
}

marking-on-hold = A certificate is based on this mark: the mark cannot be corrected and the work cannot be handed in again.
# due: date and time
marking-may-be-superseded = Until { $due } the fellow may hand in a newer version; marking then begins again.
marking-form-title = Mark
marking-correct-title = Correct the released mark
# level: 2; title: Meets
marking-level = { $level }: { $title }
marking-weight = Weight { $weight }
# criterion: its title
marking-comment-of = Comment on “{ $criterion }”
marking-comment = Comment on the whole work
marking-comment-hint = In Arabic or English.
marking-kept-hint = It was not saved, and this work can no longer be marked here. Copy it if you want to keep it.
marking-reason = Reason for the correction
marking-reason-hint = The fellow reads it. The released mark stays on record; a second person releases the correction.
marking-save-button = Save the mark
marking-correct-button = Save the correction
marking-calculate-button = Calculate
marking-preview = Calculation
marking-preview-hint = Nothing has been saved yet.
marking-saved = The mark is saved. It is provisional until it is released.
marking-release-title = Release
marking-release-hint = The fellow then sees the mark, its calculation and the comments, and is told by letter.
marking-release-button = Release the mark
marking-released = The mark is released.
