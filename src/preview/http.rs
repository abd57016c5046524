//! As much of HTTP/1.1 (RFC 9112) as a browser needs of a server on its own machine: requests without bodies, answers of known length,
//! connections that stay open. Whatever is not of that kind is refused.

use std::io::{self, BufRead, Write};

/// The longest head of a request, in bytes.
const LONGEST_HEAD: usize = 16 << 10;

/// A request: what a browser asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HttpRequest {
    /// `GET`, say.
    pub method: String,
    /// The path, as it was sent, from `/` on.
    pub path: String,
    /// What stands behind the `?`, as it was sent.
    pub query: String,
    fields: Vec<(String, String)>,
}

/// Why a request is not answered.
#[derive(Debug, PartialEq, Eq)]
pub enum BadRequest {
    /// Nothing came any more: the connection is over.
    Over,
    /// It is no request as this server takes them.
    Malformed,
}

impl HttpRequest {
    /// Reads the head of the next request of a connection.
    ///
    /// # Errors
    /// Where there is none, or none that is taken.
    pub fn read(from: &mut impl BufRead) -> Result<Self, BadRequest> {
        let mut left = LONGEST_HEAD;
        let first = line(from, &mut left)?;
        let mut parts = first.split(' ');
        let (Some(method), Some(target), Some("HTTP/1.1"), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(BadRequest::Malformed);
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        if !path.starts_with('/') || method.is_empty() || !method.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(BadRequest::Malformed);
        }
        let mut request = Self {
            method: method.into(),
            path: path.into(),
            query: query.into(),
            fields: Vec::new(),
        };
        loop {
            let line = line(from, &mut left)?;
            if line.is_empty() {
                break;
            }
            let (name, value) = line.split_once(':').ok_or(BadRequest::Malformed)?;
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
            if name.is_empty() || !name.bytes().all(is_token) {
                return Err(BadRequest::Malformed);
            }
            request.fields.push((name.to_ascii_lowercase(), value.trim().into()));
        }
        // A body would be taken for the next request.
        let has_body = request.values("transfer-encoding").next().is_some()
            || request.values("content-length").any(|length| length != "0");
        if has_body {
            Err(BadRequest::Malformed)
        } else {
            Ok(request)
        }
    }

    /// The values of a field, by its name in small letters.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.fields.iter().filter(move |(there, _)| there == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The value of a field that stands once; none where it is missing or stands twice.
    pub fn value(&self, name: &str) -> Option<&str> {
        let mut named = self.fields.iter().filter(|(there, _)| there == name);
        let (_, value) = named.next()?;
        named.next().is_none().then_some(value.as_str())
    }

    /// A value of the query, percent forms resolved (URL Standard, `application/x-www-form-urlencoded`).
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs
            .find(|(there, _)| there == name)
            .map(|(_, value)| value.into_owned())
    }
}

fn line(from: &mut impl BufRead, left: &mut usize) -> Result<String, BadRequest> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(*left).unwrap_or(0);
    let read = io::Read::take(&mut *from, limit)
        .read_until(b'\n', &mut bytes)
        .map_err(|_| BadRequest::Over)?;
    if read == 0 {
        return Err(if *left == 0 {
            BadRequest::Malformed
        } else {
            BadRequest::Over
        });
    }
    *left -= read;
    let line = bytes.strip_suffix(b"\r\n").ok_or(BadRequest::Malformed)?;
    let is_plain = |byte: &u8| (0x20..0x7f).contains(byte) || *byte == b'\t' || *byte >= 0x80;
    if !line.iter().all(is_plain) {
        return Err(BadRequest::Malformed);
    }
    String::from_utf8(line.to_vec()).map_err(|_| BadRequest::Malformed)
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpAnswer {
    /// The status: 200, 404.
    pub status: u16,
    /// The media type.
    pub media_type: &'static str,
    /// What a browser may do with it (`Content-Security-Policy`).
    pub policy: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

/// Nothing may be loaded or run.
pub const NOTHING: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

impl HttpAnswer {
    /// A body of a media type that loads and runs nothing.
    pub fn new(media_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            media_type,
            policy: NOTHING,
            body: body.into(),
        }
    }

    /// A JSON text.
    pub fn json(value: &serde_json::Value) -> Self {
        Self::new("application/json", value.to_string())
    }

    /// A refusal, which says nothing.
    pub fn refusal(status: u16) -> Self {
        Self {
            status,
            ..Self::new("text/plain; charset=utf-8", "")
        }
    }

    /// The same under another policy.
    #[must_use]
    pub fn under(self, policy: &'static str) -> Self {
        Self { policy, ..self }
    }

    /// Writes the answer to a request of this method.
    ///
    /// # Errors
    /// Where the connection is broken.
    pub fn write(&self, to: &mut impl Write, keep: bool) -> io::Result<()> {
        let length = format!("Content-Length: {}\r\n", self.body.len());
        let connection = if keep { "keep-alive" } else { "close" };
        let mut bytes = head(self, &format!("{length}Connection: {connection}\r\n")).into_bytes();
        bytes.extend_from_slice(&self.body);
        to.write_all(&bytes)?;
        to.flush()
    }
}

impl HttpAnswer {
    /// Writes an answer to which more is added: its end is that of the connection (RFC 9112 § 6.3).
    ///
    /// # Errors
    /// Where the connection is broken.
    pub fn begin(&self, to: &mut impl Write) -> io::Result<()> {
        let mut bytes = head(self, "Connection: close\r\n").into_bytes();
        bytes.extend_from_slice(&self.body);
        to.write_all(&bytes)?;
        to.flush()
    }
}

/// The head of an answer whose body has no end: events (HTML Standard, server-sent events).
pub fn head_of_events() -> String {
    let answer = HttpAnswer::new("text/event-stream", "");
    head(&answer, "Connection: close\r\nX-Accel-Buffering: no\r\n")
}

/// No answer may be kept, guessed at, framed by or shared with another page, nor tell another page its address.
fn head(answer: &HttpAnswer, more: &str) -> String {
    let reason = match answer.status {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Other",
    };
    format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Security-Policy: {}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\n{more}\r\n",
        answer.status, answer.media_type, answer.policy
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<HttpRequest, BadRequest> {
        HttpRequest::read(&mut text.as_bytes())
    }

    #[test]
    fn a_request_is_read_and_the_next_one_after_it() {
        let mut bytes =
            "GET /t/place?q=%D8%A3+b&n=3 HTTP/1.1\r\nHost: a:1\r\nX-Y:  z \r\n\r\nGET / HTTP/1.1\r\n\r\n".as_bytes();
        let request = HttpRequest::read(&mut bytes).unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/t/place"));
        assert_eq!((request.value("host"), request.value("x-y")), (Some("a:1"), Some("z")));
        assert_eq!(request.parameter("q").as_deref(), Some("أ b"));
        assert_eq!(HttpRequest::read(&mut bytes).unwrap().path, "/");
        assert_eq!(HttpRequest::read(&mut bytes), Err(BadRequest::Over));
    }

    #[test]
    fn whatever_is_no_request_of_a_browser_is_refused() {
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(LONGEST_HEAD));
        for text in [
            "GET / HTTP/1.0\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "get / HTTP/1.1\r\n\r\n",
            "GET http://a/ HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\n\n",
            "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET / HTTP/1.1\r\n folded\r\n\r\n",
            "GET / HTTP/1.1\r\nA: \u{0}\r\n\r\n",
            "POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            &long,
        ] {
            assert_eq!(
                read(text),
                Err(BadRequest::Malformed),
                "{}",
                text.get(..40).unwrap_or(text)
            );
        }
        assert_eq!(read(""), Err(BadRequest::Over));
    }

    #[test]
    fn a_field_that_stands_twice_has_no_value() {
        let request = read("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").unwrap();
        assert_eq!((request.value("host"), request.values("host").count()), (None, 2));
    }

    #[test]
    fn every_answer_forbids_what_it_does_not_need() {
        let mut bytes = Vec::new();
        HttpAnswer::json(&serde_json::json!({"a": 1}))
            .write(&mut bytes, true)
            .unwrap();
        let text = String::from_utf8(bytes).unwrap();
        for part in [
            "default-src 'none'",
            "nosniff",
            "no-store",
            "no-referrer",
            "same-origin",
            "Content-Length: 7\r\n",
            "\r\n\r\n{\"a\":1}",
        ] {
            assert!(text.contains(part), "{text}");
        }
    }
}
