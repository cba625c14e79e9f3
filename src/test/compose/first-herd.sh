#!/usr/bin/env bash
# The goloman herd in containers, from outside: all healthy and linked, and what one member is told the farthest one knows.
# For a herd that `docker compose up --wait` has started; asks the published ports with nothing but bash.
set -euo pipefail

fail() { echo "FAILED: $*" >&2; exit 1; }

http() { # PORT PATH: the answer, with its head
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n' "$2" \
    "$(printf 'herd:demo-password-for-docker-compose-only' | base64 -w 0)" >&3
  timeout 5 cat <&3
  exec 3>&-
}

say() { # PORT LINE: opens connection 4, sends the line and reads the first line of the reply into REPLY
  exec 4<>"/dev/tcp/127.0.0.1/$1"
  printf '%s\n' "$2" >&4
  read -r -t 10 REPLY <&4 || fail "no reply on port $1 to: $2"
}

echo "1. every container is healthy, and its member is not root"
for service in goloman hands holiday welsh wilkes; do
  container=$(docker compose ps -q "$service")
  health=$(docker inspect -f '{{.State.Health.Status}}' "$container")
  [ "$health" = healthy ] || fail "$service is $health"
  user=$(docker inspect -f '{{.Config.User}}' "$container")
  [ "${user%%:*}" = 10001 ] || fail "$service runs as user '$user'"
  ! docker port "$container" 13000 2>/dev/null || fail "the peer port of $service is published"
done

echo "2. all twelve links are up"
links=0
for _ in $(seq 100); do
  links=$(for port in 14001 14002 14003 14004 14005; do http "$port" /actuator/herd; done | grep -o '"state":"UP"' | wc -l || true)
  [ "$links" -lt 12 ] || break
  sleep 0.2
done
[ "$links" = 12 ] || fail "$links of 12 links are up"

echo "3. Hands is told, and Welsh, three hops away, knows"
client="kiwi-$RANDOM.cs.ucla.edu"
say 12002 "IAMAT $client +34.068930-118.445127 $(date +%s.%N)"
told=$REPLY
[[ $told == "AT Hands +"*" $client +34.068930-118.445127 "* ]] || fail "Hands said: $told"
for _ in $(seq 50); do
  say 12004 "WHATSAT $client 10 5"
  [[ $REPLY == "?"* ]] || break
  sleep 0.1
done
[ "$REPLY" = "$told" ] || fail "Welsh said: $REPLY"
places=$(while read -r -t 10 line <&4 && [ -n "$line" ]; do echo "$line"; done)
[[ $places == "{"*'"results"'*'"status"'*"}" ]] || fail "Welsh's places: $places"
echo "$told"

echo "4. peers do not let clients in, and clients cannot flood"
say 12001 "AT Hands +0.1 $client +1+1 1520023934"
[[ $REPLY == "? AT Hands +0.1 $client +1+1 1520023934" ]] || fail "Goloman said: $REPLY"
echo "5. members start from the image's cache"
docker compose exec -T goloman java @jvm.options -XX:AOTCache=start.aot -XX:AOTMode=on -cp proxy-herd.jar \
  dev.proxyherd.cli.Herd --version || fail "the JVM does not take the cache"
echo "all passed"
