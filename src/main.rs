//! The `kurras` program: everything is in the library.

fn main() -> std::process::ExitCode {
    kurras::cli::run()
}
