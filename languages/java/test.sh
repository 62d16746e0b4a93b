#!/bin/sh
# Builds the jar and runs its tests and those of the example: test.sh FOLDER. Needs the command pop3kit on the PATH or named by
# POP3KIT, and what build.sh needs; no network.
set -eu
source=$(dirname "$(realpath "$0")")
junit=${JUNIT:-/usr/share/java/junit-platform-console-standalone.jar}
POP3KIT=$(realpath "$(command -v "${POP3KIT:-pop3kit}")")
export POP3KIT
"$source/build.sh" "$1"
folder=$(realpath "$1")

path=$folder/pop3kit-junit5.jar:$junit
rm -rf "$folder/tests"
mkdir "$folder/tests"
javac -J-XX:TieredStopAtLevel=1 --release 17 -Xlint:all,-path -Werror -encoding UTF-8 -d "$folder/tests" -cp "$path" "$source"/tests/pop3kit/tests/*.java \
  "$source"/example/*.java
cp "$source"/tests/pop3kit/tests/*.lua "$folder/tests/pop3kit/tests"
cp "$source"/tests/junit-platform.properties "$source"/example/*.lua "$folder/tests"

# The tests run in parallel, as junit-platform.properties says. So short a run is faster without the optimising compiler.
cd "$folder"
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$path:$folder/tests" org.junit.platform.console.ConsoleLauncher --scan-classpath "$folder/tests" --disable-banner \
  --disable-ansi-colors --fail-if-no-tests --details tree
