//! `zamala import`: reads a programme file; every fault with its line, all or nothing.

use crate::{
    cli, composition,
    failure::{Failure, while_doing},
    settings::{self, Needs, Sources},
};
use zamala_domain::{
    Actor,
    imports::{ImportError, ImportReport, SectionCount, operations},
};

/// Bytes of a programme file: a hundred times the sample.
const FILE_BYTES_MAX: u64 = 20 << 20;

pub async fn run(sources: Sources, choice: cli::Import) -> Result<(), Failure> {
    let mut settings = settings::load(&sources, Needs::APP)?;
    let file = choice.file.display();
    let size = std::fs::metadata(&choice.file)
        .map_err(while_doing(&file))?
        .len();
    if size > FILE_BYTES_MAX {
        return Err(Failure::new(format!(
            "{file} has {size} bytes, more than {FILE_BYTES_MAX}"
        )));
    }
    let text = std::fs::read_to_string(&choice.file).map_err(while_doing(&file))?;
    let app = composition::open_app(&mut settings).await?;
    // Without a schema there is no clock either: the import says so itself.
    let _ = app.refresh_clock().await;
    let report = operations::import(&app, &Actor::system(), &text, choice.dry_run)
        .await
        .map_err(refused)?;
    tell(&report, choice.dry_run);
    Ok(())
}

/// Every fault on a line of its own.
pub fn refused(error: ImportError) -> Failure {
    match error {
        ImportError::Faults(faults) => {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            Failure::new(format!(
                "{}\n{} faults; nothing was written",
                lines.join("\n"),
                faults.len()
            ))
        }
        ImportError::Operation(error) => Failure::new(format!("nothing was written: {error}")),
    }
}

fn tell(report: &ImportReport, is_dry_run: bool) {
    let lines = |title: &str, sections: &[SectionCount]| {
        println!("{title}");
        for SectionCount { section, entries } in sections {
            println!("  {entries:>5}  {section}");
        }
    };
    lines("stored", &report.stored);
    lines("read, not stored", &report.read_not_stored);
    for warning in &report.warnings {
        println!("warning: {warning}");
    }
    println!(
        "{}",
        match (report.has_changed, is_dry_run) {
            (true, false) => "Imported.",
            (false, false) => "Nothing has changed.",
            (true, true) => "Nothing was written; without --dry-run it would be.",
            (false, true) => "Nothing would change.",
        }
    );
}
