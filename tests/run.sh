#!/usr/bin/env bash
# Every check and test, in the order in which a mistake shows fastest.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
export PYTHONDONTWRITEBYTECODE=1 QT_QPA_PLATFORM=offscreen
unset DISPLAY WAYLAND_DISPLAY RESV_MONGODB_URI LC_ALL

"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/lint-imports"

echo "The program as its users install it:"
bash resources/system-packages.sh dist
bash resources/package/dist.sh
bash tests/package/run.sh --if-changed

echo
rm -f .coverage .coverage.*
code=0
"$bin/python" -m pytest -n 3 --dist worksteal --cov --cov-report= "$@" || code=$?
echo
echo "Line coverage of domain, store and controller (at least 95 %):"
"$bin/coverage" report --fail-under=95 \
  --include='resv_desktop/domain/*,resv_desktop/store/*,resv_desktop/controller/*' || code=1
echo
echo "Line coverage of the whole (at least 90 %):"
"$bin/coverage" report --fail-under=90 || code=1
[ "$code" -eq 0 ] || exit "$code"

echo
echo "Each promise broken in one place must turn its test red (as many as fit, lately changed first):"
"$bin/python" tests/sabotage.py --green --minutes 1
