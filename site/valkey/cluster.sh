#!/bin/sh
# Makes one cluster of the nodes whose addresses are given: three primaries, each with a replica. Leaves nodes alone that are a
# cluster already. Stays then, so that the container's health can say how the cluster is.
set -eu
REDISCLI_AUTH=$(cat /run/secrets/herd.store.redis.password)
export REDISCLI_AUTH
trap 'exit 0' TERM INT

if valkey-cli -h "${1%:*}" cluster info | grep -q '^cluster_slots_assigned:0'; then
  valkey-cli --cluster create "$@" --cluster-replicas 1 --cluster-yes
else
  echo "there is a cluster already"
fi
sleep infinity &
wait
