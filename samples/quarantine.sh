#!/usr/bin/env bash
# Shows quarantine as a workbench: a schema is too narrow, hundreds of events are kept out, the schema is widened, and the
# events enter the table once, as they arrived.
# Usage: samples/quarantine.sh [http://localhost:8080 [data folder of ./run [http://localhost:4566]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
url="${1:-http://localhost:8080}"
data="${2:-.data}"
aws="${3:-http://localhost:4566}"
[[ -r "$data/tokens/engineer" ]] || { echo "No token in $data/tokens: is ./run running?" >&2; exit 1; }
token="$(cat "$data/tokens/engineer")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
name="shop.order_paid_$(date +%s)"
count=500

get() { # path [accept]: prints the answer, fails on an error status
  curl -sS --fail-with-body "$url/api$1" -H "Authorization: Bearer $token" -H "Accept: ${2:-application/json}" ||
    { echo >&2; exit 1; }
}

post() { # path json: prints the answer, fails on an error status
  curl -sS --fail-with-body -X POST "$url/api$1" -H "Authorization: Bearer $token" \
    -H 'Content-Type: application/json' --data-binary "$2" || { echo >&2; exit 1; }
}

number() { # property: its value in the JSON on standard input
  sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"
}

expect() { # what expected actual
  [[ "$2" == "$3" ]] || { echo "$1: expected $2, found $3" >&2; exit 1; }
  printf '  %-52s %s\n' "$1" "$3"
}

await() { # what expected command...: waits until the command prints what is expected
  local what="$1" expected="$2" found=""
  shift 2
  for _ in $(seq 1 60); do
    found="$("$@")"
    if [[ "$found" == "$expected" ]]; then
      expect "$what" "$expected" "$found"
      return
    fi
    sleep 0.5
  done
  echo "$what: expected $expected, found $found" >&2
  exit 1
}

rows() { get "/event-types/$name/events?limit=1000000" application/x-ndjson | wc -l; }
redriven_rows() { get "/event-types/$name/events?limit=1000000" application/x-ndjson | grep -c '"paid_by":"voucher"' || true; }
rejected() { get "/event-types/$name/quarantine?limit=1" | sed 's/"samples".*//' | number count; }
state() { get "${1#/api}" | sed -n 's/.*"state":"\([A-Z]*\)".*/\1/p'; }
ready() { get "/event-types/$name" | sed -n 's/.*"ready":"\([A-Z]*\)".*/\1/p'; }
would_pass() { post "/event-types/$name/quarantine/redrive?dry_run=true" '{"cause":"NOT_IN_ENUM"}' | number would_pass; }
arrivals() { sed -n 's/.*"_ingested_at":"\([^"]*\)".*"_sequence":"\([^"]*\)".*/\2 \1/p' | sort; }

schema() { # ways to pay
  printf '{"type":"object","properties":{"order":{"type":"integer"},"paid_by":{"type":"string","enum":[%s]}},"required":["order"]}' "$1"
}

redrive() { # what expected: asks for a re-drive, waits for its end, compares how many left quarantine
  local answer path
  answer="$(post "/event-types/$name/quarantine/redrive?reason=Vouchers+are+registered+now" '{"cause":"NOT_IN_ENUM"}')"
  path="/event-types/$name/quarantine/redrives/$(sed -n 's/.*"id":"\([^"]*\)".*/\1/p' <<< "$answer")"
  await "$1: state" DONE state "$path"
  expect "$1: records taken" "$2" "$(get "$path" | number taken)"
}

echo "Registering $name: orders are paid by card or cash"
post /event-types "{\"name\":\"$name\",\"owner\":\"shop\",\"description\":\"An order was paid\",\"commit_interval_seconds\":1,\"schema\":$(schema '"card","cash"')}" > "$work/answer.json"
await "ready" TRUE ready

echo "A till that writes straight to the stream lets people pay by voucher"
for i in $(seq 1 "$count"); do
  paid=voucher
  (( i % 2 )) || paid=card
  printf '{"Data":"%s","PartitionKey":"%s"},' "$(printf '{"order":%d,"paid_by":"%s"}' "$i" "$paid" | base64 -w0)" "$i"
done > "$work/entries"
printf '{"StreamName":"ebp-local-%s","Records":[%s]}' "$name" "$(sed 's/,$//' "$work/entries")" > "$work/records.json"
curl -sS --fail-with-body "$aws" --aws-sigv4 aws:amz:us-east-1:kinesis --user test:test \
  -H 'Content-Type: application/x-amz-json-1.1' -H 'X-Amz-Target: Kinesis_20131202.PutRecords' \
  --data-binary "@$work/records.json" > "$work/answer.json"
await "rows in the table" $((count / 2)) rows
await "records in quarantine" $((count / 2)) rejected
get "/event-types/$name/quarantine?limit=1000" | tr '{' '\n' |
  sed -n 's/.*"sequence":"\([^"]*\)".*"arrived_at":"\([^"]*\)".*/\1 \2/p' | sort -u > "$work/arrived.txt"
expect "would pass now" 0 "$(would_pass)"

echo "Registering version 2: vouchers, too"
post "/event-types/$name/schemas" "$(schema '"card","cash","voucher"')" > "$work/answer.json"
expect "would pass now" $((count / 2)) "$(would_pass)"
redrive "re-drive" $((count / 2))
redrive "the same again" 0
await "vouchers in the table" $((count / 2)) redriven_rows
get "/event-types/$name/events?limit=1000000" application/x-ndjson | grep '"paid_by":"voucher"' | arrivals > "$work/table.txt"
cmp "$work/arrived.txt" "$work/table.txt"
expect "of them with their first arrival" $((count / 2)) "$(wc -l < "$work/table.txt")"
echo "Everything is in the table once, as it arrived."
