//! How rows become a table of keys and a type.

/// Writes a table of keys: the rows, the type that holds what they mean, and how it is read. Fields that are `also` there are no keys'.
macro_rules! keys {
    (
        $(#[$doc:meta])*
        $type:ident in $section:literal {
            $($name:literal $field:ident: $kept:ty, $kind:expr, |$key:ident| $read:expr, $default:literal, $about:literal;)+
        }
        $(also { $($(#[$more_doc:meta])* $more:ident: $more_kept:ty = |$file:ident| $told:expr;)+ })?
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $type {
            $(#[doc = concat!("`", $name, "`: ", $about, ".")] pub $field: $kept,)+
            $($($(#[$more_doc])* pub $more: $more_kept,)+)?
        }

        impl $type {
            /// The table's keys.
            pub(super) const KEYS: &'static [$crate::config::keys::Key] = &[$($crate::config::keys::Key {
                section: $section,
                name: $name,
                kind: $kind,
                default: $default,
                about: $about,
            }),+];

            /// What was written, as it is meant. `folder` is the name of the book's folder or file.
            pub(in crate::config) fn read(
                written: (&$crate::config::ConfigFile, &str),
                report: &mut $crate::diagnostic::Report,
            ) -> Self {
                $(let $field: $kept = {
                    #[allow(unused_mut, reason = "some kinds are read without a word to the report")]
                    let mut reader = $crate::config::keys::KeyReader::new(written, report, ($section, $name));
                    let $key = &mut reader;
                    $read
                };)+
                $($(let $more: $more_kept = {
                    let $file = written.0;
                    $told
                };)+)?
                Self { $($field,)+ $($($more),+)? }
            }
        }
    };
}
pub(in crate::config) use keys;
