#!/bin/sh
# A node of the engine. The password is handed over on the standard input: arguments and environment can be looked at.
set -eu
password=$(cat /run/secrets/herd.store.redis.password)
printf 'requirepass %s\nmasterauth %s\n' "$password" "$password" | exec valkey-server /etc/valkey/valkey.conf -
