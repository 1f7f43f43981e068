//! Ids: a separate type for each kind of thing, derived from content where there is content.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Returns the id as it is written in interchange.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }
    };
}

id_type! {
    /// The id of a report: given in the input, or [`ReportId::from_content`].
    ReportId
}

id_type! {
    /// The id of an actor: ISO 3166-1 alpha-3 for a state, a slug of `data/actors`, or a slug bound to a report
    /// (`report-id/name`) for an actor that is not in it.
    ActorId
}

impl ReportId {
    /// Returns the id of a report that brings none: the hash of outlet, address and raw text, 16 hex digits.
    ///
    /// Two outlets that carry one text are two reports, so the outlet and the address count.
    ///
    /// ```
    /// use tidings_text::ReportId;
    /// let daily = ReportId::from_content(Some("The Daily"), None, "text");
    /// assert_eq!(daily, ReportId::from_content(Some("The Daily"), None, "text"));
    /// assert_ne!(daily, ReportId::from_content(Some("The Weekly"), None, "text"));
    /// ```
    #[must_use]
    pub fn from_content(outlet: Option<&str>, url: Option<&str>, raw_text: &str) -> Self {
        let mut hash = Sha256::new();
        for part in [outlet.unwrap_or_default(), url.unwrap_or_default(), raw_text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        Self(hex(&hash.finalize()[..8]))
    }
}

/// Returns the SHA-256 digest of `bytes` in lower-case hex.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_report_do_not_run_into_each_other() {
        assert_ne!(
            ReportId::from_content(Some("ab"), Some("c"), "text"),
            ReportId::from_content(Some("a"), Some("bc"), "text")
        );
    }

    #[test]
    fn digest_is_sha256() {
        assert_eq!(digest(b""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
