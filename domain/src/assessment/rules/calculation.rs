//! From levels to a mark: rules 40 to 45. Whole numbers and one fraction; rounded once, at the end, half up.

use super::MarkThousandths;
use crate::error::FieldError;
use std::fmt;

/// Points of the scale, in which percentages of the maximum are counted.
const SCALE_POINTS: i64 = 100;

/// A criterion with the level that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionLevel {
    pub code: String,
    pub weight: i32,
    pub level: i32,
}

/// What the rubric and the assignment say of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The highest level of the rubric.
    pub level_max: i32,
    pub pass_percent: i32,
    /// No criterion may lie below this level.
    pub criterion_level_min: i32,
    /// Points of 100 taken off for each late working day.
    pub late_percent_per_day: i32,
    /// After more late days than these the work counts nothing.
    pub late_cutoff_days: i32,
    pub late_days: i32,
    /// Of a resubmission, where the assignment sets one.
    pub cap_percent: Option<i32>,
}

/// An exact number of points: a fraction that is never rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    numerator: i64,
    denominator: i64,
}

impl Points {
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    fn whole(points: i64) -> Self {
        Self {
            numerator: points,
            denominator: 1,
        }
    }

    /// `100 × sum ÷ max`; `None` when `max` is not positive or the sum lies outside 0 to `max`.
    pub fn of_hundred(sum: i64, max: i64) -> Option<Self> {
        let numerator = sum.checked_mul(SCALE_POINTS)?;
        (max > 0 && (0..=max).contains(&sum)).then_some(Self {
            numerator,
            denominator: max,
        })
    }

    /// Never below zero.
    fn less(self, points: i64) -> Self {
        let numerator = self.numerator - points * self.denominator;
        Self {
            numerator: numerator.max(0),
            ..self
        }
    }

    fn at_most(self, points: i64) -> Self {
        if self.exceeds(points) {
            Self::whole(points)
        } else {
            self
        }
    }

    fn exceeds(self, points: i64) -> bool {
        self.numerator > points * self.denominator
    }

    /// The one rounding: half up to a whole point.
    pub fn rounded(self) -> MarkThousandths {
        let points = (2 * self.numerator + self.denominator).div_euclid(2 * self.denominator);
        MarkThousandths::from_percent(points).unwrap_or(MarkThousandths::MAX)
    }
}

/// `66 2/3`, `70`, `2/3`: exact, in lowest terms.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (
            self.numerator / self.denominator,
            self.numerator % self.denominator,
        );
        let divisor = greatest_common_divisor(rest, self.denominator);
        let (rest, denominator) = (rest / divisor, self.denominator / divisor);
        match (whole, rest) {
            (_, 0) => write!(f, "{whole}"),
            (0, _) => write!(f, "{rest}/{denominator}"),
            _ => write!(f, "{whole} {rest}/{denominator}"),
        }
    }
}

fn greatest_common_divisor(a: i64, b: i64) -> i64 {
    if a == 0 {
        b.max(1)
    } else {
        greatest_common_divisor(b % a, a)
    }
}

/// A mark and how it was made, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calculation {
    pub criteria: Vec<CriterionLevel>,
    /// Sum of level × weight.
    pub weighted_sum: i64,
    /// Highest level × sum of weights.
    pub weighted_max: i64,
    /// 100 × sum ÷ maximum: the real mark (rule 41).
    pub real: Points,
    pub late_days: i32,
    /// Points taken off for lateness.
    pub late_points: i64,
    /// Too late to count: nothing is left.
    pub is_past_cutoff: bool,
    /// The cap, where it lowered the result.
    pub capped_at: Option<i32>,
    /// Before the rounding.
    pub exact: Points,
    /// The mark.
    pub mark: MarkThousandths,
    /// Codes of criteria below the least level.
    pub criteria_below: Vec<String>,
    pub pass_percent: i32,
    pub has_passed: bool,
}

/// Calculates a mark.
///
/// # Errors
/// `level-unknown` at `level-<code>` for a level outside the rubric; `required` at `levels` without criteria.
pub fn calculate(
    criteria: Vec<CriterionLevel>,
    terms: &Terms,
) -> Result<Calculation, Vec<FieldError>> {
    let is_outside = |own: &&CriterionLevel| !(0..=terms.level_max).contains(&own.level);
    let faults: Vec<FieldError> = criteria
        .iter()
        .filter(is_outside)
        .map(|own| FieldError::new(format!("level-{}", own.code), "level-unknown"))
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let product = |own: &CriterionLevel| i64::from(own.weight) * i64::from(own.level);
    let weighted_sum: i64 = criteria.iter().map(product).sum();
    let weights: i64 = criteria.iter().map(|own| i64::from(own.weight)).sum();
    let weighted_max = weights * i64::from(terms.level_max);
    let real = Points::of_hundred(weighted_sum, weighted_max)
        .ok_or_else(|| vec![FieldError::new("levels", "required")])?;
    Ok(conclude(
        criteria,
        (weighted_sum, weighted_max),
        real,
        terms,
    ))
}

fn conclude(
    criteria: Vec<CriterionLevel>,
    (weighted_sum, weighted_max): (i64, i64),
    real: Points,
    terms: &Terms,
) -> Calculation {
    let late_points = i64::from(terms.late_days) * i64::from(terms.late_percent_per_day);
    let is_past_cutoff = terms.late_days > terms.late_cutoff_days;
    let after_late = if is_past_cutoff {
        Points::ZERO
    } else {
        real.less(late_points)
    };
    let capped_at = terms
        .cap_percent
        .filter(|cap| after_late.exceeds(i64::from(*cap)));
    let exact = capped_at.map_or(after_late, |cap| after_late.at_most(i64::from(cap)));
    let mark = exact.rounded();
    let criteria_below: Vec<String> = criteria
        .iter()
        .filter(|own| own.level < terms.criterion_level_min)
        .map(|own| own.code.clone())
        .collect();
    Calculation {
        weighted_sum,
        weighted_max,
        real,
        late_days: terms.late_days,
        late_points,
        is_past_cutoff,
        capped_at,
        exact,
        mark,
        has_passed: mark.rounded_points() >= terms.pass_percent && criteria_below.is_empty(),
        criteria_below,
        pass_percent: terms.pass_percent,
        criteria,
    }
}

#[cfg(test)]
mod tests;
