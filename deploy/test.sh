#!/usr/bin/env bash
# Builds and runs every test; the last line is "N passed, N failed".
#   deploy/test.sh              the default suite, under ten minutes on two cores
#   deploy/test.sh --long       and what takes longer
#   deploy/test.sh --full-feed  the same tests on the published packages, and both builds on one database and one wire; for a feed that
#                               carries them (versions: Directory.Packages.props, each to be overridden as an environment variable)
set -euo pipefail
cd "$(dirname "$0")/.."

full=false
for option in "$@"; do
  case "$option" in
    --long) export REGISTRY_TESTS_LONG=1 ;;
    --full-feed) full=true ;;
    *) echo "usage: deploy/test.sh [--long] [--full-feed]" >&2; exit 2 ;;
  esac
done

export DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
step() { printf '\n== %s\n' "$1"; }

report=$(mktemp) broke=$(mktemp)
trap 'rm -f "$report" "$broke"' EXIT
code=0 passed=0 failed=0

# Runs tests of what is built, and adds up what they say of themselves.
tests() {
  dotnet test --no-build --no-restore "$@" 2>&1 | tee "$report" || code=$?
  count() { sed -n "s/^ *$1: \([0-9][0-9]*\).*/\1/p" "$report" | tail -n 1; }
  local ran broken skipped
  grep -aE -A 12 '^failed .* \([0-9hms ]+\)$' "$report" >> "$broke" || true
  ran=$(count succeeded) broken=$(count failed) skipped=$(count skipped)
  [ "${ran:-0}" -gt 0 ] || code=1
  passed=$((passed + ${ran:-0})) failed=$((failed + ${broken:-0}))
  if [ "${skipped:-0}" != 0 ]; then
    echo "$skipped tests were skipped; a test that cannot run fails" >&2
    code=1
  fi
}

step 'prerequisites'
deploy/prerequisites.sh --tests
(cd tests/interop/node && npm ci --no-audit --no-fund --silent)

step 'contract'
(cd protos && ../tests/interop/node/node_modules/.bin/buf lint && ../tests/interop/node/node_modules/.bin/buf format --diff --exit-code)

step 'build'
dotnet restore Registry.sln --locked-mode -v q
dotnet build Registry.sln --no-restore -v q

if ! $full; then
  step 'format'
  dotnet format Registry.sln --no-restore --verify-no-changes

  step 'tests'
  tests --solution Registry.sln
else
  tool_tests() { echo "$PWD/tests/Registry.Tool.Tests/bin/$1/Debug/net10.0"; }

  step 'build on the published packages'
  FullFeed=true dotnet restore Registry.sln -v q
  FullFeed=true dotnet build Registry.sln --no-restore -v q
  dotnet "$(tool_tests full)/registryctl.dll" version

  step 'tests on the published packages, the other build being the default one'
  FullFeed=true REGISTRY_OTHER_BUILD=$(tool_tests default) tests --solution Registry.sln

  step 'the default build, the other one being that on the published packages'
  REGISTRY_OTHER_BUILD=$(tool_tests full) tests --project tests/Registry.Tool.Tests -- --filter-class '*TwoBuildsTests'
fi

if [ -s "$broke" ]; then
  printf '\n== What failed\n' && head -n 200 "$broke"
fi
printf '\n%s passed, %s failed\n' "$passed" "$failed"
exit "$code"
