#!/usr/bin/env bash
# The goloman herd in containers, from outside: what docker-compose.yml promises, and what a herd does when a member is
# killed, cut off, or made anew. For a herd that `docker compose up --wait` has started, in the project's folder. Takes
# the herd down and up again; what it has told the members stays in their volumes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
source src/test/compose/talk.sh
RUN=$$-$RANDOM

step "docker-compose.yml is clean with any profiles, and all that it mounts is there"
for profiles in goloman riley goloman,observability site site,observability; do
  config=$(COMPOSE_PROFILES=$profiles docker compose config 2>&1) || fail "$profiles: $config"
  [[ $config != *level=warn* ]] || fail "$profiles: $(grep level=warn <<<"$config")"
  for file in $(sed -n 's/^ *\(source\|file\): \(\/.*\)/\2/p' <<<"$config" | sort -u); do
    [ -e "$file" ] || fail "$profiles: there is no $file"
  done
done

step "members run as nobody, in a file system that they cannot write"
for member in "${MEMBERS[@]}"; do
  eventually 30 "$member is healthy" is_healthy "$member"
  status=$(inside "$member" cat /proc/1/status)
  for line in $'Uid:\t10001\t10001\t10001\t10001' $'CapBnd:\t0000000000000000' $'NoNewPrivs:\t1'; do
    [[ $status == *"$line"* ]] || fail "$member's process has not: $line"
  done
  refusal=$(inside "$member" touch /app/file 2>&1) && fail "$member can write /app"
  [[ $refusal == *"Read-only file system"* ]] || fail "$member, told to write /app: $refusal"
  [ "$(inspect "$member" '{{.HostConfig.PidsLimit}}')" -gt 0 ] || fail "$member may have any number of threads"
done

step "clients, operators and browsers get in, on loopback only, and nobody gets at the peer ports"
for member in "${MEMBERS[@]}"; do
  ports=$(docker port "$(container "$member")" | sort)
  [ "$ports" = "12000/tcp -> 127.0.0.1:${CLIENT[$member]}"$'\n'"14000/tcp -> 127.0.0.1:${HTTP[$member]}"$'\n'"15000/tcp -> 127.0.0.1:${WEB[$member]}" ] ||
    fail "$member publishes: $ports"
done

step "all links are up"
eventually 30 "12 links are up" all_linked

step "Hands is told, and Welsh, three links away, knows"
kiwi=kiwi-$RUN
told "$kiwi" hands
eventually 10 "Welsh knows what Hands was told" knows welsh "$kiwi" "$TOLD"
kiwi_told=$TOLD
echo "$TOLD"

step "Welsh says so over HTTP too, and has a map"
REPLY=$(web welsh "/v1/clients/$kiwi")
[[ $REPLY == *'"location":"+34.068930-118.445127"'* ]] || fail "Welsh said over HTTP: $REPLY"
REPLY=$(web welsh / | head -c 200)
[[ ${REPLY,,} == "<!doctype html>"* ]] || fail "Welsh's map: $REPLY"

step "clients cannot flood"
say goloman "AT Hands +0.1 $kiwi +1+1 1520023934"
[ "$REPLY" = "? AT Hands +0.1 $kiwi +1+1 1520023934" ] || fail "Goloman said: $REPLY"

step "who has no password is told how members are, and no more"
for path in health info prometheus; do
  [[ $(status_for_anybody goloman "/actuator/$path") == *" 200"* ]] || fail "/actuator/$path is not open to all"
done
for path in herd changes reload loggers metrics sbom/application; do
  [[ $(status_for_anybody goloman "/actuator/$path") == *" 401"* ]] || fail "/actuator/$path asks for no password"
done

step "members start from the image's cache, and use epoll"
# In a container of its own: it would not fit into the memory of one that has a member.
docker compose run --rm -T --no-deps --entrypoint java goloman @jvm.options -XX:AOTCache=start.aot -XX:AOTMode=on \
  -cp proxy-herd.jar dev.proxyherd.cli.Herd --version || fail "the JVM does not take the cache"
inside goloman grep -q netty_transport_native_epoll /proc/1/maps || fail "Netty's native code is not loaded"
inside goloman grep -q /app/native/librocksdbjni /proc/1/maps || fail "RocksDB's native code is unpacked at every start"

step "the heap is half of the container's memory"
limit=$(inspect goloman '{{.HostConfig.Memory}}')
[ "$limit" -gt 0 ] || fail "there is no limit on Goloman's memory"
heap=$(http goloman /actuator/prometheus | sed -n 's/^jvm_memory_max_bytes{area="heap".*} //p' | awk '{sum += $1} END {printf "%d", sum}')
# The meters leave out one of the two survivor spaces.
[ "$heap" -gt $((limit * 45 / 100)) ] && [ "$heap" -le $((limit / 2)) ] || fail "a heap of $heap bytes where the limit is $limit"

step "Prometheus finds what it is to scrape, by the names and ports in its configuration"
for member in "${MEMBERS[@]}"; do
  if [ -f observability/prometheus/prometheus.yml ]; then
    grep -q "$member:14000" observability/prometheus/prometheus.yml || fail "Prometheus does not scrape $member"
  fi
  scrape=$(inside hands bash -c 'exec 3<>"/dev/tcp/$1/14000" &&
    printf "GET /actuator/prometheus HTTP/1.0\r\nHost: $1\r\n\r\n" >&3 && cat <&3' - "$member")
  [[ $scrape == *$'\nherd_clients'[{\ ]* ]] || fail "no meters of $member: ${scrape:0:200}"
done
http hands /actuator/prometheus | grep -Eq 'herd_commands_total\{.*outcome="newer",verb="iamat"} [1-9]' ||
  fail "Hands does not count the IAMAT that it took"

step "members stay within their memory while 200,000 clients move"
docker compose run --rm -T --no-deps -e HERD_MANAGEMENT_PASSWORD="$(cat "$PASSWORD_FILE")" --entrypoint java goloman -Xmx128m -cp proxy-herd.jar dev.proxyherd.cli.Herd \
  bench --at goloman:12000:14000 --clients 200000 --in-flight 16 --warm-up 2 --time 8 || fail "the load"
eventually 30 "all members hold the same" all_agree
for member in "${MEMBERS[@]}"; do
  [ "$(inspect "$member" '{{.State.OOMKilled}} {{.RestartCount}}')" = "false 0" ] || fail "$member has run out of memory"
done

step "a member says what it is made of"
sbom=$(http welsh /actuator/sbom/application)
[[ $sbom == *CycloneDX*rocksdbjni* ]] || fail "Welsh's bill of materials: ${sbom:0:200}"

step "Goloman is killed, comes back by itself, and has what it took before and what it missed"
plum=plum-$RUN fig=fig-$RUN
told "$plum" goloman
plum_told=$TOLD
started=$(inspect goloman '{{.State.StartedAt}}')
# Not docker kill: the engine would take it that the member is to stay away. From a container that sees all processes.
docker run --rm --pid host --user 0 --entrypoint bash proxy-herd -c "kill -9 $(inspect goloman '{{.State.Pid}}')"
told "$fig" hands
is_restarted() { [ "$(inspect goloman '{{.State.StartedAt}}')" != "$started" ] && is_healthy goloman; }
eventually 60 "Goloman is back, and healthy" is_restarted
eventually 10 "Goloman knows what it was told before" knows goloman "$plum" "$plum_told"
eventually 10 "Goloman knows what it missed" knows goloman "$fig" "$TOLD"
eventually 10 "Welsh knows what Goloman was told just before it was killed" knows welsh "$plum" "$plum_told"
eventually 30 "12 links are up" all_linked

step "Welsh is cut off from the network, goes on serving, and is healed"
lime=lime-$RUN pear=pear-$RUN
network=$(inspect welsh '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}')
docker network disconnect "$network" "$(container welsh)"
told "$lime" goloman
lime_told=$TOLD
say_inside welsh "IAMAT $pear +34.068930-118.445127 $(date +%s.%N)"
pear_told=$REPLY
[[ $pear_told == "AT Welsh "* ]] || fail "Welsh, alone, said: $pear_told"
say_inside welsh "WHATSAT $lime 10 5"
[[ $REPLY == "? "* ]] || fail "Welsh, cut off, knows what Goloman was told: $REPLY"
is_cut() { [[ $(http holiday /actuator/herd) =~ \"neighbour\":\"Welsh\",\"state\":\"(DOWN|CONNECTING)\" ]]; }
eventually 40 "Holiday has noticed" is_cut
docker network connect --alias welsh "$network" "$(container welsh)"
eventually 40 "12 links are up" all_linked
eventually 10 "Welsh knows what it missed" knows welsh "$lime" "$lime_told"
eventually 10 "Goloman knows what Welsh was told alone" knows goloman "$pear" "$pear_told"
eventually 10 "all members hold the same" all_agree

step "the herd is taken down, and up again from its volumes, with secrets of its own"
[[ $(docker compose logs goloman 2>&1) == *"secret is the demonstration's"* ]] || fail "Goloman does not warn of its secret"
docker compose down 2>/dev/null
HERD_SECRETS=$(mktemp -d) && export HERD_SECRETS
trap 'rm -rf "$HERD_SECRETS"' EXIT
for name in herd.secret herd.management.password grafana.password; do
  od -An -tx1 -N32 /dev/urandom | tr -d ' \n' >"$HERD_SECRETS/$name"
  chmod 644 "$HERD_SECRETS/$name"
done
PASSWORD_FILE=$HERD_SECRETS/herd.management.password
docker compose up -d --wait --wait-timeout 180 2>/dev/null || fail "the herd does not come up again"
eventually 30 "12 links are up" all_linked
[[ $(docker compose logs goloman 2>&1) != *"secret is the demonstration's"* ]] || fail "Goloman does not use the secret"
for member in "${MEMBERS[@]}"; do
  eventually 10 "$member knows what Hands was told at first" knows "$member" "$kiwi" "$kiwi_told"
done
eventually 10 "all members hold the same" all_agree

echo
echo "all passed"
