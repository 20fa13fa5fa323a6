#!/usr/bin/env bash
# Every check and test, in the order in which a mistake shows fastest.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY RESV_MONGODB_URI LC_ALL

"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/python" tests/sabotage.py --stale
bash resources/system-packages.sh dist
mkdir -p build
# On the other core; its tests wait for windows most of their time, so all others go on meanwhile.
{ bash resources/package/dist.sh && bash tests/package/run.sh --if-changed; } >build/package.log 2>&1 &
packaged=$!
trap wait EXIT
"$bin/mypy"
"$bin/lint-imports"

echo
code=0
"$bin/python" -m slipcover --source resv_desktop --json --out .coverage.json \
  -m pytest -n 3 --dist worksteal "$@" || code=$?
echo
"$bin/python" tests/line_coverage.py .coverage.json || code=1

echo
echo "The program as its users install it:"
wait "$packaged" || code=1
trap - EXIT
cat build/package.log
[ "$code" -eq 0 ] || exit "$code"

echo
echo "Each promise broken in one place must turn its test red (as many as fit, lately changed first):"
"$bin/python" tests/sabotage.py --green --minutes 0.5
