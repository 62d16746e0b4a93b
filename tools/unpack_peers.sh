#!/usr/bin/env bash
# unpack_peers.sh FOLDER: unpacks POP3 servers, of which Debian can install only one at a time, into separate folders of FOLDER.
# Courier and popa3d have fixed paths, so each gets a tree with its libraries, in which it runs by chroot. Cyrus takes all
# paths from its configuration. Packages are kept in the user's cache, so that a fresh clone needs no network.
set -euo pipefail
folder=$1
cache=${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/pop3kit

say() { printf 'unpack_peers: %s\n' "$*"; }

download() { apt-get download -qq -o APT::Sandbox::User=root "$1" >&2; }

# archives NAME: the files of the cache with this package; if apt knows its version here, only those of this version
archives() {
  local version
  version=$(LC_ALL=C apt-cache policy "$1" | sed -n 's/^  Candidate: \([^(].*\)/\1/p')
  compgen -G "$cache/$1_${version:+${version//:/%3a}_}*.deb"
}

# fetched PACKAGE: prints the path of its archive, after downloading it if necessary
fetched() {
  local archive unfinished
  if archive=$(archives "$1" | head -n 1) && [ -n "$archive" ]; then printf '%s\n' "$archive"; return; fi
  mkdir -p "$cache"
  unfinished=$(mktemp -d "$cache/unfinished.XXXXXX")
  (cd "$unfinished" && { download "$1" || { apt-get update -qq >&2 && download "$1"; } }) || return 1
  archive=$(basename "$unfinished"/*.deb)
  mv "$unfinished/$archive" "$cache"
  rmdir "$unfinished"
  printf '%s\n' "$cache/$archive"
}

# with_libraries TREE FILE...: copies the shared libraries of these files to the same paths in the tree
with_libraries() {
  local tree=$1 library
  shift
  # "NAME => FILE (ADDRESS)" or "FILE (ADDRESS)"; there may be blanks in FILE.
  LD_LIBRARY_PATH=$tree/usr/lib ldd "$@" | sed -nE 's/^\t(.* => )?(\/.*) \(0x[0-9a-f]+\)$/\2/p' | sort -u |
    while read -r library; do
      [[ $library == "$tree"/* ]] || install -D "$library" "$tree$library"
    done
}

# unpacked NAME PACKAGE...: makes the tree of a server; false if it was complete already
unpacked() {
  local tree=$folder/$1 package file files=()
  shift
  for package in "$@"; do
    file=$(fetched "$package") || exit 1
    files+=("$file")
  done
  if [ "$(cat "$tree/.packages" 2>/dev/null)" = "${files[*]##*/}" ]; then return 1; fi
  say "$*"
  rm -rf "$tree"
  mkdir -p "$tree"
  for file in "${files[@]}"; do dpkg -x "$file" "$tree" || exit 1; done
  rm -rf "$tree/usr/share" "$tree/etc"
  contents=${files[*]##*/}
}

complete() { printf '%s' "$contents" >"$folder/$1/.packages"; }

mkdir -p "$folder"
folder=$(realpath "$folder")
courier=(courier-pop courier-base courier-authlib courier-authlib-userdb)
cyrus=(cyrus-pop3d cyrus-common sasl2-bin)
popa3d=(popa3d)

if unpacked courier "${courier[@]}"; then
  tree=$folder/courier
  with_libraries "$tree" "$tree"/usr/lib/courier/courier/courierpop3{d,login} "$tree/usr/sbin/couriertcpd" "$tree/usr/bin/couriertls" \
    "$tree/usr/lib/courier/courier-authlib/authdaemond" "$tree/usr/lib/courier-authlib/libauthuserdb.so"
  complete courier
fi
if unpacked popa3d "${popa3d[@]}"; then
  tree=$folder/popa3d
  unix=$(find /lib/*/security /usr/lib/*/security -name pam_unix.so 2>/dev/null | head -n 1)
  install -D "$unix" "$tree$unix"
  with_libraries "$tree" "$tree/usr/sbin/popa3d" "$unix"
  complete popa3d
fi
if unpacked cyrus "${cyrus[@]}"; then complete cyrus; fi
