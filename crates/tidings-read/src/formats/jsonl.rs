//! JSON Lines: one report a line.

use serde_json::Value;
use tidings_text::Report;
use tidings_text::wire::ReportInput;

use super::{Given, text};
use crate::error::Fault;

/// Reads one line; returns the report, and the original text where cleaning changed it.
pub(crate) fn read_line(line: &str, base: &Given, clean: bool) -> Result<(Report, Option<String>), Fault> {
    let value: Value = serde_json::from_str(line.trim()).map_err(Fault::Json)?;
    read_value(value, base, clean)
}

/// Reads one JSON object or an array of them.
pub(crate) fn read_document(
    document: &str,
    base: &Given,
    clean: bool,
) -> Result<Vec<Result<Report, Fault>>, Fault> {
    let values = match serde_json::from_str(document).map_err(Fault::Json)? {
        Value::Array(values) => values,
        value => vec![value],
    };
    Ok(values.into_iter().map(|value| read_value(value, base, clean).map(|(report, _)| report)).collect())
}

fn read_value(value: Value, base: &Given, clean: bool) -> Result<(Report, Option<String>), Fault> {
    if let Some(format) = value.get("format").and_then(Value::as_str)
        && !format.starts_with("tidings.report/")
    {
        return Err(Fault::Format(format.to_owned()));
    }
    let input: ReportInput = serde_json::from_value(value).map_err(Fault::Json)?;
    let (mut given, body) = Given::from_input(input);
    given.file = given.file.or_else(|| base.file.clone());
    if clean {
        let report = text::read(&body, &given)?;
        return Ok((report, Some(body)));
    }
    Ok((text::report_with(&body, body.clone(), &given), None))
}
