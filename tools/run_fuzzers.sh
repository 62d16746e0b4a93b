#!/usr/bin/env bash
# run_fuzzers.sh FOLDER [--minutes N]: every fuzz target of FOLDER for an equal share of N minutes (default 1).
# What they learn is kept in FOLDER/corpus; an input that breaks one is left in FOLDER and named on the last line.
set -euo pipefail
cd "$1"
shift
minutes=1
if [ "${1:-}" = --minutes ]; then minutes=${2:?--minutes needs a number}; fi
targets=()
for each in fuzz_*; do if [ -f "$each" ] && [ -x "$each" ]; then targets+=("$each"); fi; done
[ ${#targets[@]} -gt 0 ] || { echo "no fuzz targets in $PWD" >&2; exit 1; }
seconds=$((minutes * 60 / ${#targets[@]}))
for target in "${targets[@]}"; do
  mkdir -p "corpus/$target"
  echo "$target: $seconds s"
  "./$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix="$target-" "corpus/$target"
done
