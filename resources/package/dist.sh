#!/usr/bin/env bash
# Build the program as a folder (build/package/resv-desktop), and on Debian its package (dist).
# What is built already of the same source is kept.
set -euo pipefail
cd "$(dirname "$0")/../.."

sources=(resv_desktop resources/fonts resources/icons resources/licences resources/package resources/translations
  build.spec pyproject.toml requirements.lock LICENSE CHANGELOG.md)
# All that goes into it.
state=$(find "${sources[@]}" -type f -not -name '*.pyc' -print0 | sort -z | xargs -0 sha256sum | sha256sum)
stamp=build/package/state
if [ "$(cat "$stamp" 2>/dev/null)" = "$state" ]; then
  echo "Built already: build/package/resv-desktop"
  exit 0
fi
rm -f "$stamp" dist/resv-desktop_*.deb
.venv/bin/pyinstaller --noconfirm --log-level ERROR \
  --distpath build/package --workpath build/pyinstaller build.spec
.venv/bin/python resources/package/sbom.py dist
if command -v dpkg-deb >/dev/null; then
  QT_QPA_PLATFORM=offscreen .venv/bin/python resources/package/deb.py build/package/resv-desktop dist
fi
echo "$state" >"$stamp"
