#!/bin/sh
# Packs the npm package and runs its tests: test.sh FOLDER. Needs the command pop3kit on the PATH or named by POP3KIT, and of
# Debian nodejs, npm and node-typescript; no network.
set -eu
source=$(dirname "$(realpath "$0")")
POP3KIT=$(realpath "$(command -v "${POP3KIT:-pop3kit}")")
export POP3KIT
"$source/build.sh" "$1"
folder=$(realpath "$1")

# The packed package must start a server without its sources.
rm -rf "$folder/alone"
mkdir -p "$folder/alone/node_modules/pop3kit"
tar -xzf "$folder"/pop3kit-*.tgz -C "$folder/alone/node_modules/pop3kit" --strip-components=1
(cd "$folder/alone" && node -e 'require("pop3kit").serve().then((server) => server.close())')

# Each file is a process of its own, and each runs several servers at once.
exec node --test "$source"/tests/*.test.js
