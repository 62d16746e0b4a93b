#!/usr/bin/env bash
# try_packages.sh [FOLDER]: installs the Debian packages of FOLDER (default: build/packages), runs the tests that belong to them, and
# removes them. Fails if a file of them is left. Needs root, and a system that may be thrown away, such as a container.
set -euo pipefail
source=$(dirname "$(dirname "$(realpath "$0")")")
folder=$(realpath "${1:-$source/build/packages}")
tests=$source/packaging/debian/tests
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DEBIAN_FRONTEND=noninteractive

say() { printf 'try_packages: %s\n' "$*"; }

cp "$folder"/*.deb "$tests"/* "$scratch"
packages=()
for file in "$scratch"/*.deb; do packages+=("$(dpkg-deb -f "$file" Package)"); done
mapfile -t needed < <(sed -n 's/^Depends: //p' "$tests/control" | tr -d ' ' | tr , '\n' | sort -u)
others=()
for each in "${needed[@]}"; do
  [[ " ${packages[*]} " == *" $each "* ]] || others+=("$each")
done
say "installing ${packages[*]}"
apt-get install -y -qq --no-install-recommends "$scratch"/*.deb "${others[@]}" </dev/null

while read -r name; do
  say "running $name"
  mkdir "$scratch/$name.tmp"
  AUTOPKGTEST_TMP=$scratch/$name.tmp "$scratch/$name"
done < <(sed -n 's/^Tests: //p' "$tests/control")

dpkg -L "${packages[@]}" | sort -u | while read -r path; do
  [ -d "$path" ] || printf '%s\n' "$path"
done >"$scratch/files"
say "removing ${packages[*]}"
apt-get purge -y -qq "${packages[@]}" </dev/null
left=$(xargs -d '\n' ls -d <"$scratch/files" 2>/dev/null || true)
left+=$(find /usr /etc /var/lib /var/cache -xdev -ipath '*pop3kit*' ! -path "$source/*" 2>/dev/null)
[ -z "$left" ] || { say "left behind: $left" >&2; exit 1; }
say "everything was removed"
