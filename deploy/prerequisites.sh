#!/usr/bin/env bash
# Installs what the machine lacks (Debian packages), or says what to install when it may not.
#   deploy/prerequisites.sh            PostgreSQL, for up and demo
#   deploy/prerequisites.sh --tests    and what the tests need besides: stock clients in Python and JavaScript, protoc, openssl
set -euo pipefail

missing=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql-15)
if [ "${1:-}" = --tests ]; then
  /usr/bin/python3 -c 'import grpc, google.protobuf' >/dev/null 2>&1 || missing+=(python3-grpcio python3-protobuf)
  [ -x /usr/bin/protoc ] && [ -e /usr/include/google/protobuf/descriptor.proto ] || missing+=(protobuf-compiler libprotobuf-dev)
  command -v npm >/dev/null 2>&1 || missing+=(nodejs npm)
  command -v openssl >/dev/null 2>&1 || missing+=(openssl)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
  echo "missing: ${missing[*]}. As root: apt-get install -y ${missing[*]}" >&2
  exit 1
fi
echo "installing ${missing[*]} ..." >&2
export DEBIAN_FRONTEND=noninteractive
# The private clusters are ours: the package must not start one of its own.
mkdir -p /etc/postgresql-common
[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
apt-get update -qq >/dev/null
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
