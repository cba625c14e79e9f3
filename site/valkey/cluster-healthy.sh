#!/bin/sh
# Whether all shards are served, by what any of the nodes says: one may be away.
REDISCLI_AUTH=$(cat /run/secrets/herd.store.redis.password)
export REDISCLI_AUTH
for node in "$@"; do
  if timeout 1 valkey-cli -h "$node" cluster info 2>/dev/null | grep -q '^cluster_slots_ok:16384'; then exit 0; fi
done
exit 1
