#!/usr/bin/env bash
# Installs PostgreSQL if it is missing, builds, and plays cases of deploy/demo; without a name border-return. Ends with 0 only when
# every expectation held.
#   deploy/demo.sh                   in a directory that is removed afterwards
#   deploy/demo.sh --data DIR        and keep it
#   deploy/demo.sh --list            names the cases
#   deploy/demo.sh foreign-victim    plays another one; several names, or all, one after the other
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
"$here/prerequisites.sh"
exec "$here/registryctl" demo "$@"
