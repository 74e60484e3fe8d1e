//! QR codes as pictures: letters carry them, because mail programs show no drawings.

use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode};

pub const PICTURE_FILE: &str = "ticket-qr.png";
pub const PICTURE_TYPE: &str = "image/png";

/// Light modules around the code (ISO/IEC 18004).
const QUIET: usize = 4;
/// Pixels of one module.
const MODULE: usize = 6;
const LIGHT: u8 = 0xff;
const DARK: u8 = 0;

/// The code as a PNG in greys; `None` when the text is too long for one. The same text gives the same bytes.
pub fn qr_png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (modules, width) = (code.width(), code.width() + 2 * QUIET);
    let pixels = width * MODULE;
    let colors = code.to_colors();
    let is_dark = |x: usize, y: usize| {
        let inside = (QUIET..QUIET + modules).contains(&x) && (QUIET..QUIET + modules).contains(&y);
        inside && colors[(y - QUIET) * modules + x - QUIET] == Color::Dark
    };
    let mut picture = Vec::with_capacity(pixels * pixels);
    for y in 0..pixels {
        let shade = |x: usize| {
            if is_dark(x / MODULE, y / MODULE) {
                DARK
            } else {
                LIGHT
            }
        };
        picture.extend((0..pixels).map(shade));
    }
    let side = u32::try_from(pixels).ok()?;
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&picture).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_the_code_with_its_quiet_zone() {
        let file = qr_png("ZT1.some-text").unwrap();
        assert_eq!(file, qr_png("ZT1.some-text").unwrap());
        let decoder = png::Decoder::new(std::io::Cursor::new(&file));
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        let side = frame.width as usize;
        assert_eq!((side, side % MODULE), (frame.height as usize, 0));
        let at = |x: usize, y: usize| pixels[y * MODULE * side + x * MODULE];
        assert_eq!(
            [at(0, 0), at(3, 3), at(4, 4), at(10, 4), at(5, 5), at(6, 6)],
            [LIGHT, LIGHT, DARK, DARK, LIGHT, DARK]
        );
        assert_eq!(qr_png(&"x".repeat(4000)), None);
    }
}
