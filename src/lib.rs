//! Kurras (كُرّاس, pamphlet): one manuscript in; a typeset PDF, booklets, an EPUB and plain text out.
//!
//! `ARCHITECTURE.md` holds the map of the rooms (the modules below) and what each may import.

pub mod artifact;
pub mod bounds;
pub mod build;
pub mod changes;
pub mod check;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod edition;
pub mod files;
pub mod fonts;
pub mod html;
pub mod import;
pub mod impose;
pub mod imposition;
pub mod imprint;
pub mod lint;
pub mod locale;
pub mod manuscript;
pub mod markup;
pub mod media;
pub mod output;
pub mod prepress;
pub mod press;
pub mod preview;
pub mod proof;
pub mod publish;
pub mod release;
pub mod signature;
pub mod site;
pub mod starter;
pub mod system;
pub mod theme;
pub mod typography;
pub mod unicode;
pub mod workspace;
