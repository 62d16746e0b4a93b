#!/bin/sh
# Builds pop3kit-junit5.jar into a folder: build.sh FOLDER. Needs a JDK of Java 17 or newer, and JUnit 5: the jar of its console
# launcher, which Debian's junit5 installs, or the one that JUNIT names. Needs no network.
set -eu
source=$(dirname "$(realpath "$0")")
junit=${JUNIT:-/usr/share/java/junit-platform-console-standalone.jar}
mkdir -p "$1"
folder=$(realpath "$1")

# Debian's jars name others in their manifests that are not installed; -path leaves out the warnings about them.
rm -rf "$folder/classes" "$folder/manifest"
mkdir "$folder/classes"
javac -J-XX:TieredStopAtLevel=1 --release 17 -Xlint:all,-path -Werror -encoding UTF-8 -d "$folder/classes" -cp "$junit" "$source"/src/pop3kit/*.java
printf 'Automatic-Module-Name: pop3kit\nImplementation-Title: pop3kit\nImplementation-Version: 0.1.0\n' >"$folder/manifest"
jar --create --file "$folder/pop3kit-junit5.jar" --manifest "$folder/manifest" -C "$folder/classes" .
