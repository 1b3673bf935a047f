#!/usr/bin/env bash
# Publishes sample flights and shows the completeness ledger until it adds up: what was published, what is in the stream, in the
# table and in quarantine, hour by hour. Usage: samples/ledger.sh [http://localhost:8080 [data folder of ./run]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url="${1:-http://localhost:8080}"
data="${2:-.data}"
name="aviation.flight_counted"
[[ -r "$data/tokens/engineer" ]] || { echo "No token in $data/tokens: is ./run running?" >&2; exit 1; }
token="$(cat "$data/tokens/engineer")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

call() { # method path content-type body-file: prints the answer, fails on an error status
  curl -sS --fail-with-body -X "$1" "$url/api$2" -H "Authorization: Bearer $token" \
    -H "Content-Type: $3" --data-binary "@$4" || { echo >&2; exit 1; }
}

ledger() { # one hour a line, newest first
  curl -sS --fail-with-body "$url/api/event-types/$name/ledger" -H "Authorization: Bearer $token" > "$work/ledger.json"
  sed 's/{"hour"/\n{"hour"/g' "$work/ledger.json" | grep '^{"hour"' || true
}

field() { # name, of the hour on standard input
  sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"
}

total() { # name, over all hours
  ledger | field "$1" | awk '{ sum += $1 } END { print sum + 0 }'
}

show() {
  printf '  %-22s %-9s %10s %10s %10s %13s %10s %8s\n' hour state published in_stream in_table in_quarantine discarded missing
  ledger | while read -r hour; do
    printf '  %-22s %-9s %10s %10s %10s %13s %10s %8s\n' "$(field hour <<< "$hour")" "$(field state <<< "$hour")" \
      "$(field published <<< "$hour")" "$(field in_stream <<< "$hour")" "$(field in_table <<< "$hour")" \
      "$(field in_quarantine <<< "$hour")" "$(field discarded <<< "$hour")" "$(field missing <<< "$hour")"
  done
}

call POST /schemas/infer application/x-ndjson samples/flights.ndjson > "$work/schema.json"
printf '{"name":"%s","owner":"flight-operations","description":"A flight, counted","commit_interval_seconds":5,"schema":%s}' \
  "$name" "$(cat "$work/schema.json")" > "$work/event-type.json"
call POST /event-types application/json "$work/event-type.json" > "$work/answer.json"

before="$(total published)"
echo "Publishing 20000 events to $name in twenty requests"
split -n l/20 samples/flights.ndjson "$work/part-"
for part in "$work"/part-*; do
  call POST "/event-types/$name/events?results=rejected" application/x-ndjson "$part" > "$work/published.json"
done

echo "What the ledger says at once:"
show
printf 'Waiting until it adds up '
for _ in $(seq 1 90); do
  hours="$(ledger)"
  if [[ "$(field state <<< "$hours" | sort -u)" == COMPLETE && "$(total published)" -ge $((before + 20000)) ]]; then
    echo "done"
    show
    echo "Everything published is in the table or in quarantine: $(total published) published, $(total in_stream) read."
    exit 0
  fi
  printf '.'
  sleep 1
done
echo
show
echo "It does not add up yet: see reason and problems in $url/api/event-types/$name/ledger" >&2
exit 1
