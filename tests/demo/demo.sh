#!/usr/bin/env bash
# demo.sh BUILD: three nights of an invented film service and its vendor, from files on FTP servers to
# answers, run by nightjard, on a PostgreSQL and servers that live as long as this script. What it
# writes is in BUILD/demo.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
demo=$build/demo
postgres=$(pg_config --bindir)
server=$(mktemp -d /tmp/nightjar-demo-XXXXXX) # short, since the path of a socket must be

background=()
as_server_user=()
if [ "$(id -u)" -eq 0 ]; then
  as_server_user=(setpriv --reuid=postgres --regid=postgres --init-groups)
  chown postgres: "$server"
fi

end() {
  local outcome=$?
  trap - EXIT
  trap '' INT TERM
  for process in "${background[@]}"; do
    kill "$process" 2>/dev/null && wait "$process" 2>/dev/null || true
  done
  if [ -e "$server/data/postmaster.pid" ]; then
    (cd / && "${as_server_user[@]}" "$postgres/pg_ctl" -D "$server/data" -m immediate stop) >/dev/null
  fi
  rm -rf "$server"
  if [ "$outcome" -ne 0 ]; then
    echo
    echo "The demo ended early. The last lines of $demo/log:"
    tail -n 20 "$demo/log" 2>/dev/null || true
  fi
  exit "$outcome"
}
trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

heading() {
  printf '\n\033[1m%s\033[0m\n' "$1" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[01]m//g'; fi
}

start_server() {
  (
    cd /
    "${as_server_user[@]}" "$postgres/initdb" -D "$server/data" --username=postgres --auth=trust \
      --encoding=UTF8 --locale=C.UTF-8 --no-sync
    "${as_server_user[@]}" "$postgres/pg_ctl" -D "$server/data" -l "$server/log" --wait start \
      -o "-k $server -c listen_addresses='' -c fsync=off"
  ) >>"$demo/log" 2>&1
  "$postgres/createdb" --host="$server" --port=5432 --username=postgres nightjar
}

# answer PSQL_OPTION...
answer() {
  "$postgres/psql" -X -q -v ON_ERROR_STOP=1 -P footer=off "$@" "$NIGHTJAR_DATABASE_URL" | sed '/^$/d'
}

nightjar() {
  "$build/bin/nightjar" "$@" 2>>"$demo/log"
}

# wait_for COMMAND...: until it succeeds, and for a minute at most.
wait_for() {
  local deadline=$((SECONDS + 60))
  until "$@"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      echo "waited in vain for: $*" >>"$demo/log"
      return 1
    fi
    sleep 0.1
  done
}

# serve DATASET: an FTP server with a folder of its own, and the dataset's YAML that leads there. A file
# that says that all others are there, _SUCCESS, is the last that the vendor uploads.
serve() {
  local folder=$demo/ftp/$1 port=$demo/$1.port
  mkdir -p "$folder"
  "$here/vendor.py" "$folder" "$demo/login" "$port" 2>>"$demo/ftp.log" &
  background+=($!)
  wait_for test -e "$port"
  sed -e "s|^source: .*|source: {url: \"ftp://127.0.0.1:$(cat "$port")/\", plain_ftp: allowed, login: {file: \"$demo/login\"}, marker: _SUCCESS, stable_for: 0s, retry: {first: 1s, longest: 1s}}|" \
    -e 's|^schedule: .*|schedule: {every: 1s}|' \
    "$here/../../config/datasets/streaming/$1.yaml" >"$module/$1.yaml"
}

# deliver N DATASET FILE...: the vendor uploads the files of a night.
deliver() {
  local night=$1 folder=$demo/ftp/$2
  shift 2
  rm -f "$folder/_SUCCESS"
  for file in "$@"; do
    cp "$demo/night$night/$file" "$folder/$file.new"
    mv "$folder/$file.new" "$folder/$file"
  done
  touch "$folder/_SUCCESS"
}

# is_loaded DATASET: whether the daemon has loaded a night after those that were shown.
is_loaded() {
  run=$(answer -A -t -v "dataset=$1" -v "shown=$shown" <<'SQL'
SELECT json_build_object('run_id', run_id, 'dataset', dataset, 'feeds', feeds)
FROM nightjar.runs WHERE dataset = :'dataset' AND run_id > :shown AND outcome = 'loaded' LIMIT 1
SQL
  )
  [ -n "$run" ]
}

# night N: makes the files and uploads them, waits for the daemon, and shows what changed.
night() {
  "$build/bin/nightjar-sample" streaming --night "$1" --out "$demo/night$1"
  shown=$(answer -A -t <<<"SELECT coalesce(max(run_id), 0) FROM nightjar.runs WHERE outcome = 'loaded'")
  deliver "$1" vendor authors.json books.json reviews.json
  deliver "$1" app users.csv movies.csv streams.csv
  local vendor app
  wait_for is_loaded vendor
  vendor=$run
  wait_for is_loaded app
  app=$run
  vendor_run=$(answer -A -t -v "vendor=$vendor" <<<"SELECT :'vendor'::jsonb ->> 'run_id'")
  answer -v "vendor=$vendor" -v "app=$app" -f "$here/changes.sql"
}

rm -rf "$demo"
mkdir -p "$demo/config/datasets"
module=$demo/config/datasets/streaming # as a user enables one that comes along: a copy, with sources of one's own
cp -r "$here/../../config/datasets/streaming" "$module"
export NIGHTJAR_CONFIG=$demo/config/nightjar.yaml
export NIGHTJAR_STATE_DIR=$demo/state
export NIGHTJAR_DATABASE_URL="postgresql:///nightjar?host=$server&port=5432&user=postgres"

cat <<'TEXT'
A film service gets two sets of files every night: the vendor's authors, books and reviews, and its own
application's users, films and streams. Every file is a full dump: it says what is there, never what
changed. Both lie on FTP servers. Nightjar's daemon fetches them, finds out, and keeps the history.
TEXT
start_server
echo "nightjar:$(head -c 12 /dev/urandom | base64 | tr -d '/+=')" >"$demo/login"
chmod 600 "$demo/login"
serve vendor
serve app
cat >"$NIGHTJAR_CONFIG" <<YAML
database: postgresql:///nightjar
state_dir: $demo/state
datasets: datasets
migrations: $(cd "$here/../../migrations" && pwd)
YAML
nightjar migrate >>"$demo/log"
"$build/bin/nightjard" 2>>"$demo/nightjard.log" &
background+=($!)

heading "Night 1: everything is new"
night 1

heading "Night 2: a few rows of thousands differ"
night 2
second=$vendor_run

heading "What the vendor got wrong that night (nightjar rejects $second)"
nightjar rejects "$second" | cut -c 1-125

heading "Night 3: and some of what was deleted is back"
night 3

heading "Nothing is forgotten (vendor.books_history, in the time of Paris)"
answer -f "$here/history.sql"

heading "Six questions, answered by the views of schema answers"
answer -A -t -f "$here/answers.sql"

heading "What the daemon fetched and keeps (nightjar archive list)"
nightjar archive list | awk 'NR == 1 || $1 <= 2' | cut -c 1-100

cat <<TEXT

The files of the three nights are in ${demo#"$PWD"/}, the daemon's log too. The database is gone: nothing of this
is left running.
TEXT
