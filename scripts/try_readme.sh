#!/usr/bin/env bash
# Run the README's commands as a new user would: a clean clone, an empty home folder, and a Python that has
# nothing but pip. Fails if a command fails, if no report comes out, or if the lab's home page does not.
set -euo pipefail
here=$(git -C "$(dirname "$0")/.." rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone --quiet "$here" "$work/handsonn"
mkdir "$work/home"
python3 -m venv "$work/python"
cd "$work/handsonn"

new_user=(env -i HOME="$work/home" PATH="$work/python/bin:/usr/local/bin:/usr/bin:/bin" TERM=dumb LANG=C.UTF-8
  ${PIP_CERT:+PIP_CERT="$PIP_CERT"} ${SSL_CERT_FILE:+SSL_CERT_FILE="$SSL_CERT_FILE"}
  UV_CACHE_DIR="${UV_CACHE_DIR:-$HOME/.cache/uv}")
told() { grep -A 2 "^<!-- $1 command -->\$" README.md | tail -n 1; }

command=$(told first)
echo "README says: $command"
"${new_user[@]}" bash -c "$command"
test -s runs/*/report.html
test -s runs/*/model.keras
echo "a network was trained, and its report is there"

command=$(told lab)
echo "README says: $command"
exec 3< <(exec "${new_user[@]}" timeout --signal=INT 120 bash -c "$command --no-browser --port 0")
lab=$!
address=""
while [ -z "$address" ] && IFS= read -r line <&3; do
  address=$(grep -o 'http://127.0.0.1:[0-9]*/?access_token=[^ ]*' <<<"$line" || true)
done
python3 - "$address" <<'PYTHON'
import sys
import urllib.request
from http.cookiejar import CookieJar

with_cookies = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
page = with_cookies.open(sys.argv[1], timeout=30).read().decode()
assert "/labs/ch10/weights/" in page, page[:500]
PYTHON
kill "$lab"
wait "$lab" || true # it was told to end
echo "the lab is open, and its home page lists the labs"
