#!/usr/bin/env bash
# Goloman as a site, from outside: what docs/how-to/site.md promises when a replica or a shard's primary is killed, and the
# way from a member with a store of its own to a site and back, of docs/how-to/move-to-a-site.md. For a herd `goloman` that is up, in the
# project's folder. Takes the herd down, volumes and all, at the start and at the end.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
source src/test/compose/talk.sh
RUN=$$-$RANDOM
REPLICAS=(goloman-1 goloman-2 goloman-3)
OTHERS=(hands holiday welsh wilkes)
HTTP[goloman-1]=14021 HTTP[goloman-2]=14022 HTTP[goloman-3]=14023

# What a site is made of, besides members: pulled where they are not here.
for image in $(COMPOSE_PROFILES=site docker compose config --images | grep -v '^proxy-herd$' | sort -u); do
  if ! docker image inspect "$image" >/dev/null 2>&1 && ! docker pull --quiet "$image" >/dev/null 2>&1; then
    echo "site: SKIPPED, the image $image cannot be had here"
    exit 0
  fi
done

# Nothing of a site is left behind, whoever takes the herd down: that would be in the way of the next one.
down() { COMPOSE_PROFILES=goloman,site docker compose down --volumes --timeout 10 2>/dev/null; }
trap '[ $? = 0 ] || { COMPOSE_PROFILES=site docker compose logs --tail 20; down; }' EXIT

# Profile and services of `docker compose up`, waited for.
up() { COMPOSE_PROFILES=$1 docker compose up --detach --wait --wait-timeout 180 "${@:2}" 2>/dev/null || fail "docker compose up, profile $*"; }

# A replica of Goloman, or Goloman as one process, is linked with all three neighbours, as these say.
site_linked() {
  local member links=0
  for member in hands holiday wilkes; do
    [[ $(http "$member" /actuator/herd) =~ \"neighbour\":\"Goloman\",\"state\":\"UP\",\"incoming\":\"UP\" ]] && links=$((links + 1))
  done
  REPLY="Goloman has $links of 3 neighbours"
  [ "$links" = 3 ]
}

# What any replica says of a client, asked in its container.
replica_knows() {
  say_inside "$1" "WHATSAT $2 10 5"
  [ "$REPLY" = "$3" ]
}

same_digests() { # MEMBER...
  REPLY=$(for member in "$@"; do http "$member" /actuator/herd; done | grep -o '"digest":"[0-9a-f]*"' | sort | uniq -c)
  [[ $REPLY =~ ^\ *$#\ \"digest\":\"[0-9a-f]+\"$ ]]
}

# NAME COUNT: tells the site of clients, one a connection, until each update has been acknowledged; those that were refused are told again.
tell_many() {
  local client reply refused=0 i
  for ((i = 0; i < $2; i++)); do
    client=$1-$i
    for ((tries = 0; ; tries++)); do
      say goloman "IAMAT $client +34.068930-118.445127 $(date +%s.%N)"
      [[ $REPLY == "AT Goloman "* ]] && break
      refused=$((refused + 1))
      [ "$tries" -lt 200 ] || fail "the site does not take $client: $REPLY"
      sleep 0.1
    done
    ACKNOWLEDGED[$client]=$REPLY
  done
  echo "$2 acknowledged, after $refused that were refused or cut"
}
declare -A ACKNOWLEDGED

all_known_at() { # MEMBER
  local client
  for client in "${!ACKNOWLEDGED[@]}"; do
    knows "$1" "$client" "${ACKNOWLEDGED[$client]}" || { REPLY="$client: $REPLY"; return 1; }
  done
}

step "a herd without a site knows something"
down
up goloman
eventually 30 "12 links are up" all_linked
fig=fig-$RUN
told "$fig" goloman
fig_told=$TOLD

step "Goloman moves to a site: its neighbours fill it, and it is ready when they have"
up site valkey-cluster
COMPOSE_PROFILES=goloman docker compose stop goloman 2>/dev/null
[[ $(COMPOSE_PROFILES=goloman docker compose logs goloman 2>&1) == *"3 neighbours flushed, 0 not"* ]] || fail "Goloman has not flushed its neighbours"
lime=lime-$RUN
told "$lime" welsh
up site
export COMPOSE_PROFILES=site
for replica in "${REPLICAS[@]}"; do
  replica_knows "$replica" "$fig" "$fig_told" || fail "$replica is ready, and does not know what Goloman was told: $REPLY"
done
eventually 30 "Goloman is linked" site_linked
eventually 10 "all hold the same" same_digests "${REPLICAS[@]}" "${OTHERS[@]}"

step "a site's containers have no rights, and nobody gets at its engine"
for service in "${REPLICAS[@]}" balancer valkey-1 valkey-cluster; do
  status=$(inside "$service" cat /proc/1/status)
  for line in $'CapBnd:\t0000000000000000' $'NoNewPrivs:\t1'; do
    [[ $status == *"$line"* ]] || fail "$service's process has not: $line"
  done
  [[ $status != *$'Uid:\t0'* ]] || fail "$service runs as root"
  refusal=$(inside "$service" touch /etc/file 2>&1) && fail "$service can write its file system"
  [[ $refusal == *"Read-only file system"* ]] || fail "$service, told to write /etc: $refusal"
done
[ -z "$(docker port "$(container valkey-1)")" ] || fail "the engine is published"
inside hands bash -c 'exec 3<>/dev/tcp/valkey-1/6379' 2>/dev/null && fail "Hands reaches the engine"
[[ $(inside valkey-1 valkey-cli ping 2>&1) == NOAUTH* ]] || fail "the engine wants no password"

step "any replica takes any client, and Welsh, two links away, knows"
kiwi=kiwi-$RUN
told "$kiwi" goloman
eventually 10 "Welsh knows what the site was told" knows welsh "$kiwi" "$TOLD"
for replica in "${REPLICAS[@]}"; do
  eventually 5 "$replica knows it" replica_knows "$replica" "$kiwi" "$TOLD"
done
told "$lime" welsh
eventually 10 "the site knows what Welsh was told" knows goloman "$lime" "$TOLD"
REPLY=$(web goloman "/v1/clients/$kiwi")
[[ $REPLY == *'"location":"+34.068930-118.445127"'* ]] || fail "the site said over HTTP: $REPLY"

step "the balancer spreads connections over all replicas"
tell_many spread-$RUN 12
sessions=$(inside balancer bash -c 'exec 3<>/dev/tcp/127.0.0.1/8404 && printf "GET /metrics HTTP/1.0\r\n\r\n" >&3 && cat <&3' |
  grep '^haproxy_server_sessions_total{proxy="clients"' | grep -vc ' 0$')
[ "$sessions" = 3 ] || fail "connections go to $sessions replicas"

step "a replica is killed: its clients come back by the balancer, and nothing that was acknowledged is lost"
started=$(inspect goloman-2 '{{.State.StartedAt}}')
docker run --rm --pid host --user 0 --entrypoint bash proxy-herd -c "kill -9 $(inspect goloman-2 '{{.State.Pid}}')"
tell_many killed-$RUN 30
eventually 20 "Welsh knows all" all_known_at welsh
is_restarted() { [ "$(inspect goloman-2 '{{.State.StartedAt}}')" != "$started" ] && is_healthy goloman-2; }
eventually 90 "the replica is back" is_restarted
eventually 30 "Goloman is linked" site_linked

step "a shard's primary is killed: its replica takes over, and nothing that was acknowledged is lost"
docker kill "$(container valkey-1)" >/dev/null
tell_many failover-$RUN 100
eventually 60 "Welsh knows all" all_known_at welsh
eventually 60 "the site knows all" all_known_at goloman
docker start "$(container valkey-1)" >/dev/null
eventually 60 "the cluster is whole" is_healthy valkey-cluster
eventually 30 "all hold the same" same_digests "${REPLICAS[@]}" "${OTHERS[@]}"

step "no replica's log has a stack trace in it"
for replica in "${REPLICAS[@]}"; do
  traces=$(docker compose logs --no-log-prefix "$replica" 2>&1 | grep -cE '^\S*[[:space:]]+at [a-z]' || true)
  [ "$traces" = 0 ] || fail "$replica has logged $traces lines of stack traces"
done

step "replicas are made anew, one by one, and no client notices more than a reconnect"
for replica in "${REPLICAS[@]}"; do
  docker compose up --detach --no-deps --force-recreate --wait "$replica" 2>/dev/null || fail "$replica does not come back"
  tell_many "anew-$replica-$RUN" 10
done
eventually 30 "Welsh knows all" all_known_at welsh

step "the site is taken down, and up again from its engine"
docker compose down 2>/dev/null
up site
eventually 30 "the site knows all" all_known_at goloman
eventually 30 "all hold the same" same_digests "${REPLICAS[@]}" "${OTHERS[@]}"

step "Goloman moves back to a store of its own, and knows what the site was told"
docker compose stop "${REPLICAS[@]}" 2>/dev/null
docker compose stop balancer 2>/dev/null
COMPOSE_PROFILES=goloman docker compose rm --force goloman >/dev/null 2>&1 || true
up goloman
export COMPOSE_PROFILES=goloman
eventually 30 "12 links are up" all_linked
eventually 30 "Goloman knows all" all_known_at goloman
eventually 10 "all members hold the same" all_agree
down

echo
echo "all passed"
