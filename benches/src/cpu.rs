//! What a process has used of the machine, as Linux counts it.

use std::fs;

/// What `/proc` counts in, whatever the kernel's own clock is.
const TICKS_PER_SECOND: f64 = 100.0;
/// Fields of `/proc/<id>/stat` behind the name in brackets, which may hold anything.
const USER_TIME: usize = 11;
const SYSTEM_TIME: usize = 12;

/// Seconds of CPU, user and system, of all threads of a process; to 10 ms.
pub fn of_process(id: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |field: usize| fields[field].parse::<f64>().unwrap();
    (ticks(USER_TIME) + ticks(SYSTEM_TIME)) / TICKS_PER_SECOND
}

/// Seconds of CPU of this thread, to the nanosecond.
pub fn of_this_thread() -> f64 {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds: f64 = counted.split(' ').next().unwrap().parse().unwrap();
    nanoseconds / 1e9
}
