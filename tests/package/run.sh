#!/usr/bin/env bash
# Install the package in a bare Debian 12, let a host work there, and remove it again.
# Where no such computer can be made here, the unpacked package is tested instead.
# With --if-changed nothing is done where the same package has passed already.
set -euo pipefail
cd "$(dirname "$0")/../.."

package=$(echo dist/resv-desktop_*.deb)
cache=build/debian12 tested=build/package/tested
state=$(cat build/package/state tests/package/* tests/desktop.py tests/main_job.py | sha256sum)
if [ "${1:-}" = --if-changed ] && [ "$(cat "$tested" 2>/dev/null)" = "$state" ]; then
  echo "Nothing that goes into the package has changed since it was tested."
  exit 0
fi
sources=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
  awk '$2 ~ /^bookworm/ && $3 == "main" { print "deb", $1, $2, $3 }' || true)

if [ "${1:-}" != inside ] && [ "$(id -u)" -eq 0 ] && [ -n "$sources" ] && unshare --mount true; then
  bash resources/system-packages.sh package
  exec unshare --mount --propagation private bash "$0" inside # what is mounted goes with it
fi

homes=$(mktemp -d /tmp/resv-homes-XXXXXX)
root=$(mktemp -d /tmp/resv-root-XXXXXX)
unmount() {
  for place in proc "${homes#/}" var/cache/apt/archives; do
    if mountpoint -q "$root/$place"; then umount --lazy "$root/$place"; fi
  done
}
clean() {
  unmount
  rm -rf "$homes" "$root"
}
trap clean EXIT
chmod 755 "$homes" "$root"

work() {
  unset DISPLAY WAYLAND_DISPLAY RESV_MONGODB_URI RESV_MONGOD XDG_RUNTIME_DIR
  PACKAGE_ROOT=$root PACKAGE_HOMES=$homes PACKAGE_IS_INSTALLED=$1 PYTHONDONTWRITEBYTECODE=1 \
    .venv/bin/python -m pytest -q -s -p no:cacheprovider -p no:randomly --durations=5 "${@:2}"
}

test_unpacked() {
  echo "No bare Debian 12 can be made here ($1): the unpacked package is tested."
  unmount
  rm -rf "${root:?}"/*
  dpkg-deb -x "$package" "$root"
  work no tests/package/installed.py
  echo "$state" >"$tested"
  exit 0
}
[ "${1:-}" = inside ] || test_unpacked "that takes root and Debian's apt sources"

mkdir -p "$cache/archives/partial"
if [ ! -e "$cache/root.tar" ]; then
  mirror=$(awk '$3 == "bookworm" { print $2; exit }' <<<"$sources")
  echo "Making a bare Debian 12 from $mirror (once)."
  debootstrap --variant=minbase bookworm "$root" "$mirror" >"$cache/debootstrap.log" 2>&1 ||
    test_unpacked "debootstrap: $(tail -1 "$cache/debootstrap.log")"
  tar -C "$root" -cf "$cache/root.tar.new" . && mv "$cache/root.tar.new" "$cache/root.tar"
else
  tar -C "$root" -xf "$cache/root.tar"
fi
mkdir -p "$root$homes"
mount -t proc proc "$root/proc"
mount --bind "$homes" "$root$homes"
mount --bind "$cache/archives" "$root/var/cache/apt/archives"
cp /etc/resolv.conf "$root/etc/"
echo "$sources" >"$root/etc/apt/sources.list"
cp "$package" "$root/root/resv-desktop.deb"
chroot "$root" useradd --uid 1000 --create-home host

in_there() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
install_package() {
  in_there apt-get -qq install -y --no-install-recommends -o APT::Keep-Downloaded-Packages=true "$@" \
    /root/resv-desktop.deb >"$cache/install.log" 2>&1
}
fail() { tail -20 "$cache/install.log"; exit 1; }
last() { tail -1 "$cache/install.log"; }
in_there apt-get -qq update -o APT::Update::Error-Mode=any >"$cache/install.log" 2>&1 ||
  test_unpacked "apt-get update: $(last)"
if ! install_package; then
  if grep -qE '(Failed|Unable) to fetch' "$cache/install.log"; then test_unpacked "apt-get: $(last)"; fi
  fail
fi
work yes tests/package/installed.py tests/package/removed.py
echo "$state" >"$tested"
