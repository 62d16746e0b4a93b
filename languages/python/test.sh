#!/bin/sh
# Builds the wheel, installs it and runs its tests: test.sh FOLDER [PYTEST ARGUMENTS]. Needs the command pop3kit on the PATH
# or named by POP3KIT, and of Debian python3-build, python3-setuptools, python3-wheel, python3-pip, python3-pytest and
# python3-pytest-xdist; no network.
set -eu
source=$(dirname "$(realpath "$0")")
python=${PYTHON:-/usr/bin/python3}
"$source/build.sh" "$1"
folder=$(realpath "$1")
shift
POP3KIT=$(realpath "$(command -v "${POP3KIT:-pop3kit}")")
export POP3KIT PYTHONDONTWRITEBYTECODE=1

# A new environment, because the package has no dependencies.
rm -rf "$folder/alone" "$folder/tested"
"$python" -m venv --without-pip "$folder/alone"
"$python" -m pip --python "$folder/alone/bin/python" install --quiet --no-index --disable-pip-version-check "$folder"/wheel/pop3kit-*.whl
"$folder/alone/bin/python" -I -c 'import pop3kit
with pop3kit.serve() as server: assert server.port > 0'

# The tests use the system's pytest.
"$python" -m venv --without-pip --system-site-packages "$folder/tested"
"$python" -m pip --python "$folder/tested/bin/python" install --quiet --no-index --disable-pip-version-check \
  "$folder"/wheel/pop3kit-*.whl
exec "$folder/tested/bin/python" -m pytest -p no:cacheprovider -n "${JOBS:-2}" "$@" "$source/tests"
