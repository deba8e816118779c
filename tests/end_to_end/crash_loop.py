"""The primary is killed with -9 again and again under load: every acknowledged transaction is there after
each restart, no half transaction is, and a replica that followed all along ends row-identical.

usage: crash_loop.py [KILLS]    SEED=n repeats a run
"""

import sys

from harness import (Cluster, Writers, create_replication_account, seed_from_environment, table_rows,
                     wait_caught_up, wait_for)


def prepare(primary):
    for statement in ("CREATE DATABASE ledger",
                      "CREATE TABLE ledger.entries (id BIGINT PRIMARY KEY, writer INT NOT NULL)",
                      "CREATE TABLE ledger.doubles (id BIGINT PRIMARY KEY, twice BIGINT NOT NULL)"):
        primary.query(statement)


def check(primary, acknowledged):
    present = {row[0] for row in primary.query("SELECT id FROM ledger.entries")}
    missing = acknowledged - present
    assert not missing, f"{len(missing)} acknowledged rows are gone, first {min(missing)}"
    doubles = {row[0] for row in primary.query("SELECT id FROM ledger.doubles")}
    halves = {row for row in present if row % 3 == 0 and row not in doubles} | (doubles - present)
    assert not halves, f"half transactions: {sorted(halves)[:5]}"
    return len(present)


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    rng = seed_from_environment()
    with Cluster("crash") as cluster:
        primary = cluster.primary(binlog_file_size="256K").start()
        create_replication_account(primary)
        prepare(primary)
        replica = cluster.replica(primary).start()
        acknowledged, next_id = set(), 1
        for kill in range(kills):
            writers = [Writers(primary, n, next_id + n * 1_000_000) for n in range(4)]
            next_id += 4_000_000
            for writer in writers:
                writer.start()
            goal = rng.randrange(1, 400)
            wait_for("the writers' progress",
                     lambda: sum(len(w.acknowledged) for w in writers) >= goal
                     or not any(w.is_alive() for w in writers))
            primary.kill()
            for writer in writers:
                writer.join(60)
                acknowledged.update(writer.acknowledged)
            primary.start()
            rows = check(primary, acknowledged)
        wait_caught_up(primary, replica)
        for table in ("ledger.entries", "ledger.doubles"):
            assert table_rows(primary, table) == table_rows(replica, table), f"{table} differs"
        print(f"{kills} kills, {len(acknowledged)} acknowledged transactions, {rows} rows, none lost")


if __name__ == "__main__":
    main()
