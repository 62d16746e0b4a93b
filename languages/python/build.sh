#!/bin/sh
# Builds the wheel into a folder: build.sh FOLDER. Needs python3-build, python3-setuptools and python3-wheel; no network.
set -eu
source=$(dirname "$(realpath "$0")")
mkdir -p "$1"
folder=$(realpath "$1")
python=${PYTHON:-/usr/bin/python3}

# The build writes into the folder of its sources, so it uses a copy.
rm -rf "$folder/source" "$folder/wheel"
mkdir "$folder/source"
cp -R "$source/pyproject.toml" "$source/README.md" "$source/src" "$folder/source"
"$python" -m build --wheel --no-isolation --outdir "$folder/wheel" "$folder/source" >"$folder/build.log" 2>&1 || {
  cat "$folder/build.log" >&2
  exit 1
}
