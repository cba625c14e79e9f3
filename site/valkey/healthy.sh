#!/bin/sh
# Whether the node answers: one that reads its file does not yet.
REDISCLI_AUTH=$(cat /run/secrets/herd.store.redis.password)
export REDISCLI_AUTH
[ "$(valkey-cli ping)" = PONG ]
