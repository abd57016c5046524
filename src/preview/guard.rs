//! Who may ask: the browser window that was opened by an address with the session's token, and nobody else. A page of another site can
//! send requests to this port, by guessing it or by pointing a name of its own at this machine (DNS rebinding); it learns nothing.

use super::http::HttpRequest;

/// What is asked of every request.
#[derive(Debug, Clone)]
pub struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    /// A guard of a port, of random bytes that nobody can guess.
    pub fn new(port: u16, secret: [u8; 16]) -> Self {
        let token = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        Self { port, token }
    }

    /// The address to open.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/{}/", self.port, self.token)
    }

    /// The path behind the token of a request that may be answered.
    ///
    /// # Errors
    /// The status of the refusal.
    pub fn admit<'a>(&self, request: &'a HttpRequest) -> Result<&'a str, u16> {
        let hosts = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        if !request
            .value("host")
            .is_some_and(|host| hosts.iter().any(|own| own == host))
        {
            return Err(403);
        }
        let own = |origin: &str| {
            let host = origin.strip_prefix("http://");
            host.is_some_and(|host| hosts.iter().any(|own| own == host))
        };
        if !request.values("origin").all(own) {
            return Err(403);
        }
        // Fetch Metadata: a browser says where a request comes from.
        if !request
            .values("sec-fetch-site")
            .all(|site| matches!(site, "same-origin" | "none"))
        {
            return Err(403);
        }
        let (token, path) = request
            .path
            .strip_prefix('/')
            .and_then(|path| path.split_once('/'))
            .ok_or(403_u16)?;
        if !is_equal(token.as_bytes(), self.token.as_bytes()) {
            return Err(403);
        }
        if request.method == "GET" { Ok(path) } else { Err(405) }
    }
}

/// Compares in a time that does not tell where two texts differ.
fn is_equal(one: &[u8], other: &[u8]) -> bool {
    let differ = one
        .iter()
        .zip(other)
        .fold(0, |differ, (one, other)| differ | (one ^ other));
    one.len() == other.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admitted(path: &str, fields: &str) -> Result<String, u16> {
        let guard = Guard::new(4000, [0xab; 16]);
        let text = format!("GET {path} HTTP/1.1\r\n{fields}\r\n\r\n");
        let request = HttpRequest::read(&mut text.as_bytes()).unwrap();
        guard.admit(&request).map(str::to_string)
    }

    #[test]
    fn only_the_window_that_knows_the_token_is_answered() {
        let token = "ab".repeat(16);
        let page = format!("/{token}/page/1.svg");
        assert_eq!(admitted(&page, "Host: 127.0.0.1:4000"), Ok("page/1.svg".into()));
        let own = "Host: localhost:4000\r\nOrigin: http://localhost:4000\r\nSec-Fetch-Site: same-origin";
        assert_eq!(admitted(&page, own), Ok("page/1.svg".into()));
        for (path, fields) in [
            (page.as_str(), "Host: evil.example:4000"),
            (&page, "Host: 127.0.0.1"),
            (&page, "Host: 127.0.0.1:4001"),
            (&page, "Accept: *"),
            (&page, "Host: 127.0.0.1:4000\r\nHost: evil.example"),
            (&page, "Host: 127.0.0.1:4000\r\nOrigin: null"),
            (&page, "Host: 127.0.0.1:4000\r\nOrigin: http://evil.example"),
            (&page, "Host: 127.0.0.1:4000\r\nOrigin: https://127.0.0.1:4000"),
            (&page, "Host: 127.0.0.1:4000\r\nSec-Fetch-Site: cross-site"),
            (&page, "Host: 127.0.0.1:4000\r\nSec-Fetch-Site: same-site"),
            ("/", "Host: 127.0.0.1:4000"),
            ("/page/1.svg", "Host: 127.0.0.1:4000"),
            (&page[..20], "Host: 127.0.0.1:4000"),
            (&page.replace('a', "b"), "Host: 127.0.0.1:4000"),
        ] {
            assert_eq!(admitted(path, fields), Err(403), "{path} {fields}");
        }
    }

    #[test]
    fn nothing_but_reading_is_admitted() {
        let guard = Guard::new(4000, [0; 16]);
        let text = format!("POST /{}/ HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n\r\n", "00".repeat(16));
        let request = HttpRequest::read(&mut text.as_bytes()).unwrap();
        assert_eq!(guard.admit(&request), Err(405));
    }
}
