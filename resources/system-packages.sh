#!/usr/bin/env bash
# Install the system packages that are missing for: python | window | tests | dist | package.
# With apt and the right to use it they are installed; otherwise one sentence names them.
set -euo pipefail

python=(python3-venv)
window=(libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 libxcb-cursor0
  libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libcurl4)
tests=("${window[@]}" iproute2 nftables xvfb xauth xdotool openbox at-spi2-core dbus python3-pyatspi gir1.2-atspi-2.0
  libglib2.0-bin nsis)
dist=("${window[@]}" binutils)
# Debian's own interpreter keeps the library that a program of its own needs in another package.
[ "$(readlink -f .venv/bin/python)" != /usr/bin/python3.11 ] || dist+=(libpython3.11)
package=("${tests[@]}" debootstrap appstream desktop-file-utils man-db)

case "${1:-window}" in
  python)
    # The interpreter may come from elsewhere; only a missing venv module needs the package.
    (python3.11 -c 'import ensurepip, venv' || python3 -c 'import ensurepip, venv') 2>/dev/null && exit 0
    wanted=("${python[@]}") ;;
  window) wanted=("${window[@]}") ;;
  tests) wanted=("${tests[@]}") ;;
  dist) wanted=("${dist[@]}") ;;
  package) wanted=("${package[@]}") ;;
  *) echo "usage: $0 python|window|tests|dist|package" >&2; exit 2 ;;
esac

[ "$(uname -s)" = Linux ] || exit 0
if ! command -v dpkg-query >/dev/null; then
  exit 0 # not Debian: the program itself says what it misses
fi

missing=()
for package in "${wanted[@]}"; do
  # A package may have been renamed for 64-bit time (libglib2.0-0t64); both count.
  states=$(dpkg-query -W -f '${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null || true)
  grep -qx installed <<<"$states" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=()
elif sudo -n true 2>/dev/null || { [ -t 0 ] && command -v sudo >/dev/null; }; then
  as_root=(sudo)
else
  echo "Please install these system packages first: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing system packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
