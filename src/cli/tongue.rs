//! The language that the program speaks with this user.

use crate::diagnostic::codes::Tongue;

/// What `KURRAS_LANG` says, else the locale (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set and not empty).
pub fn tongue() -> Tongue {
    ["KURRAS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .map_or(Tongue::English, |name| Tongue::of_locale(&name))
}
