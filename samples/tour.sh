#!/usr/bin/env bash
# Registers the sample event types, publishes every line, and compares the lake with the files.
# Usage: samples/tour.sh [http://localhost:8080 [data folder of ./run]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url="${1:-http://localhost:8080}"
data="${2:-.data}"
[[ -r "$data/tokens/engineer" ]] || { echo "No token in $data/tokens: is ./run running?" >&2; exit 1; }
token="$(cat "$data/tokens/engineer")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

call() { # method path content-type body-file [curl options]: prints the answer, fails on an error status
  local method="$1" path="$2" type="$3" body="$4"
  shift 4
  curl -sS --fail-with-body -X "$method" "$url/api$path" -H "Authorization: Bearer $token" \
    -H "Content-Type: $type" --data-binary "@$body" "$@" || { echo >&2; exit 1; }
}

register() { # name owner description time-property sample-file
  printf 'Registering %s from its samples ... ' "$1"
  call POST /schemas/infer application/x-ndjson "$5" > "$work/schema.json"
  local time=""
  [[ -z "$4" ]] || time="\"time_property\":\"$4\","
  printf '{"name":"%s","owner":"%s","description":"%s",%s"schema":%s}' \
    "$1" "$2" "$3" "$time" "$(cat "$work/schema.json")" > "$work/event-type.json"
  call POST /event-types application/json "$work/event-type.json" > "$work/answer.json"
  echo "done"
}

publish() { # name file
  printf 'Publishing %s events to %s ... ' "$(wc -l < "$2")" "$1"
  call POST "/event-types/$1/events?results=rejected" application/x-ndjson "$2" > "$work/published.json"
  echo "done"
}

await() { # name rows
  printf 'Waiting for %s rows of %s in the lake ' "$2" "$1"
  local rows=0
  for _ in $(seq 1 90); do
    curl -sS --fail-with-body "$url/api/event-types/$1/events?limit=1000000" -H "Authorization: Bearer $token" \
      -H 'Accept: application/x-ndjson' > "$work/rows.ndjson"
    rows="$(wc -l < "$work/rows.ndjson")"
    if [[ "$rows" -ge "$2" ]]; then
      echo " done"
      return
    fi
    printf '.'
    sleep 1
  done
  echo " only $rows came" >&2
  exit 1
}

expect() { # what expected actual
  [[ "$2" == "$3" ]] || { echo "$1: expected $2, found $3" >&2; exit 1; }
  printf '  %-52s %s\n' "$1" "$3"
}

distinct_positions() {
  sed -n 's/.*"_shard":"\([^"]*\)".*"_sequence":"\([^"]*\)".*/\1 \2/p' "$1" | sort -u | wc -l
}

# Mean delay by origin, of the file and of the lake alike.
mean_delay() {
  sed -n 's/.*"origin":"\([A-Z0-9]*\)".*"delay_minutes":\(-\{0,1\}[0-9]*\).*/\1 \2/p' "$1" |
    awk '{ n[$1]++; s[$1] += $2 } END { for (o in n) printf "%s %d %.6f\n", o, n[o], s[o] / n[o] }' | sort
}

register aviation.flight_departed flight-operations "A flight left its gate" departed_at samples/flights.ndjson
publish aviation.flight_departed samples/flights.ndjson
register seismic.quake_reported geology "A seismic event was located" "" samples/earthquakes.ndjson
publish seismic.quake_reported samples/earthquakes.ndjson

await aviation.flight_departed 20000
expect "flights in the lake" 20000 "$(wc -l < "$work/rows.ndjson")"
expect "distinct (_shard, _sequence)" 20000 "$(distinct_positions "$work/rows.ndjson")"
mean_delay samples/flights.ndjson > "$work/file.txt"
mean_delay "$work/rows.ndjson" > "$work/lake.txt"
cmp "$work/file.txt" "$work/lake.txt"
printf '  %-52s %s\n' "origins whose mean delay equals the file's" "$(wc -l < "$work/lake.txt")"

await seismic.quake_reported 1707
expect "quakes in the lake" 1707 "$(wc -l < "$work/rows.ndjson")"
expect "distinct (_shard, _sequence)" 1707 "$(distinct_positions "$work/rows.ndjson")"
echo "The lake holds what was published."
