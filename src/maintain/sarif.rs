//! Findings in SARIF 2.1.0, as code hosts and editors take them.

use super::finding::{FindingReport, Severity};
use alloc::collections::BTreeMap;
use serde_json::{Value, json};

/// All findings as one run.
pub fn sarif(found: &[FindingReport]) -> Value {
    let rules: BTreeMap<&str, &str> = found.iter().map(|finding| (finding.code, &*finding.help)).collect();
    let rules: Vec<&str> = rules.into_keys().collect();
    let result = |finding: &FindingReport| {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut place = json!({ "artifactLocation": { "uri": uri(&finding.file) } });
        if let (Some(line), Some(column), Value::Object(place)) = (finding.line, finding.column, &mut place) {
            place.insert("region".into(), json!({ "startLine": line, "startColumn": column }));
        }
        let mut location = json!({ "physicalLocation": place });
        if let Value::Object(location) = &mut location
            && !finding.pointer.is_empty()
        {
            location.insert("logicalLocations".into(), json!([{ "fullyQualifiedName": finding.pointer }]));
        }
        json!({
            "ruleId": finding.code,
            "ruleIndex": rules.iter().position(|rule| *rule == finding.code),
            "level": level,
            "message": { "text": format!("{}: {}", finding.message, finding.help) },
            "locations": [location],
        })
    };
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "nrm-forms",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| json!({ "id": rule })).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": found.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

/// A path as a relative reference of RFC 3986.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0').to_ascii_uppercase();
            out.extend([digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references() {
        assert_eq!(uri("forms/a b/é.json"), "forms/a%20b/%C3%A9.json");
        assert_eq!(uri("forms\\a.json"), "forms/a.json");
    }
}
