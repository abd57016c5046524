# make          the program, and the book in dist/
# make check    the inner loop: formatting, unit tests and the quick tier, without any judge
# make test     the outside judges, then every test
# make release  the release of the book in dist/SLUG/VERSION, built again and compared (KEY=FILE signs it, PUB=FILE checks that)
# make inventory what the program is made of: target/kurras.cdx.json (SBOM) and target/THIRD-PARTY-LICENCES.txt
# make handbook docs/ as two books, English and Arabic, PDF and EPUB: dist/handbook
# make packages a tarball that runs anywhere, a wheel for pip and a Debian package: target/packages (GLIBC=2.17: for older systems too)
# make test-packages installs and runs each of them in a bare Debian root (as root, with debootstrap)
# make lint     formatting and lints, none of which may complain
# make fuzz     a hundred times as many mutated inputs as the quick tier tries (FUZZ_RUNS, FUZZ_FROM)
# make layer-long  what is set again held against what was set, on a quarter of a million made-up lines
# make bench    speed: the program against the same text in a hand-written Typst file
# make reference  the pictures of mixed writing that the tests compare with, drawn anew: look at them before they are kept
# make pictures the pictures of the README, from the books that are built here
# make clean    takes away what was built (make clean-judges: the judges)

CARGO ?= cargo
# Our own crate without optimisation, for unit tests: to optimise it takes longer than they run.
UNOPTIMISED = --config profile.release.package.kurras.opt-level=0

.PHONY: all check test fuzz layer-long judges release inventory handbook packages test-packages lint bench pictures reference clean clean-judges help

all:
	$(CARGO) build --release --locked
	target/release/kurras build book --out dist

check:
	$(CARGO) fmt --check
	$(CARGO) test --release --locked --lib --test quick

test: judges
	$(CARGO) test --release --locked --lib $(UNOPTIMISED)
	$(CARGO) test --release --locked --no-fail-fast --test quick --test judged

fuzz:
	FUZZ_RUNS=$${FUZZ_RUNS:-50000} $(CARGO) test --release --locked --test quick fuzz

layer-long:
	LAYER_LINES=250000 $(CARGO) test --release --locked --lib whatever_a_line_holds

judges:
	tests/judges/install.sh

release:
	$(CARGO) build --release --locked
	places=$$(target/release/kurras release book --out dist $(if $(KEY),--sign '$(KEY)')) && \
	for place in $$places; do \
	  target/release/kurras verify "$$place" $(if $(PUB),--key '$(PUB)') || exit; \
	done

inventory:
	mkdir -p target
	tools/inventory.py sbom >target/kurras.cdx.json
	tools/inventory.py licences >target/THIRD-PARTY-LICENCES.txt

handbook:
	$(CARGO) build --release --locked
	tools/handbook.sh target/release/kurras dist/handbook

packages:
	$(if $(GLIBC),CARGO='$(CARGO)' tools/old-glibc.sh $(GLIBC),$(CARGO) build --release --locked)
	rm -rf target/packages
	tools/packages.py target/release/kurras target/packages

test-packages:
	tools/test-packages.sh target/packages

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --release --locked --all-targets --test judged -- -D warnings

bench:
	$(CARGO) bench --locked

reference: judges
	KEEP_REFERENCE=1 $(CARGO) test --release --locked --test judged arabic::reference

pictures: all judges
	docs/pictures.sh

clean:
	$(CARGO) clean
	rm -rf dist

clean-judges:
	rm -rf judges

help:
	@sed -n 's/^# //p' Makefile
