#!/usr/bin/env bash
# Everything on this machine, but the lake sink's job in a Flink cluster of separate JVMs (a JobManager and two
# TaskManagers): runs the tour against it, kills -9 a TaskManager meanwhile, and lets the tour count.
# Builds first if need be. Keeps nothing. Usage: samples/remote-flink.sh [first of ten free ports (18080)]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
base="${1:-18080}"
work="$(mktemp -d)"
pids=()
stop() {
  kill "${run:-}" 2> /dev/null && wait "$run" 2> /dev/null || true
  kill "${pids[@]}" 2> /dev/null || true
  rm -rf "$work"
}
trap stop EXIT

await() { # seconds what command...: repeats the command until it succeeds
  local seconds="$1" what="$2"
  shift 2
  for _ in $(seq 1 "$seconds"); do
    if "$@" > /dev/null 2>&1; then
      return
    fi
    sleep 1
  done
  echo "$what did not happen; logs:" >&2
  tail -n 20 "$work"/*.log >&2
  exit 1
}

platform() { # in the background only: it becomes the platform itself, so that a signal reaches it
  exec ./run --data-dir "$work/data" --port "$base" --aws-port $((base + 1)) --s3-port $((base + 2)) --postgres-port $((base + 3)) \
    --metrics-port $((base + 9)) --transform-port $((base + 4)) --flink-address "http://localhost:$((base + 6))" > "$work/run.log" 2>&1
}

flink() { # log main-class heap [settings]: one process of the cluster, on loopback; Flink only, as in a distribution
  local log="$1" main="$2" heap="$3"
  shift 3
  local settings=(jobmanager.rpc.address=127.0.0.1 jobmanager.rpc.port=$((base + 7)) jobmanager.bind-host=127.0.0.1
    rest.address=127.0.0.1 rest.bind-address=127.0.0.1 rest.port=$((base + 6)) blob.server.port=$((base + 8))
    security.delegation.tokens.enabled=false taskmanager.load-balance.mode=SLOTS heartbeat.interval=1000 heartbeat.timeout=6000
    io.tmp.dirs="$work" "$@")
  local class_path
  class_path="$(find lake-sink/target/lib -name '*.jar' | grep -E \
    '/(flink-|commons-(cli|collections-|compress|io|lang3|math3|text)|kryo|minlog|objenesis|reflectasm|lz4|snappy|async-profiler|javassist|jsr305|snakeyaml-engine|slf4j-api|logback)' | paste -sd:)"
  java "-Xmx$heap" -XX:MaxMetaspaceSize=320m -XX:+UseSerialGC --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.util=ALL-UNNAMED \
    --add-opens=java.base/java.lang=ALL-UNNAMED -Dlogback.configurationFile="$work/logback.xml" -cp "$class_path" "$main" --configDir "$work/conf" \
    "${settings[@]/#/-D}" > "$work/$log.log" 2>&1 &
  pids+=($!)
}

task_manager() { # number
  flink "taskmanager-$1" org.apache.flink.runtime.taskexecutor.TaskManagerRunner 416m taskmanager.host=127.0.0.1 \
    taskmanager.bind-host=127.0.0.1 taskmanager.numberOfTaskSlots=2 taskmanager.cpu.cores=1 taskmanager.memory.task.heap.size=288m \
    taskmanager.memory.task.off-heap.size=64m taskmanager.memory.framework.heap.size=128m taskmanager.memory.framework.off-heap.size=64m \
    taskmanager.memory.managed.size=8m taskmanager.memory.network.min=16m taskmanager.memory.network.max=16m \
    taskmanager.memory.jvm-metaspace.size=320m taskmanager.memory.jvm-overhead.min=64m taskmanager.memory.jvm-overhead.max=64m
}

mkdir "$work/conf"
touch "$work/conf/config.yaml"
cat > "$work/logback.xml" <<'XML'
<configuration>
  <appender name="console" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d{HH:mm:ss} %-5level %logger{0} %msg%n</pattern></encoder></appender>
  <root level="INFO"><appender-ref ref="console"/></root>
</configuration>
XML

echo "Starting the platform (the first time it is built) ..."
platform &
run=$!
await 900 "The build" test -f local/target/.built
echo "Starting a JobManager and two TaskManagers; the Flink REST endpoint is http://localhost:$((base + 6)) ..."
flink jobmanager org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint 256m
task_manager 1
task_manager 2
await 180 "The start" grep -q 'Event Bus Pro is ready' "$work/run.log"
echo "The job runs in the cluster:"
curl -sS "http://localhost:$((base + 6))/jobs/overview" | sed 's/^/  /'
echo

samples/tour.sh "http://localhost:$base" "$work/data" &
tour=$!
await 60 "The first commit" grep -q 'Event Bus Pro is ready' "$work/run.log"
sleep 8
echo
echo "Killing -9 TaskManager 1; the other one has slots to spare ..."
kill -9 "${pids[1]}"
wait "$tour"
echo "Still running after the loss:"
curl -sS "http://localhost:$((base + 6))/overview" | sed 's/^/  /'
echo
