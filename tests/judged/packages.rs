//! The packages hold what they promise: the program, which runs where it is unpacked, its manual, completions, and everybody's licences.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use sha2::Digest;

fn run(program: &str, arguments: &[&str]) -> String {
    let run = Command::new(program).args(arguments).output().unwrap();
    assert!(
        run.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8(run.stdout).unwrap()
}

/// A wheel as PEP 427 has them: the program among the scripts, every file in its record with its sum, a platform that fits.
fn wheel_is_one(wheel: &Path, version: &str) {
    let name = wheel.file_name().unwrap().to_string_lossy();
    let tags = name
        .strip_prefix(&format!("kurras-{version}-py3-none-"))
        .and_then(|rest| rest.strip_suffix(".whl"))
        .unwrap();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(wheel).unwrap()).unwrap();
    let mut files = std::collections::BTreeMap::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        files.insert(entry.name().to_owned(), bytes);
    }
    let info = format!("kurras-{version}.dist-info");
    let text = |name: &str| String::from_utf8(files[&format!("{info}/{name}")].clone()).unwrap();
    for tag in tags.split('.') {
        assert!(tag.starts_with("manylinux"), "{tag}");
        assert!(text("WHEEL").contains(&format!("Tag: py3-none-{tag}\n")), "{tag}");
    }
    let record = text("RECORD");
    assert_eq!(record.lines().count(), files.len());
    for line in record.lines() {
        let [path, sum, size] = line.split(',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        if path != format!("{info}/RECORD") {
            let found = base64::Engine::encode(
                &base64::engine::general_purpose::URL_SAFE_NO_PAD,
                sha2::Sha256::digest(&files[path]),
            );
            assert_eq!(
                (sum, size),
                (
                    format!("sha256={found}").as_str(),
                    files[path].len().to_string().as_str()
                )
            );
        }
    }
    assert!(text("METADATA").contains(&format!("Name: kurras\nVersion: {version}\n")));
    for wanted in [
        format!("kurras-{version}.data/scripts/kurras"),
        format!("kurras-{version}.data/data/share/man/man1/kurras-build.1.gz"),
        format!("kurras-{version}.data/data/share/bash-completion/completions/kurras"),
        format!("{info}/licenses/LICENSE-MIT"),
        format!("{info}/licenses/THIRD-PARTY-LICENCES.txt"),
    ] {
        assert!(files.contains_key(&wanted), "{wanted}");
    }
}

#[test]
fn packages_hold_the_program_its_manual_and_all_licences() {
    let folder = tempfile::tempdir().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tools/packages.py");
    let made = Command::new(script)
        .arg(env!("CARGO_BIN_EXE_kurras"))
        .arg(folder.path())
        .env("LEVEL", "1")
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let made = String::from_utf8(made.stdout).unwrap();
    let [tar, wheel, deb] = made.lines().collect::<Vec<_>>()[..] else {
        panic!("{made}")
    };
    let (in_tar, in_deb) = (run("tar", &["-tzf", tar]), run("dpkg-deb", &["--contents", deb]));
    for wanted in [
        "bin/kurras\n",
        "share/man/man1/kurras.1.gz\n",
        "share/man/man1/kurras-import.1.gz\n",
        "share/bash-completion/completions/kurras\n",
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
    assert!(
        in_tar.contains("share/zsh/site-functions/_kurras\n") && in_deb.contains("zsh/vendor-completions/_kurras\n")
    );
    assert!(!in_deb.lines().any(|line| !line.contains("root/root")), "{in_deb}");
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(run("dpkg-deb", &["--field", deb, "Version"]).trim(), version);
    assert!(run("dpkg-deb", &["--field", deb, "Depends"]).contains("libc6 (>= 2."));
    wheel_is_one(Path::new(wheel), version);
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
