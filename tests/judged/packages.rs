//! The packages hold what they promise: the program, which runs where it is unpacked, its manual, completions, and everybody's licences.

use std::path::Path;
use std::process::Command;

fn run(program: &str, arguments: &[&str]) -> String {
    let run = Command::new(program).args(arguments).output().unwrap();
    assert!(
        run.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn packages_hold_the_program_its_manual_and_all_licences() {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/packages.sh");
    let made = Command::new(script)
        .arg(env!("CARGO_BIN_EXE_kurras"))
        .arg(folder.path())
        .env("LEVEL", "1")
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made = String::from_utf8(made.stdout).unwrap();
    let [tar, deb] = made.lines().collect::<Vec<_>>()[..] else {
        panic!("{made}")
    };
    let (in_tar, in_deb) = (run("tar", &["-tzf", tar]), run("dpkg-deb", &["--contents", deb]));
    for wanted in [
        "bin/kurras\n",
        "share/man/man1/kurras.1.gz\n",
        "share/man/man1/kurras-import.1.gz\n",
        "share/bash-completion/completions/kurras\n",
        "share/zsh/vendor-completions/_kurras\n",
        "share/fish/vendor_completions.d/kurras.fish\n",
        "share/doc/kurras/README.ar.md\n",
        "share/doc/kurras/LICENSE-MIT\n",
        "share/doc/kurras/THIRD-PARTY-LICENCES.txt\n",
    ] {
        assert!(
            in_tar.contains(wanted) && in_deb.contains(wanted),
            "{wanted}\n{in_tar}\n{in_deb}"
        );
    }
    assert!(!in_deb.lines().any(|line| !line.contains("root/root")), "{in_deb}");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(run("dpkg-deb", &["--field", deb, "Version"]).trim(), version);
    assert!(run("dpkg-deb", &["--field", deb, "Depends"]).contains("libc6 (>= 2."));
    // Unpacked anywhere, it runs, and its licences name what is in it.
    run("tar", &["-xzf", tar, "-C", &folder.path().to_string_lossy()]);
    let place = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.is_dir())
        .unwrap();
    let program = place.join("bin/kurras").to_string_lossy().into_owned();
    assert!(run(&program, &["--version"]).contains(version));
    let licences = std::fs::read_to_string(place.join("share/doc/kurras/THIRD-PARTY-LICENCES.txt")).unwrap();
    for name in ["typst", "Amiri", "MIT License"] {
        assert!(licences.contains(name), "{name}");
    }
}
