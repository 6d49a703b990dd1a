//! The memory of this process.

/// A line of `/proc/self/status` in MiB (`VmRSS`: now, `VmHWM`: the most so far). `None`: there is no `/proc`.
pub fn mebibytes(line: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes = status.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(':'))?;
    Some(kibibytes.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}
