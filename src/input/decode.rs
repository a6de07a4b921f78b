//! Bytes to text: UTF-8, UTF-16 with byte-order mark, and older encodings where they can be told with confidence.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, WINDOWS_1252};

use crate::text::Lang;

/// Text of a file, without byte-order mark.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The encoding, where it had to be guessed.
    pub(super) guessed: Option<&'static str>,
}

/// Why bytes are no text; offsets are 0-based bytes of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum DecodeFault {
    Binary { offset: usize, what: &'static str },
    Invalid { offset: usize, encoding: &'static str },
}

/// Beginnings of files that users take for texts.
const SIGNATURES: [(&[u8], &str); 6] = [
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
];

/// Languages whose country code, which the guess takes as a hint, is not their language code.
const COUNTRIES: [(&str, &str); 10] = [
    ("cs", "cz"),
    ("uk", "ua"),
    ("ja", "jp"),
    ("zh", "cn"),
    ("ko", "kr"),
    ("el", "gr"),
    ("da", "dk"),
    ("sv", "se"),
    ("he", "il"),
    ("sl", "si"),
];

/// Reads `bytes`; `lang`, where it is known, helps to tell old encodings apart.
pub(super) fn decode(bytes: Vec<u8>, lang: Option<Lang>) -> Result<Decoded, DecodeFault> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(DecodeFault::Binary { offset: 0, what });
    }
    match Encoding::for_bom(&bytes) {
        Some((encoding, length)) if encoding == encoding_rs::UTF_8 => {
            let text = match std::str::from_utf8(bytes.get(length..).unwrap_or(&[])) {
                Ok(text) => text.to_owned(),
                Err(error) => return Err(DecodeFault::Invalid { offset: length + error.valid_up_to(), encoding: "UTF-8" }),
            };
            unguessed(text, length)
        }
        Some((encoding, length)) => {
            let big_endian = encoding == encoding_rs::UTF_16BE;
            unguessed(utf16(bytes.get(length..).unwrap_or(&[]), length, big_endian)?, length)
        }
        None => {
            if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
                return Err(nul(offset));
            }
            String::from_utf8(bytes).map_or_else(
                |error| guess(error.as_bytes(), error.utf8_error().valid_up_to(), lang),
                |text| Ok(Decoded { text, guessed: None }),
            )
        }
    }
}

/// A NUL is a character of UTF-8, but of no text.
fn unguessed(text: String, bom: usize) -> Result<Decoded, DecodeFault> {
    match text.bytes().position(|byte| byte == 0) {
        Some(offset) => Err(nul(bom + offset)),
        None => Ok(Decoded { text, guessed: None }),
    }
}

fn nul(offset: usize) -> DecodeFault {
    DecodeFault::Binary { offset, what: "a NUL byte" }
}

fn utf16(bytes: &[u8], bom: usize, big_endian: bool) -> Result<String, DecodeFault> {
    let encoding = if big_endian { "UTF-16BE" } else { "UTF-16LE" };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(units) {
        match c {
            Ok(c) => text.push(c),
            Err(_) => {
                let before = text.chars().map(|c| c.len_utf16() * 2).sum::<usize>();
                return Err(DecodeFault::Invalid { offset: bom + before, encoding });
            }
        }
    }
    if bytes.len() % 2 == 1 {
        return Err(DecodeFault::Invalid { offset: bom + bytes.len() - 1, encoding });
    }
    Ok(text)
}

/// `bytes` break off as UTF-8 at `broken`.
fn guess(bytes: &[u8], broken: usize, lang: Option<Lang>) -> Result<Decoded, DecodeFault> {
    let control = bytes.iter().position(|byte| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c));
    if let Some(offset) = control {
        return Err(DecodeFault::Binary { offset, what: "a control character among bytes that are no UTF-8" });
    }
    let damaged = DecodeFault::Invalid { offset: broken, encoding: "UTF-8" };
    if is_damaged_utf8(bytes) {
        return Err(damaged);
    }
    let country = lang.map(|lang| {
        let code = lang.code();
        COUNTRIES.iter().find(|(language, _)| *language == code).map_or(code, |(_, country)| country)
    });
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(country.map(str::as_bytes), Utf8Detection::Deny);
    let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else { return Err(damaged) };
    // Old encodings give a meaning to every byte. These stand in no text: C1 controls, and ÿ, which is what 0xFF of a
    // binary becomes in windows-1252.
    let is_control = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    if text.contains(is_control) || (encoding == WINDOWS_1252 && bytes.contains(&0xff)) {
        return Err(damaged);
    }
    Ok(Decoded { text: text.into_owned(), guessed: Some(encoding.name()) })
}

/// True when letters of more than one byte are there and most are whole: UTF-8 that was cut or patched, which any
/// single-byte encoding would take for text and read as mojibake.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), None).unwrap().text
    }

    #[test]
    fn utf_8_and_utf_16_lose_their_byte_order_mark() {
        assert_eq!(text("\u{feff}Čchin".as_bytes()), "Čchin");
        assert_eq!(text(b"\xff\xfe\x0c\x01h\0"), "Čh");
        assert_eq!(text(b"\xfe\xff\x01\x0c\0h"), "Čh");
    }

    #[test]
    fn czech_in_windows_1250_is_recognised() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1250.encode("Příliš žluťoučký kůň úpěl ďábelské ódy, řekl čínský představitel.");
        let decoded = decode(bytes.to_vec(), None).unwrap();
        assert_eq!(decoded.guessed, Some("windows-1250"));
        assert!(decoded.text.starts_with("Příliš žluťoučký kůň"), "{}", decoded.text);
    }

    #[test]
    fn russian_and_chinese_of_old_encodings_are_recognised() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("Министр иностранных дел прибыл в Москву, сообщает агентство.");
        assert_eq!(decode(bytes.to_vec(), None).unwrap().guessed, Some("windows-1251"));
        let (bytes, _, _) = encoding_rs::GBK.encode("中国外交部长星期二抵达莫斯科，会见俄罗斯总统。");
        assert_eq!(decode(bytes.to_vec(), None).unwrap().text, "中国外交部长星期二抵达莫斯科，会见俄罗斯总统。");
    }

    #[test]
    fn damaged_utf_8_is_no_old_encoding() {
        let mut bytes = "Čchin Kang přijel".as_bytes().to_vec();
        bytes.truncate("Čchin Kang př".len() - 1);
        assert_eq!(decode(bytes, None), Err(DecodeFault::Invalid { offset: 13, encoding: "UTF-8" }));
        assert_eq!(decode(b"Wang \xff Yi".to_vec(), None), Err(DecodeFault::Invalid { offset: 5, encoding: "UTF-8" }));
    }

    #[test]
    fn binaries_are_refused_where_they_show() {
        assert_eq!(decode(b"Wang\0Yi".to_vec(), None), Err(nul(4)));
        assert!(matches!(decode(b"Wang \x01 \xe9\xff".to_vec(), None), Err(DecodeFault::Binary { offset: 5, .. })));
        assert!(matches!(decode(b"PK\x03\x04 docx".to_vec(), None), Err(DecodeFault::Binary { offset: 0, .. })));
        assert!(matches!(decode(b"\xff\xfeW\0\0\xd8".to_vec(), None), Err(DecodeFault::Invalid { offset: 4, .. })));
        assert!(matches!(decode(b"\xff\xfeW\0I".to_vec(), None), Err(DecodeFault::Invalid { offset: 4, .. })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused_inside_the_file(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let length = bytes.len();
            match decode(bytes, None) {
                Ok(decoded) => prop_assert!(!decoded.text.contains('\0')),
                Err(DecodeFault::Binary { offset, .. } | DecodeFault::Invalid { offset, .. }) => prop_assert!(offset <= length),
            }
        }

        #[test]
        fn text_in_utf_8_is_read_as_it_is(text in "[^\0\u{feff}]{0,80}") {
            prop_assume!(!SIGNATURES.iter().any(|(signature, _)| text.as_bytes().starts_with(signature)));
            prop_assert_eq!(decode(text.clone().into_bytes(), None).unwrap().text, text);
        }
    }
}
