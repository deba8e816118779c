#!/usr/bin/env bash
# The main job, on real data: a primary takes the machine's own Debian package index through the stock mariadb
# client while sysbench writes beside it; a snapshot is taken under that load; a replica is provisioned; both are
# killed with -9 again and again; at the end `understudy verify` proves them row-identical.
#
# usage: tools/demo.sh [--kills N] [--packages N] [--seed N] [--keep]
# Exit code 0: everything is identical. It cleans up after itself (unless --keep).
set -euo pipefail
cd "$(dirname "$0")/.."

kills=3 packages=0 seed=$RANDOM keep=
while [ $# -gt 0 ]; do
  case $1 in
    --kills) kills=$2; shift 2 ;;
    --packages) packages=$2; shift 2 ;;
    --seed) seed=$2; shift 2 ;;
    --keep) keep=1; shift ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done

tools/install_packages.sh
tools/build.sh release
build=build/release
primary_program=$build/src/primary/understudy-primary
replica_program=$build/src/replica/understudy-replica
understudy=$build/tools/understudy

scratch=$(mktemp -d "${TMPDIR:-/tmp}/understudy-demo-XXXXXX")
started=$(date +%s%N)
primary_pid= replica_pid= load_pid=
RANDOM=$seed

say() { printf '%7.2f s  %s\n' "$(bc -l <<<"($(date +%s%N) - $started) / 1000000000")" "$*"; }
fail() { echo "demo: $*" >&2; tail -5 "$scratch"/*.log >&2 || true; exit 1; }

cleanup() {
  local pid
  for pid in $load_pid $primary_pid $replica_pid; do kill -9 "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  [ -n "$keep" ] && echo "kept: $scratch" || rm -rf "$scratch"
}
trap cleanup EXIT

free_port() { /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
primary_port=$(free_port) replica_port=$(free_port)
on_primary() { mariadb --no-defaults --default-character-set=utf8mb4 -u root -S "$scratch/primary.sock" "$@"; }
on_replica() { mariadb --no-defaults --default-character-set=utf8mb4 -u root -S "$scratch/replica.sock" "$@"; }

# answers SOCKET: waits until a server answers there.
answers() {
  local tries
  for tries in $(seq 600); do
    mariadb --no-defaults -u root -S "$1" -e 'SELECT 1' >/dev/null 2>&1 && return 0
    read -rt 0.1 <> <(:) || true
  done
  fail "no answer at $1"
}

start_primary() {
  "$primary_program" --data-dir "$scratch/primary" --port "$primary_port" --socket "$scratch/primary.sock" \
    --server-id 1 >>"$scratch/primary.log" 2>&1 &
  primary_pid=$!
  answers "$scratch/primary.sock"
}
start_replica() {
  "$replica_program" --data-dir "$scratch/replica" --port "$replica_port" --socket "$scratch/replica.sock" \
    --server-id 2 --source "mysql://repl@127.0.0.1:$primary_port" --source-password-file "$scratch/password" \
    >>"$scratch/replica.log" 2>&1 &
  replica_pid=$!
  answers "$scratch/replica.sock"
}

sysbench_on_primary() {
  sysbench oltp_write_only --db-driver=mysql --mysql-socket="$scratch/primary.sock" --mysql-user=root \
    --mysql-db=sbtest --tables=2 --table-size=20000 --threads=4 --mysql-ignore-errors=all "$@"
}

say "seed $seed; start a primary"
start_primary
echo demo-password >"$scratch/password"; chmod 600 "$scratch/password"
on_primary -e "CREATE USER repl@'%' IDENTIFIED BY 'demo-password';
               GRANT REPLICATION SLAVE, SELECT ON *.* TO repl@'%'; CREATE DATABASE sbtest"
sysbench_on_primary prepare >"$scratch/sysbench-prepare.log" 2>&1 || fail "sysbench prepare"
say "sysbench writes in the background (unmodified oltp_write_only, 4 threads)"
sysbench_on_primary --time=600 --report-interval=5 run >"$scratch/sysbench.log" 2>&1 &
load_pid=$!

say "load the Debian package index"
load_started=$(date +%s%N)
apt-cache dumpavail | awk -v limit="$packages" -f tools/demo/package_index.awk >"$scratch/packages.sql"
on_primary <tools/demo/schema.sql
on_primary <"$scratch/packages.sql"
rows=$(on_primary -N -e 'SELECT (SELECT COUNT(*) FROM packages.packages) + (SELECT COUNT(*) FROM packages.relations)
         + (SELECT COUNT(*) FROM packages.descriptions) + (SELECT COUNT(*) FROM packages.maintainers)')
load_seconds=$(bc -l <<<"($(date +%s%N) - $load_started) / 1000000000")
say "$(printf '%s rows of packages, %.0f rows/s, beside sysbench' "$rows" "$(bc -l <<<"$rows / $load_seconds")")"

say "take a snapshot under load"
export UNDERSTUDY_PASSWORD=demo-password
snapshot_started=$(date +%s%N)
"$understudy" snapshot --from "mysql://repl@127.0.0.1:$primary_port" --out "$scratch/snapshot" >"$scratch/snapshot.log" 2>&1 ||
  fail "snapshot"
say "$(printf 'snapshot: %s in %.2f s' "$(du -sh "$scratch/snapshot" | cut -f1)" "$(bc -l <<<"($(date +%s%N) - $snapshot_started) / 1000000000")")"
"$understudy" restore "$scratch/snapshot" --into "$scratch/replica" --role replica >"$scratch/restore.log" 2>&1 || fail "restore"
say "restored; start the replica"
start_replica

for kill in $(seq "$kills"); do
  # Random moments, measured in transactions, not in seconds.
  before=$(on_primary -N -e 'SHOW BINARY LOG STATUS' | cut -f2); goal=$((RANDOM % 200000 + 20000))
  for look in $(seq 300); do
    now=$(on_primary -N -e 'SHOW BINARY LOG STATUS' | cut -f2)
    [ "$now" -lt "$before" ] || [ $((now - before)) -ge "$goal" ] && break
    kill -0 "$load_pid" 2>/dev/null || break
  done
  kill -9 "$primary_pid"; wait "$primary_pid" 2>/dev/null || true
  kill -9 "$replica_pid"; wait "$replica_pid" 2>/dev/null || true
  wait "$load_pid" 2>/dev/null || true
  start_primary
  start_replica
  say "kill $kill of $kills: both back; $(on_primary -N -e 'SHOW BINARY LOG STATUS' | cut -f1,2 | tr '\t' ':')"
  sysbench_on_primary --time=600 --report-interval=5 run >>"$scratch/sysbench.log" 2>&1 &
  load_pid=$!
done

kill "$load_pid" 2>/dev/null || true; wait "$load_pid" 2>/dev/null || true
load_pid=
say "load stopped; verify both at one position"
"$understudy" verify --source "mysql://repl@127.0.0.1:$primary_port" --replica "mysql://root@$scratch/replica.sock" ||
  fail "the replica differs"
size=$(on_primary -N -e 'SHOW BINARY LOGS' | awk '{sum += $2} END {printf "%.1f MiB", sum / 1048576}')
say "binary log $size; replica lag: $(on_replica -E -e 'SHOW REPLICA STATUS' | awk '/Seconds_Behind_Source/ {print $2}') s"
grep -h 'tps' "$scratch/sysbench.log" | tail -1 | sed 's/^/           sysbench: /'
say "identical. Done."
