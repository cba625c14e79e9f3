# Talking to a herd in containers with nothing but bash and docker compose. Sourced by herd.sh.

# The ports of the goloman herd on this machine, as docker-compose.yml publishes them.
declare -A CLIENT=([goloman]=12001 [hands]=12002 [holiday]=12003 [welsh]=12004 [wilkes]=12005)
declare -A HTTP=([goloman]=14001 [hands]=14002 [holiday]=14003 [welsh]=14004 [wilkes]=14005)
declare -A WEB=([goloman]=15001 [hands]=15002 [holiday]=15003 [welsh]=15004 [wilkes]=15005)
MEMBERS=(goloman hands holiday welsh wilkes)
STEP=0
REPLY=
PASSWORD_FILE=${HERD_SECRETS:-secrets/demonstration}/herd.management.password

step() { echo; echo "$((STEP += 1)). $*"; }

fail() {
  echo "FAILED in step $STEP: $*" >&2
  docker compose ps --all --format '{{.Service}}: {{.Status}}' >&2
  exit 1
}

# SECONDS WHAT COMMAND...: tries the command until it succeeds; fails the check when it has not in time.
eventually() {
  local deadline=$((SECONDS + $1)) limit=$1 what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "not within $limit s: $what${REPLY:+ (last answer: $REPLY)}"
    sleep 0.2
  done
}

# MEMBER PATH: the body of the answer, as the operator sees it; nothing when there is none.
http() {
  timeout 10 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" &&
    printf "GET %s HTTP/1.0\r\nHost: localhost\r\nAuthorization: Basic %s\r\n\r\n" "$2" "$3" >&3 && cat <&3' \
    - "${HTTP[$1]}" "$2" "$(printf 'herd:%s' "$(cat "$PASSWORD_FILE")" | base64 -w0)" 2>/dev/null | sed '1,/^\r$/d' || true
}

# MEMBER PATH: the first line of the answer to somebody without a password.
status_for_anybody() {
  timeout 10 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$2" >&3 &&
    head -1 <&3' - "${HTTP[$1]}" "$2" 2>/dev/null || true
}

# MEMBER PATH: the body of the answer of the web port, which apps and browsers have; nothing when there is none.
web() {
  timeout 10 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n" "$2" >&3 &&
    cat <&3' - "${WEB[$1]}" "$2" 2>/dev/null | sed '1,/^\r$/d' || true
}

# MEMBER LINE: sends the line to the client port, and puts the first line of the reply into REPLY.
say() {
  REPLY=$(timeout 10 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "%s\n" "$2" >&3 && IFS= read -r reply <&3 &&
    echo "$reply"' - "${CLIENT[$1]}" "$2" 2>/dev/null) || REPLY=
}

# MEMBER LINE: the same from inside the member's container, for one that the network does not reach.
say_inside() {
  REPLY=$(inside "$1" bash -c 'exec 3<>/dev/tcp/127.0.0.1/12000 && printf "%s\n" "$1" >&3 && IFS= read -r -t 10 reply <&3 &&
    echo "$reply"' - "$2") || REPLY=
}

# MEMBER COMMAND...: runs it in the member's container, as the member's user.
inside() { timeout 30 docker compose exec -T "$@"; }

container() { docker compose ps --all -q "$1"; }

# What the engine says of a member's container.
inspect() { docker inspect -f "$2" "$(container "$1")"; }

is_healthy() { [ "$(inspect "$1" '{{.State.Health.Status}}' 2>/dev/null)" = healthy ]; }

# CLIENT MEMBER: tells the member where the client is. The reply, which all members are to give from then on, is in TOLD.
told() {
  say "$2" "IAMAT $1 +34.068930-118.445127 $(date +%s.%N)"
  [[ $REPLY == "AT ${2^} "[+-]*" $1 +34.068930-118.445127 "* ]] || fail "$2 said of $1: $REPLY"
  TOLD=$REPLY
}

# MEMBER CLIENT REPLY: whether the member says just this of the client.
knows() {
  say "$1" "WHATSAT $2 10 5"
  [ "$REPLY" = "$3" ]
}

links_up() { # how many links are up, of all members' together
  for member in "${MEMBERS[@]}"; do http "$member" /actuator/herd; done | grep -o '"state":"UP"' | wc -l || true
}

all_linked() { REPLY="$(links_up) of 12 links are up" && [[ $REPLY == 12\ * ]]; }

# Whether all members hold the same.
all_agree() {
  REPLY=$(for member in "${MEMBERS[@]}"; do http "$member" /actuator/herd; done | grep -o '"digest":"[0-9a-f]*"' | sort | uniq -c)
  [[ $REPLY =~ ^\ *5\ \"digest\":\"[0-9a-f]+\"$ ]]
}
