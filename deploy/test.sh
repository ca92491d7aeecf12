#!/usr/bin/env bash
# Builds and runs every test; the last line is "N passed, N failed".
#   deploy/test.sh          the default suite, under ten minutes on two cores
#   deploy/test.sh --long   and what takes longer
set -euo pipefail
cd "$(dirname "$0")/.."

case "${1:-}" in
  '') ;;
  --long) export REGISTRY_TESTS_LONG=1 ;;
  *) echo "usage: deploy/test.sh [--long]" >&2; exit 2 ;;
esac

export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
step() { printf '\n== %s\n' "$1"; }

step 'prerequisites'
deploy/prerequisites.sh --tests
(cd tests/interop/node && npm ci --no-audit --no-fund --silent)

step 'contract'
(cd protos && ../tests/interop/node/node_modules/.bin/buf lint && ../tests/interop/node/node_modules/.bin/buf format --diff --exit-code)

step 'build'
dotnet restore Registry.sln --locked-mode -v q
dotnet build Registry.sln --no-restore -v q

step 'format'
dotnet format Registry.sln --no-restore --verify-no-changes

step 'tests'
report=$(mktemp)
trap 'rm -f "$report"' EXIT
code=0
dotnet test --solution Registry.sln --no-build --no-restore 2>&1 | tee "$report" || code=$?

count() { sed -n "s/^ *$1: \([0-9][0-9]*\).*/\1/p" "$report" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
if [ "${skipped:-0}" != 0 ]; then
  echo "$skipped tests were skipped; a test that cannot run fails" >&2
  code=1
fi
printf '\n%s passed, %s failed\n' "${passed:-0}" "${failed:-0}"
[ "${passed:-0}" -gt 0 ] || code=1
exit "$code"
