#!/usr/bin/env bash
# Changes a schema three times while events of all versions flow, and checks every row in the lake. Nothing is restarted.
# Usage: samples/evolution.sh [http://localhost:8080 [data folder of ./run]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url="${1:-http://localhost:8080}"
data="${2:-.data}"
[[ -r "$data/tokens/engineer" ]] || { echo "No token in $data/tokens: is ./run running?" >&2; exit 1; }
token="$(cat "$data/tokens/engineer")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
type="samples.order_placed_$(date +%s)"
published=0

call() { # method path content-type body-file: prints the answer, fails on an error status
  curl -sS --fail-with-body -X "$1" "$url/api$2" -H "Authorization: Bearer $token" \
    -H "Content-Type: $3" --data-binary "@$4" || { echo >&2; exit 1; }
}

properties() { # version: what an order looks like in it
  case "$1" in
    1) echo '"customer":{"type":"string"},"amount":{"type":"integer","format":"int32"},"address":{"type":"object","properties":{"zip":{"type":"string"}}}' ;;
    2) echo '"customer":{"type":"string"},"amount":{"type":"integer"},"address":{"type":"object","properties":{"zip":{"type":"string"},"country":{"type":"string"}}},"coupon":{"type":"string"}' ;;
    3) echo '"buyer":{"type":"string","x-aliases":["customer"]},"amount":{"type":"integer"},"address":{"type":"object","properties":{"postcode":{"type":"string","x-aliases":["zip"]},"country":{"type":"string"}}},"coupon":{"type":"string"}' ;;
    4) echo '"buyer":{"type":"string"},"customer":{"type":"integer"},"amount":{"type":"integer"},"address":{"type":"object","properties":{"postcode":{"type":"string"},"country":{"type":"string"}}},"coupon":{"type":"string"}' ;;
  esac
}

order() { # version number: the data of one order
  case "$1" in
    1) echo "{\"customer\":\"c$2\",\"amount\":$2,\"address\":{\"zip\":\"z$2\"}}" ;;
    2) echo "{\"customer\":\"c$2\",\"amount\":5000000000,\"address\":{\"zip\":\"z$2\",\"country\":\"NL\"},\"coupon\":\"k$2\"}" ;;
    3) echo "{\"buyer\":\"c$2\",\"amount\":5000000000,\"address\":{\"postcode\":\"z$2\"}}" ;;
    4) echo "{\"buyer\":\"c$2\",\"customer\":42,\"amount\":$2,\"address\":{\"postcode\":\"z$2\"}}" ;;
  esac
}

expected() { # version number: its row by the newest names, as the lake's API writes it
  case "$1" in
    1) echo "\"buyer\":\"c$2\" \"amount\":$2 \"address\":{\"postcode\":\"z$2\",\"country\":null} \"coupon\":null \"customer\":null" ;;
    2) echo "\"buyer\":\"c$2\" \"amount\":5000000000 \"address\":{\"postcode\":\"z$2\",\"country\":\"NL\"} \"coupon\":\"k$2\" \"customer\":null" ;;
    3) echo "\"buyer\":\"c$2\" \"amount\":5000000000 \"address\":{\"postcode\":\"z$2\",\"country\":null} \"coupon\":null \"customer\":null" ;;
    4) echo "\"buyer\":\"c$2\" \"amount\":$2 \"address\":{\"postcode\":\"z$2\",\"country\":null} \"coupon\":null \"customer\":42" ;;
  esac
}

register() { # version
  printf 'Version %s: ' "$1"
  local schema
  schema="{\"type\":\"object\",\"properties\":{$(properties "$1")}}"
  if [[ "$1" == 1 ]]; then
    printf '{"name":"%s","owner":"samples","description":"An order was placed","commit_interval_seconds":1,"schema":%s}' \
      "$type" "$schema" > "$work/body.json"
    call POST /event-types application/json "$work/body.json" > "$work/answer.json"
    echo "$type is registered"
  else
    printf '%s' "$schema" > "$work/body.json"
    call POST "/event-types/$type/schemas" application/json "$work/body.json" > "$work/answer.json"
    grep -o '"kind":"[A-Z_]*"' "$work/answer.json" | sed 's/"kind"://; s/"//g' | sort | uniq -c | awk '{ printf "%s%s %s", s, $1, $2; s = ", " } END { print "" }'
  fi
}

publish() { # newest version: events of all versions so far, in turns
  : > "$work/events.json"
  local separator='['
  for _ in $(seq 1 25); do
    for version in $(seq 1 "$1"); do
      published=$((published + 1))
      printf '%s{"specversion":"1.0","id":"e%s","source":"/samples","type":"%s","dataschema":"/event-types/%s/schemas/%s","data":%s}' \
        "$separator" "$published" "$type" "$type" "$version" "$(order "$version" "$published")" >> "$work/events.json"
      echo "e$published $(expected "$version" "$published")" >> "$work/expected.txt"
      separator=','
    done
  done
  printf ']' >> "$work/events.json"
  call POST "/event-types/$type/events?results=rejected" application/cloudevents-batch+json "$work/events.json" > "$work/answer.json"
}

await() { # rows
  printf 'Waiting for %s rows ' "$1"
  for _ in $(seq 1 60); do
    curl -sS --fail-with-body "$url/api/event-types/$type/events?limit=100000" -H "Authorization: Bearer $token" \
      -H 'Accept: application/x-ndjson' > "$work/rows.ndjson"
    if [[ "$(wc -l < "$work/rows.ndjson")" -ge "$1" ]]; then
      echo ' done'
      return
    fi
    printf '.'
    sleep 1
  done
  echo " only $(wc -l < "$work/rows.ndjson") came" >&2
  exit 1
}

check() { # every row has what its event said, in the column where it belongs
  local wrong=0 id parts part row
  while read -r id parts; do
    row="$(grep -F "\"_id\":\"$id\"," "$work/rows.ndjson")" || { echo "$id is not in the lake" >&2; exit 1; }
    [[ "$(wc -l <<< "$row")" == 1 ]] || { echo "$id is there more than once" >&2; exit 1; }
    for part in $parts; do
      [[ "$row" == *"$part,"* ]] || { echo "$id has not got $part: $row" >&2; wrong=1; }
    done
  done < "$work/expected.txt"
  [[ "$wrong" == 0 ]] || exit 1
}

register 1
publish 1
for version in 2 3 4; do
  register "$version"
  publish "$version"
  publish "$version"
done
await "$published"
check
head -n 1 "$work/rows.ndjson"
tail -n 1 "$work/rows.ndjson"
echo "All $published rows of 4 schema versions are right, each once, and nothing was restarted."
