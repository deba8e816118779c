"""Our primary and replica against Debian's MariaDB 10.11 in the same run, both fully durable. Prints ratios of
medians; figures of one machine mean little alone.

usage: side_by_side.py [commits|catchup|snapshot|start|all] [--rounds N] [--seconds S]
Needs a release build (UNDERSTUDY_BUILD=build/release), mariadb-server, mariadb-backup and sysbench.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "interop"))
from mariadb_server import MariaDB  # noqa: E402
from harness import Cluster, create_replication_account, wait_caught_up, wait_for  # noqa: E402

DURABLE = ("--sync-binlog=1", "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=1G")
RELAXED = "SET GLOBAL sync_binlog=0; SET GLOBAL innodb_flush_log_at_trx_commit=2"


def sysbench(server, test, threads, seconds, *more, command="run", size=100_000):
    words = ["sysbench", test, "--db-driver=mysql", f"--mysql-socket={server.socket_path}", "--mysql-user=root",
             "--mysql-db=sbtest", "--tables=1", f"--table-size={size}", f"--threads={threads}",
             f"--time={seconds}", *more, command]
    result = subprocess.run(words, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def tps(output):
    return float(re.search(r"transactions:\s+\d+\s+\(([\d.]+) per sec", output).group(1))


def p95(output):
    return float(re.search(r"95th percentile:\s+([\d.]+)", output).group(1))


def line(what, ours, theirs, unit, better_is_more=True):
    a, b = statistics.median(ours), statistics.median(theirs)
    ratio = a / b if better_is_more else b / a
    print(f"{what:<44} ours {a:>10.1f} {unit:<6} MariaDB {b:>10.1f} {unit:<6} ratio {ratio:.2f}", flush=True)


def commits(cluster, options):
    ours = cluster.primary("bench-primary", server_id=1).start()
    theirs = MariaDB(cluster.scratch, "bench-mariadb", 2, *DURABLE).start()
    for server in (ours, theirs):
        server.query("CREATE DATABASE sbtest")
        sysbench(server, "oltp_insert", 1, 1, command="prepare")
    for test, more in (("oltp_insert", ()), ("oltp_update_non_index", ()), ("oltp_write_only", ())):
        for threads in (1, 8, 32):
            rates = {ours: [], theirs: []}
            for _ in range(options.rounds):
                for server in (ours, theirs):
                    rates[server].append(tps(sysbench(server, test, threads, options.seconds, *more)))
            line(f"{test}, {threads} connections", rates[ours], rates[theirs], "trx/s")
    ours.stop()
    theirs.stop()


def backlog(server, test, transactions):
    server.query("CREATE DATABASE sbtest")
    sysbench(server, test, 1, 1, command="prepare", size=100_000)
    mark = server.status("SHOW MASTER STATUS")
    sysbench(server, test, 16, 0, f"--events={transactions}", size=100_000)
    return mark


def our_catchup(cluster, test, transactions):
    primary = cluster.primary(f"up-{test}", server_id=1).start()
    create_replication_account(primary)
    backlog(primary, test, transactions)
    replica = cluster.replica(primary, f"down-{test}").start()
    replica.query("STOP REPLICA SQL_THREAD")
    goal = primary.status("SHOW BINARY LOG STATUS")
    wait_for("the relay copy", lambda: (lambda s: (s["Source_Log_File"], s["Read_Source_Log_Pos"]))(
        replica.status("SHOW REPLICA STATUS")) >= (goal["File"], goal["Position"]), 120)
    done_before = replica.status("SHOW STATUS LIKE 'Understudy_applied_transactions'")
    started = time.monotonic()
    replica.query("START REPLICA SQL_THREAD")
    wait_caught_up(primary, replica, 600)
    seconds = time.monotonic() - started
    primary.stop()
    replica.stop()
    return transactions / seconds


def their_catchup(cluster, test, transactions, relaxed):
    source = MariaDB(cluster.scratch, f"src-{test}-{relaxed}", 10, *DURABLE).start()
    source.query("CREATE USER repl@'%' IDENTIFIED BY 'repl-password'")
    source.query("GRANT ALL ON *.* TO repl@'%'")
    first = source.status("SHOW MASTER STATUS")
    backlog(source, test, transactions)
    replica = MariaDB(cluster.scratch, f"rep-{test}-{relaxed}", 11, *DURABLE, "--slave-parallel-threads=4",
                      "--slave-parallel-mode=optimistic").start()
    if relaxed:
        for statement in RELAXED.split(";"):
            replica.query(statement)
    replica.query(f"CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT={source.port}, MASTER_USER='repl', "
                  f"MASTER_PASSWORD='repl-password', MASTER_LOG_FILE='{first['File']}', "
                  f"MASTER_LOG_POS={first['Position']}, MASTER_USE_GTID=no")
    replica.query("START SLAVE IO_THREAD")
    goal = source.status("SHOW MASTER STATUS")
    wait_for("the relay log", lambda: (lambda s: (s["Master_Log_File"], s["Read_Master_Log_Pos"]))(
        replica.status("SHOW SLAVE STATUS")) >= (goal["File"], goal["Position"]), 300)
    started = time.monotonic()
    replica.query("START SLAVE SQL_THREAD")
    wait_for("MariaDB's applier", lambda: (lambda s: (s["Relay_Master_Log_File"], s["Exec_Master_Log_Pos"]))(
        replica.status("SHOW SLAVE STATUS")) >= (goal["File"], goal["Position"]), 900)
    seconds = time.monotonic() - started
    source.stop()
    replica.stop()
    return transactions / seconds


def catchup(cluster, options):
    for test, transactions in (("oltp_insert", 200_000), ("oltp_write_only", 60_000)):
        ours = [our_catchup(cluster, test, transactions)]
        line(f"catch-up of {test}, durable", ours, [their_catchup(cluster, test, transactions, False)], "trx/s")
        line(f"catch-up of {test}, MariaDB relaxed", ours, [their_catchup(cluster, test, transactions, True)], "trx/s")


def timed(*words):
    started = time.monotonic()
    result = subprocess.run(words, capture_output=True, text=True)
    assert result.returncode == 0, " ".join(words) + result.stdout[-2000:] + result.stderr[-2000:]
    return time.monotonic() - started


def snapshot(cluster, options):
    rows = options.rows
    ours = cluster.primary("snap-primary", server_id=1).start()
    create_replication_account(ours)
    theirs = MariaDB(cluster.scratch, "snap-mariadb", 2, *DURABLE).start()
    for server in (ours, theirs):
        server.query("CREATE DATABASE sbtest")
        sysbench(server, "oltp_insert", 1, 1, command="prepare", size=rows)
    os.environ["UNDERSTUDY_PASSWORD"] = "repl-password"
    a, b = [], []
    for round_ in range(options.rounds):
        out = os.path.join(cluster.scratch, f"snap-{round_}")
        started = time.monotonic()
        cluster.tool("snapshot", "--from", f"mysql://repl@127.0.0.1:{ours.port}", "--out", out)
        a.append(time.monotonic() - started)
        b.append(timed("mariadb-backup", "--no-defaults", "--backup", f"--socket={theirs.socket_path}", "--user=root",
                       f"--datadir={theirs.data}", f"--target-dir={out}-mariadb"))
    line(f"snapshot of {rows} rows", a, b, "s", better_is_more=False)
    started = time.monotonic()
    cluster.tool("restore", os.path.join(cluster.scratch, "snap-0"), "--into", os.path.join(cluster.scratch, "restored"))
    mine = time.monotonic() - started
    backup = os.path.join(cluster.scratch, "snap-0-mariadb")
    other = timed("mariadb-backup", "--no-defaults", "--prepare", f"--target-dir={backup}")
    other += timed("mariadb-backup", "--no-defaults", "--copy-back", f"--target-dir={backup}",
                   f"--datadir={os.path.join(cluster.scratch, 'restored-mariadb')}")
    line(f"restore of {rows} rows", [mine], [other], "s", better_is_more=False)
    line(f"snapshot + restore of {rows} rows", [statistics.median(a) + mine], [statistics.median(b) + other], "s",
         better_is_more=False)
    ours.stop()
    theirs.stop()


def memory_mib(process):
    with open(f"/proc/{process.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def start(cluster, options):
    ours = cluster.primary("start-primary", server_id=1).start()
    theirs = MariaDB(cluster.scratch, "start-mariadb", 2).start()
    line("idle memory", [memory_mib(ours.process)], [memory_mib(theirs.process)], "MiB", better_is_more=False)
    times = {ours: [], theirs: []}
    for _ in range(options.rounds + 2):
        for server in (ours, theirs):
            server.stop()
            started = time.monotonic()
            server.start()
            times[server].append(1000 * (time.monotonic() - started))
    line("start to first answer", times[ours], times[theirs], "ms", better_is_more=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="all", choices=["commits", "catchup", "snapshot", "start", "all"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000)
    options = parser.parse_args()
    for name, run in (("start", start), ("commits", commits), ("catchup", catchup), ("snapshot", snapshot)):
        if options.what in (name, "all"):
            with Cluster("bench") as cluster:
                run(cluster, options)


if __name__ == "__main__":
    main()
