#!/usr/bin/env bash
# Shows how the lake follows the streams of a running ./run, and what one event type's conditions say of it.
# Usage: samples/metrics.sh [event type [http://localhost:8080 [data folder of ./run [port of the sink's metrics]]]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
type="${1:-}"
url="${2:-http://localhost:8080}"
data="${3:-.data}"
sink="http://127.0.0.1:${4:-9249}/metrics"
[[ -r "$data/tokens/auditor" ]] || { echo "No token in $data/tokens: is ./run running?" >&2; exit 1; }
token="$(cat "$data/tokens/auditor")"

get() { curl -sS --fail-with-body -H "Authorization: Bearer $token" "$1"; }

echo "As the control plane knows it, also while the sink is down:"
get "$url/actuator/prometheus" |
  grep -E '^event_bus_(capture_lag|capture_expires_unread|stream_retention)_seconds|^event_bus_retention_guard|^event_bus_publish_events' |
  sed 's/^/  /'
echo "As the lake sink knows it:"
curl -sS --fail-with-body "$sink" |
  grep -E '^event_bus_sink_(lag_seconds|capturing|rows_total|quarantined_rows_total|retries_total|commit_duration_seconds_(sum|count))' |
  sed 's/^/  /'
if [[ -n "$type" ]]; then
  echo "$type:"
  get "$url/api/event-types/$type" | grep -oE '"capture":\{[^}]*\}' | sed 's/^/  /'
  get "$url/api/event-types/$type/conditions" | grep -oE '\{"type":"(StreamReady|Capturing)"[^}]*\}' | sed 's/^/  /'
fi
