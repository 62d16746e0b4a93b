#!/usr/bin/env bash
# run_fuzzers.sh FOLDER SOURCES [--minutes N]: runs every fuzz target of FOLDER for an equal share of N minutes (default 1).
# Each starts from its corpus and the dictionary of SOURCES. New inputs are kept in FOLDER/corpus. An input that makes a
# target fail is left in FOLDER and named on the last lines.
set -euo pipefail
folder=$1
sources=$(realpath "$2")
shift 2
minutes=1
if [ "${1:-}" = --minutes ]; then minutes=${2:?--minutes needs a number}; fi
cd "$folder"
targets=()
for each in fuzz_*; do if [ -f "$each" ] && [ -x "$each" ]; then targets+=("$each"); fi; done
[ ${#targets[@]} -gt 0 ] || { echo "no fuzz targets in $PWD" >&2; exit 1; }
jobs=$(nproc)
seconds=$((minutes * 60 * jobs / ${#targets[@]}))

# The memory limit below is for the memory of the target, but the sanitizer's own memory counts as well. The sanitizer holds
# back freed memory (256 MiB by default), and later reuses it only for blocks of the same size. A script that extends a
# string octet by octet uses every size.
export ASAN_OPTIONS="quarantine_size_mb=16${ASAN_OPTIONS:+:$ASAN_OPTIONS}"

search() {
  local target=$1 seconds=$2 sources=$3
  mkdir -p "corpus/$target"
  "./$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -dict="$sources/pop3.dict" -artifact_prefix="$target-" "corpus/$target" "$sources/corpus/${target#fuzz_}" \
    >"$target.log" 2>&1 || { echo "$target: FOUND something"; cat "$target.log"; return 1; }
  echo "$target: $(awk '/number_of_executed_units/ {print $2}' "$target.log") inputs in $seconds s, nothing found"
}
export -f search
printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -I{} bash -c "search {} $seconds '$sources'"
