#!/usr/bin/env bash
# build_packages.sh [--once]: builds the Debian packages from the files of the source tree that git would take, into
# build/packages. lintian must find neither errors nor warnings. Then builds them again in another folder, without ccache:
# both builds must be the same, octet for octet. --once leaves out the second build.
#
#   JOBS    how many compilers run at the same time (default: the number of processors)
set -euo pipefail
source=$(dirname "$(dirname "$(realpath "$0")")")
again=yes
if [ "${1:-}" = --once ]; then
  again=no
  shift
fi
[ $# -eq 0 ] || { sed -n 's/^# //p' "$0" | head -n 3 >&2; exit 2; }
results=$source/build/packages
scratch=$source/build/packaging
changelog=$source/packaging/debian/changelog
version=$(dpkg-parsechangelog -l "$changelog" -S Version)
upstream=${version%-*}
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -l "$changelog" -S Timestamp)
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
export DEB_BUILD_OPTIONS="parallel=${JOBS:-$(nproc)} noautodbgsym"

say() { printf 'build_packages: %s\n' "$*"; }

# Owners, times and the order of files are the same on every machine.
pack() {
  git -C "$source" ls-files -z -co --exclude-standard -- . ':!packaging/debian' \
    | LC_ALL=C sort -z \
    | tar -C "$source" --ignore-failed-read --null --no-recursion -T - --transform "s,^,pop3kit-$upstream/," --sort=name \
      --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u+rwX,go+rX,go-w --format=gnu -c \
    | gzip -9n >"$1"
}

# build FOLDER: the packages are in FOLDER afterwards
build() {
  local tree=$1/pop3kit-$upstream
  rm -rf "$1"
  mkdir -p "$1"
  cp "$results/pop3kit_$upstream.orig.tar.gz" "$1"
  tar -C "$1" -xf "$1/pop3kit_$upstream.orig.tar.gz"
  cp -a "$source/packaging/debian" "$tree/debian"
  (cd "$tree" && dpkg-buildpackage -us -uc -d) >"$1/build.log" 2>&1 || { tail -n 60 "$1/build.log" >&2; return 1; }
}

rm -rf "$results"
mkdir -p "$results"
pack "$results/pop3kit_$upstream.orig.tar.gz"
say "building $version (${scratch#"$source/"}/first/build.log)"
if command -v ccache >/dev/null; then
  # debhelper gives each build a home of its own.
  CCACHE_DIR=$(ccache -k cache_dir)
  export CCACHE_DIR CMAKE_CXX_COMPILER_LAUNCHER=ccache
  # Relative paths of ccache would stand in the debug information, and make the first build differ from the second.
  export CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_BASEDIR=
fi
build "$scratch/first"
find "$scratch/first" -maxdepth 1 -type f ! -name build.log -exec cp {} "$results" \;

say "checking with lintian"
lintian --fail-on error,warning --tag-display-limit 0 "$results"/*.changes

if [ "$again" = yes ]; then
  say "building again, without ccache"
  unset CMAKE_CXX_COMPILER_LAUNCHER
  build "$scratch/second"
  differing=0
  for package in "$results"/*.deb; do
    other=$scratch/second/$(basename "$package")
    cmp -s "$package" "$other" && continue
    differing=1
    say "$(basename "$package") differs between two builds:" >&2
    if command -v diffoscope >/dev/null; then diffoscope --max-report-size 20000 "$package" "$other" >&2 || true; fi
  done
  [ "$differing" -eq 0 ] || exit 1
  say "both builds are the same"
fi
rm -rf "$scratch"
say "${results#"$source/"}: $(cd "$results" && echo *.deb)"
