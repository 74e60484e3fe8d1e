//! The waiting line of a full session.

/// A booking that waits for a seat. `position` is the place taken when it joined the line, from 1 upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting<B> {
    pub position: i64,
    pub booking: B,
}

/// Who gets a seat that is given back: the lowest position, at a tie the lower booking id.
pub fn next_in_line<B: Copy + Ord>(waiting: &[Waiting<B>]) -> Option<Waiting<B>> {
    waiting.iter().copied().min_by_key(in_line)
}

/// How many stand before `booking`, plus one: what the fellow is shown, without gaps. `None` when it does not wait.
pub fn place_in_line<B: Copy + Ord>(waiting: &[Waiting<B>], booking: B) -> Option<usize> {
    let own = waiting.iter().find(|other| other.booking == booking)?;
    let before = waiting.iter().filter(|other| in_line(other) < in_line(own));
    Some(before.count() + 1)
}

fn in_line<B: Copy + Ord>(waiting: &Waiting<B>) -> (i64, B) {
    (waiting.position, waiting.booking)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_given_back_goes_to_the_first_who_waits() {
        let waiting = |position, booking| Waiting { position, booking };
        let line = [
            waiting(3, 'a'),
            waiting(2, 'd'),
            waiting(2, 'c'),
            waiting(9, 'b'),
        ];
        assert_eq!(next_in_line(&line), Some(waiting(2, 'c')));
        assert_eq!(next_in_line::<char>(&[]), None);
        let places: Vec<_> = ['c', 'd', 'a', 'b', 'x']
            .iter()
            .map(|booking| place_in_line(&line, *booking))
            .collect();
        assert_eq!(places, [Some(1), Some(2), Some(3), Some(4), None]);
    }
}
