#!/usr/bin/env bash
# A pipeline that reads history and goes live: half of the flights are in the lake before it is made, the other half comes while it runs.
# Its windows are compared with the file. Usage: samples/pipeline.sh [http://localhost:8080 [data folder of ./run]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url="${1:-http://localhost:8080}"
data="${2:-.data}"
[[ -r "$data/tokens/engineer" ]] || { echo "No token in $data/tokens: is ./run running?" >&2; exit 1; }
engineer="$(cat "$data/tokens/engineer")"
scientist="$(cat "$data/tokens/scientist")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
run="$(date +%s)"
flights="aviation.flight_departed_$run"
pipeline="hourly-delays-$run"
table="analytics.hourly_delay_$run"

call() { # token method path content-type body-file: prints the answer, fails on an error status
  curl -sS --fail-with-body -X "$2" "$url/api$3" -H "Authorization: Bearer $1" -H "Content-Type: $4" --data-binary "@$5" || { echo >&2; exit 1; }
}

await() { # what command...: repeats the command until it succeeds
  printf '%s ' "$1"
  shift
  for _ in $(seq 1 120); do
    if "$@"; then
      echo " done"
      return
    fi
    printf '.'
    sleep 1
  done
  echo " did not happen" >&2
  exit 1
}

lake_has() { # rows
  [[ "$(curl -sS "$url/api/event-types/$flights/events?limit=1000000" -H "Authorization: Bearer $engineer" -H 'Accept: application/x-ndjson' | wc -l)" -ge "$1" ]]
}

is_live() {
  curl -sS "$url/api/pipelines/$pipeline" -H "Authorization: Bearer $scientist" | grep -q '"phase":"LIVE"'
}

windows() { # rows
  curl -sS "$url/api/pipelines/$pipeline/rows" -H "Authorization: Bearer $scientist" -H 'Accept: application/x-ndjson' > "$work/rows.ndjson"
  [[ "$(wc -l < "$work/rows.ndjson")" -ge "$1" ]]
}

validates() { # the transform-runner starts last
  curl -sS "$url/api/pipelines/validate" -H "Authorization: Bearer $scientist" -H 'Content-Type: application/json' \
    --data-binary "{\"sql\":\"SELECT origin FROM $flights\"}" | grep -q '"valid":true'
}

echo "Registering $flights and publishing half of the flights"
call "$engineer" POST /schemas/infer application/x-ndjson samples/flights.ndjson > "$work/schema.json"
printf '{"name":"%s","owner":"flight-operations","description":"A flight left its gate","time_property":"departed_at","commit_interval_seconds":2,"schema":%s}' \
  "$flights" "$(cat "$work/schema.json")" > "$work/event-type.json"
call "$engineer" POST /event-types application/json "$work/event-type.json" > /dev/null
head -n 10000 samples/flights.ndjson > "$work/first.ndjson"
tail -n +10001 samples/flights.ndjson > "$work/second.ndjson"
# A flight of next year ends every window before it.
echo '{"departed_at":"2002-01-01T00:00:00Z","origin":"ZZZ","destination":"ZZZ","distance_miles":1,"delay_minutes":0}' >> "$work/second.ndjson"
call "$engineer" POST "/event-types/$flights/events?results=rejected" application/x-ndjson "$work/first.ndjson" > /dev/null
await "Waiting for 10000 flights in the lake" lake_has 10000
await "Waiting for the transform-runner" validates

echo "Making the pipeline $pipeline"
cat > "$work/pipeline.json" <<JSON
{"name": "$pipeline", "owner": "analytics", "purpose": "Delays by hour and origin", "start": "history",
 "destination": {"type": "lake_table", "name": "$table"},
 "sql": "SELECT window_start, origin, COUNT(*) AS flights, SUM(delay_minutes) AS delay_minutes FROM TABLE(TUMBLE(TABLE $flights, DESCRIPTOR(_time), INTERVAL '1' HOUR)) GROUP BY window_start, window_end, origin"}
JSON
call "$scientist" POST /pipelines application/json "$work/pipeline.json" > /dev/null
await "Waiting until it is live" is_live

echo "Publishing the other half"
call "$engineer" POST "/event-types/$flights/events?results=rejected" application/x-ndjson "$work/second.ndjson" > /dev/null

# Hour, origin, number and sum of delays, of the file and of the lake alike.
sed -n 's/.*"departed_at":"\([0-9T-]*\):[^"]*".*"origin":"\([A-Z0-9]*\)".*"delay_minutes":\(-\{0,1\}[0-9]*\).*/\1 \2 \3/p' samples/flights.ndjson |
  awk '{ k = $1 " " $2; n[k]++; s[k] += $3 } END { for (k in n) print k, n[k], s[k] }' | LC_ALL=C sort > "$work/file.txt"
expected="$(wc -l < "$work/file.txt")"
await "Waiting for $expected windows" windows "$expected"
sed -n 's/.*"window_start":"\([0-9T-]*\):[^"]*".*"origin":"\([A-Z0-9]*\)".*"flights":\([0-9]*\).*"delay_minutes":\(-\{0,1\}[0-9]*\).*/\1 \2 \3 \4/p' "$work/rows.ndjson" |
  LC_ALL=C sort > "$work/lake.txt"
cmp "$work/file.txt" "$work/lake.txt"
echo "All $expected windows of history and live equal the file's, none is missing and none is extra."
echo "Watch it at $url/pipelines/$pipeline"
