#!/bin/sh
# Packs the npm package into a folder: build.sh FOLDER. Needs npm; no network.
set -eu
source=$(dirname "$(realpath "$0")")
mkdir -p "$1"
folder=$(realpath "$1")
cd "$source"
npm pack --offline --loglevel=error --cache "$folder/cache" --pack-destination "$folder" >/dev/null
