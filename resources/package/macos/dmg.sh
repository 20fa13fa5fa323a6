#!/usr/bin/env bash
# Sign the built Reservations.app, put it into a .dmg and have it notarised. On macOS 13 or newer:
#
#   .venv/bin/pyinstaller --noconfirm --distpath build/package build.spec
#   IDENTITY="Developer ID Application: ..." PROFILE=... resources/package/macos/dmg.sh
#
# IDENTITY: a certificate in the keychain; without one the program runs on this Mac only (ad hoc).
# PROFILE: what `xcrun notarytool store-credentials` was told to call the login; without one nothing
# is notarised, and every other Mac refuses to open what it downloads.
set -euo pipefail
cd "$(dirname "$0")/../../.."

here=resources/package/macos
app=build/package/Reservations.app
version=$(.venv/bin/python -c 'import resv_desktop; print(resv_desktop.__version__)')
dmg=dist/resv-desktop-$version-$(uname -m).dmg
identity=${IDENTITY:--}
timestamp=(--timestamp)
[ "$identity" != - ] || timestamp=(--timestamp=none)

[ -d "$app" ] || { echo "First build the program: pyinstaller build.spec" >&2; exit 1; }

# From the inside out: what is signed last seals the rest. MongoDB is a program of its own; only
# this program, whose Python loads libraries that others have signed, gets the entitlements.
sign() { codesign --force --options runtime "${timestamp[@]}" --sign "$identity" "$@"; }
find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
  while IFS= read -r -d '' library; do sign "$library"; done
find "$app/Contents" -type d -name '*.framework' -prune -print0 |
  while IFS= read -r -d '' framework; do sign "$framework"; done
sign "$app/Contents/MacOS/mongod"
sign --entitlements "$here/entitlements.plist" "$app"
codesign --verify --deep --strict --verbose=2 "$app"

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
ditto "$app" "$stage/Reservations.app"
ln -s /Applications "$stage/Applications"
mkdir -p dist
hdiutil create -volname Reservations -srcfolder "$stage" -fs HFS+ -format UDZO -ov "$dmg"

if [ "$identity" != - ]; then
  sign "$dmg"
fi
if [ -n "${PROFILE:-}" ]; then
  xcrun notarytool submit "$dmg" --keychain-profile "$PROFILE" --wait
  xcrun stapler staple "$dmg"
  spctl --assess --type open --context context:primary-signature --verbose "$dmg"
fi
echo "$dmg"
