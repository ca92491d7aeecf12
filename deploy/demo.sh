#!/usr/bin/env bash
# Installs PostgreSQL if it is missing, builds, and plays the case of deploy/demo/border-return.json. Ends with 0 only when every
# expectation of the case held.
#   deploy/demo.sh               in a directory that is removed afterwards
#   deploy/demo.sh --data DIR    and keep it
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
"$here/prerequisites.sh"
exec "$here/registryctl" demo "$@"
