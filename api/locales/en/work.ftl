# dynamic: work-mark-

# A fellow's own work: what is to be handed in, receipts, results.
work-title = My work
work-lead = What you have to hand in, when it is due, and the marks that have been released.
work-empty = No work yet
work-empty-text = Assignments appear here once your cohort’s curriculum is approved.
work-undated = No due date yet
# time: day, date and time of day
work-received-at = Handed in { $time }; not marked yet
# mark: "67 / 100"
work-mark-is = Mark { $mark }

work-state-open = To hand in
work-state-undated = No due date
work-state-past-due = Past due
work-state-waiting = Handed in
work-state-passed = Passed
work-state-not-passed = Not yet passed
work-state-superseded = Replaced by a newer version
work-state-closed = Marked

work-facts = About this work
work-code = Micro-credential
work-mark = Mark that counts
work-due = Due
work-late = Late work
# points, days: figures
work-late-rule = For each working day begun after the due time, { $points } of 100 points are taken off. After { $days } such days the mark is 0.
work-resubmission = Resubmission
work-resubmission-rule = { $n ->
    [0] None
    [one] One, within 10 working days of the release of the mark; both marks are kept
   *[other] { $n }, each within 10 working days of the release of the mark; all marks are kept
}

work-criteria = How it is marked
# points: a figure; level: for example Developing
work-pass-rule = To pass: at least { $points } of 100 points, and no criterion below “{ $level }”.

work-hand-in-title = Hand in
work-newer-title = Hand in a newer version
work-again-title = Hand in again
# due: date and time
work-hand-in-hint = Due { $due }. Until then a newer version can take the place of what you hand in.
work-newer-hint = Your work is handed in. Until { $due } you may hand in a newer version, which replaces it and is marked instead.
work-again-hint = Your mark is released. Until { $due } you may hand in once more; the higher mark counts.
work-hand-in-late-hint = It was due { $due }. Late work is taken, once, and points are taken off as stated under “Late work”.
work-text = Your text
work-text-hint = Write in Arabic or English, at most { $max } characters. Leave it empty if you hand in a file.
work-file = A file instead
work-file-hint = PDF, Word, Excel, PowerPoint, PNG, JPEG or plain text, at most { $size } MB.
work-hand-in-button = Hand in
# receipt: for example A1B2-C3D4-E5F
work-handed-in = Your work has been received. Receipt { $receipt }

# n: 1, 2
work-attempt = Attempt { $n }
work-edition = Version { $n }
work-earlier = Earlier versions
work-counts = This mark counts
work-text-in = Text handed in
work-kept-title = What you wrote
work-kept-hint = It was not handed in, and it is not stored. Copy it if you want to keep it.

work-receipt = Receipt
work-receipt-title = Receipt for work
work-receipt-lead = Your work is saved. This receipt has also been sent to you by e-mail.
work-receipt-link = View the receipt
work-link = Go to the assignment
work-content = Work handed in
work-receipt-number = Receipt number
work-received = Received
work-lateness = Late or on time
work-on-time = On time
work-late-days = { $n ->
    [one] 1 working day late
   *[other] { $n } working days late
}
work-sha256 = Digest (SHA-256)
work-size = Size
work-size-bytes = { $figure } bytes
work-size-kilobytes = { $figure } KB

work-mark-provisional = Provisional mark
work-mark-released = Mark
work-mark-replaced = Earlier mark, corrected
work-mark-void = Void mark
work-earlier-marks = Earlier marks
work-reason = Reason for the correction
work-comment = Comment
work-criterion = Criterion
work-level = Level
work-product = Level × weight
work-calculation = How the mark was calculated
work-step-sum = Sum of level × weight
work-step-max = Highest possible sum: top level × weights
work-step-real = Sum ÷ highest possible sum × 100
work-step-late = Less late days × points
work-step-cutoff = Mark after the last day for late work
work-step-cap = Highest mark for a resubmission
work-step-rounded = Rounded
work-step-below = Criteria below the lowest level allowed
work-rounding-rule = The mark is calculated without rounding and is rounded once at the end, to the nearest whole point, half up.
