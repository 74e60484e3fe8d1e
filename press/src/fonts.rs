//! The four faces of a certificate, embedded so that every machine sets the same page (`fonts/README.md`).

use crate::failure::TemplateError;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
};

pub struct Face {
    pub name: &'static str,
    pub bytes: &'static [u8],
}

pub const FACES: &[Face] = &[
    Face {
        name: "Amiri-Regular.ttf",
        bytes: include_bytes!("../fonts/Amiri-Regular.ttf"),
    },
    Face {
        name: "Amiri-Bold.ttf",
        bytes: include_bytes!("../fonts/Amiri-Bold.ttf"),
    },
    Face {
        name: "LibertinusSerif-Regular.otf",
        bytes: include_bytes!("../fonts/LibertinusSerif-Regular.otf"),
    },
    Face {
        name: "LibertinusSerif-Semibold.otf",
        bytes: include_bytes!("../fonts/LibertinusSerif-Semibold.otf"),
    },
];

pub struct Fonts {
    pub book: FontBook,
    pub fonts: Vec<Font>,
}

pub fn load() -> Result<Fonts, TemplateError> {
    let read =
        |face: &Face| Font::new(Bytes::new(face.bytes), 0).ok_or(TemplateError::Font(face.name));
    let fonts = FACES.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let book = FontBook::from_fonts(&fonts);
    Ok(Fonts { book, fonts })
}
