# `just` lists the recipes. Without just, run the lines below by hand.

_default:
    @just --list

# Everything a change has to pass
check: fmt-check lint doc test

# Format every source file; rustfmt alone does not see the rules, which a macro declares
fmt:
    rustfmt --edition 2024 $(git ls-files -co --exclude-standard '*.rs')

# Tell which source files are not formatted
fmt-check:
    rustfmt --edition 2024 --check $(git ls-files -co --exclude-standard '*.rs')

# Clippy, with every warning an error
lint:
    cargo clippy --all-targets -- -D warnings

# The documentation of every item, private ones included
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items

# All tests
test:
    cargo test --no-fail-fast

# The built site in a real browser: wants chromium, node, java and poppler's tools on PATH
browser:
    cargo build
    npm ci --prefix tests/browser
    npm test --prefix tests/browser

# The formats for CI services, by their own validators: wants python3 with venv, node and npm on PATH
consumers *sites:
    cargo build
    HANDOVER=target/debug/handover tests/consumers/formats {{sites}}

# Build the book in docs/ into target/book: wants mdbook on PATH
book:
    mdbook build docs

# Build the demonstration and open it
site:
    cargo run --release -- build --open

# Write the expected files of all tests anew; read the difference before you commit it
fixtures:
    SNAPSHOTS=overwrite TRYCMD=overwrite cargo test --no-fail-fast
