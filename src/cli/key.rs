//! `kurras key`: a pair of keys to sign releases with, as minisign makes and keeps them.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::console::{Console, MessageFormat};
use super::sign::PasswordArgs;
use crate::diagnostic::Diagnostic;
use crate::signature::{Password, SecretKey};
use crate::system;
use crate::workspace::write_new;

/// Make a pair of keys to sign releases with
#[derive(clap::Args)]
#[command(
    after_help = "The pair is the same as `minisign -G` makes; either program can use the other's. Keep the secret key and its password
where you lose neither, and give the public key to readers by another way than the releases: who can change the one should not
be able to change the other."
)]
pub struct Args {
    /// Where the secret key is kept; nothing that is there is overwritten
    #[arg(long, value_name = "FILE", default_value = "~/.minisign/minisign.key")]
    secret: PathBuf,
    /// Where the public key is written
    #[arg(long, value_name = "FILE", default_value = "minisign.pub")]
    public: PathBuf,
    /// Keep the secret key without a password, for machines that sign alone
    #[arg(short = 'W', long, conflicts_with = "password_file")]
    no_password: bool,
    #[command(flatten)]
    password: PasswordArgs,
    /// How messages are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    message_format: MessageFormat,
}

/// Makes the pair.
pub fn run(args: &Args) -> Outcome {
    let console = Console::new(args.message_format);
    match make(args, &console) {
        Ok(()) => Outcome::Done,
        Err(Refusal::Said(said)) => console.refuse(said),
        Err(Refusal::Machine(failure)) => console.failure(&failure),
    }
}

/// Why there is no pair.
enum Refusal {
    Said(Diagnostic),
    Machine(crate::workspace::Failure),
}

fn make(args: &Args, console: &Console) -> Result<(), Refusal> {
    let said = |code, message: String| Refusal::Said(Diagnostic::error(code, message));
    let secret = home(&args.secret).map_err(Refusal::Said)?;
    let public = home(&args.public).map_err(Refusal::Said)?;
    for path in [&secret, &public] {
        if path.exists() {
            let taken = Diagnostic::error("key-exists", "there is a file of this name").in_file(path.to_string_lossy());
            return Err(Refusal::Said(
                taken.hint("a lost key cannot be made again: give the new one another name"),
            ));
        }
    }
    let chance = |bytes: &mut [u8]| {
        getrandom::fill(bytes).map_err(|error| said("machine", format!("the system gives no random numbers: {error}")))
    };
    let (mut seed, mut salt) = ([0; 40], [0; 32]);
    chance(&mut seed)?;
    chance(&mut salt)?;
    let key = SecretKey::from_random(seed);
    let word = if args.no_password {
        None
    } else {
        Some(args.password.word(true).map_err(Refusal::Said)?)
    };
    let progress = console.progress();
    progress.step("locking the key");
    let password = word.as_deref().map(|word| Password { word, salt });
    let kept = key.to_file(password.as_ref());
    let kept = kept.map_err(|what| said("secret-key", format!("the secret key {what}")))?;
    drop(progress);
    write_new(&secret, &kept, true).map_err(Refusal::Machine)?;
    write_new(&public, &key.public().to_file(), false).map_err(Refusal::Machine)?;
    console.note(&format!(
        "kurras: the secret key is {}: keep it secret, and keep a copy\n\
         kurras: the public key is {}: whoever has it can check your releases:\n\
         kurras:   kurras verify DIR --key {}",
        secret.display(),
        public.display(),
        key.public().to_line()
    ));
    console.key(&secret, &public, &key.public());
    Ok(())
}

/// A path with its leading `~` resolved, which shells do not do within defaults.
fn home(path: &Path) -> Result<PathBuf, Diagnostic> {
    let Ok(rest) = path.strip_prefix("~") else {
        return Ok(path.to_path_buf());
    };
    match system::home() {
        Some(home) => Ok(home.join(rest)),
        None => {
            Err(Diagnostic::error("environment", "HOME is not set").hint("say where the key is kept: --secret FILE"))
        }
    }
}
