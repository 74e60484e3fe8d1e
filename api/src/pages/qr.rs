//! QR codes, drawn in the page itself.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;
use zamala_domain::OperationError;

/// A QR code as the path of an SVG: its width in modules, quiet zone included, and the dark modules.
pub fn qr(text: &str) -> Result<(usize, String), OperationError> {
    const QUIET: usize = 4;
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|error| OperationError::Unexpected(error.to_string()))?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + QUIET, place / width + QUIET);
            write!(path, "M{x} {y}h1v1h-1z")
                .map_err(|error| OperationError::Unexpected(error.to_string()))?;
        }
    }
    Ok((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_qr_code_has_its_quiet_zone() {
        let (size, path) = qr("otpauth://totp/Zamala:a@example.org?secret=GEZDGNBV").unwrap();
        assert!(size >= 21 + 8);
        assert!(path.starts_with("M4 4h1v1h-1z"), "{path}");
    }
}
