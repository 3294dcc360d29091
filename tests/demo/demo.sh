#!/usr/bin/env bash
# demo.sh BUILD: three nights of an invented film service and its vendor, from files to answers, on a
# PostgreSQL that lives as long as this script. What it writes is in BUILD/demo.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd)
demo=$build/demo
postgres=/usr/lib/postgresql/15/bin
server=$(mktemp -d /tmp/nightjar-demo-XXXXXX) # short, since the path of a socket must be

as_server_user=()
if [ "$(id -u)" -eq 0 ]; then
  as_server_user=(setpriv --reuid=postgres --regid=postgres --init-groups)
  chown postgres: "$server"
fi

end() {
  local outcome=$?
  trap - EXIT
  trap '' INT TERM
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

# night N INSTANT: makes the files, runs both datasets, and shows what changed.
night() {
  "$build/bin/nightjar-sample" streaming --night "$1" --out "$demo/night$1"
  local vendor app
  vendor=$(nightjar run vendor --source "file://$demo/night$1/" --as-of "$2" --json | tail -n 1)
  app=$(nightjar run app --source "file://$demo/night$1/" --as-of "$2" --json | tail -n 1)
  vendor_run=$(answer -A -t -v "vendor=$vendor" <<<"SELECT :'vendor'::jsonb ->> 'run_id'")
  answer -v "vendor=$vendor" -v "app=$app" -f "$here/changes.sql"
}

rm -rf "$demo"
mkdir -p "$demo"
export NIGHTJAR_CONFIG=$here/../../config/nightjar.yaml
export NIGHTJAR_STATE_DIR=$demo/state
export NIGHTJAR_DATABASE_URL="postgresql:///nightjar?host=$server&port=5432&user=postgres"

cat <<'TEXT'
A film service gets two sets of files every night: the vendor's authors, books and reviews, and its own
application's users, films and streams. Every file is a full dump: it says what is there, never what
changed. Nightjar finds out, and keeps the history.
TEXT
start_server
nightjar migrate >>"$demo/log"

heading "Night 1, 31 December 2021: everything is new"
night 1 2021-12-31T03:00:00+01:00

heading "Night 2, 1 January 2022: a few rows of thousands differ"
night 2 2022-01-01T03:00:00+01:00
second=$vendor_run

heading "What the vendor got wrong that night (nightjar rejects $second)"
nightjar rejects "$second" | cut -c 1-125

heading "Night 3, 2 January 2022: and some of what was deleted is back"
night 3 2022-01-02T03:00:00+01:00

heading "Nothing is forgotten (vendor.books_history)"
answer -f "$here/history.sql"

heading "Six questions, answered by the views of schema answers"
answer -A -t -f "$here/answers.sql"

cat <<TEXT

The files of the three nights are in ${demo#"$PWD"/}. The database is gone: nothing of this is left running.
TEXT
