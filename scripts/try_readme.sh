#!/usr/bin/env bash
# Run the README's first command as a new user would: a clean clone, an empty home folder, and a Python that
# has nothing but pip. Fails if a command fails, or if no report comes out.
set -euo pipefail
here=$(git -C "$(dirname "$0")/.." rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet "$here" "$work/handsonn"
mkdir "$work/home"
python3 -m venv "$work/python"
cd "$work/handsonn"

command=$(grep -A 2 '^<!-- first command -->$' README.md | tail -n 1)
echo "README says: $command"
env -i HOME="$work/home" PATH="$work/python/bin:/usr/local/bin:/usr/bin:/bin" TERM=dumb LANG=C.UTF-8 \
  ${PIP_CERT:+PIP_CERT="$PIP_CERT"} ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"} \
  UV_CACHE_DIR="${UV_CACHE_DIR:-$HOME/.cache/uv}" bash -c "$command"
test -s runs/*/report.html
test -s runs/*/model.keras
echo "a network was trained, and its report is there"
