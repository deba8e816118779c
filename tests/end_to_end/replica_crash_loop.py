"""The replica is killed with -9 again and again while it applies: it resumes at a transaction boundary,
applies every transaction exactly once, and ends row-identical.

The workload makes repetition and loss visible: counters that are only incremented.

usage: replica_crash_loop.py [KILLS]    SEED=n repeats a run
"""

import sys
import threading

import pymysql

from harness import (Cluster, create_replication_account, seed_from_environment, table_rows,
                     wait_caught_up, wait_for)


class Incrementer(threading.Thread):
    def __init__(self, primary, number):
        super().__init__(daemon=True)
        self.primary, self.number, self.done = primary, number, 0
        self.stopping = threading.Event()

    def run(self):
        connection = self.primary.connect()
        with connection.cursor() as cursor:
            while not self.stopping.is_set():
                cursor.execute("UPDATE bank.counters SET n = n + 1 WHERE id = %s", (self.number,))
                cursor.execute("INSERT INTO bank.journal (counter) VALUES (%s)", (self.number,))
                self.done += 1


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    rng = seed_from_environment()
    with Cluster("replica-crash") as cluster:
        primary = cluster.primary(binlog_file_size="256K").start()
        create_replication_account(primary)
        for statement in ("CREATE DATABASE bank",
                          "CREATE TABLE bank.counters (id INT PRIMARY KEY, n BIGINT NOT NULL)",
                          "CREATE TABLE bank.journal (id BIGINT AUTO_INCREMENT PRIMARY KEY, counter INT)",
                          "INSERT INTO bank.counters VALUES (0,0),(1,0),(2,0),(3,0)"):
            primary.query(statement)
        replica = cluster.replica(primary).start()
        writers = [Incrementer(primary, n) for n in range(4)]
        for writer in writers:
            writer.start()
        for kill in range(kills):
            start = sum(w.done for w in writers)
            goal = start + rng.randrange(1, 200)
            wait_for("the writers' progress", lambda: sum(w.done for w in writers) >= goal)
            replica.kill()
            replica.start()
        for writer in writers:
            writer.stopping.set()
        for writer in writers:
            writer.join(60)
        wait_caught_up(primary, replica)
        for table in ("bank.counters", "bank.journal"):
            assert table_rows(primary, table) == table_rows(replica, table), f"{table} differs"
        total = sum(row[1] for row in replica.query("SELECT * FROM bank.counters"))
        assert total == sum(w.done for w in writers), "an increment was lost or repeated"
        try:
            replica.query("INSERT INTO bank.counters VALUES (9, 9)")
            raise AssertionError("the replica took a write")
        except pymysql.err.Error as error:
            assert error.args[0] == 1290, error
        print(f"{kills} kills, {total} increments, each applied once")


if __name__ == "__main__":
    main()
