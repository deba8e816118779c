"""An unmodified MariaDB server, attached with CHANGE MASTER TO ... MASTER_LOG_FILE, MASTER_LOG_POS, follows our
primary through DDL, every column type and CHANGES row changes, and ends row-identical.

usage: mariadb_replica.py [CHANGES]    (default 100000)    SEED=n repeats a run
"""

import sys

import every_type
from mariadb_server import MariaDB, available
from harness import Cluster, create_replication_account, seed_from_environment, wait_for


def random_changes(primary, rng, count):
    connection = primary.connect()
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE churn")
        cursor.execute("CREATE TABLE churn.rows_ (id INT PRIMARY KEY, k INT NOT NULL, pad VARCHAR(60), KEY (k))")
        done, top = 0, 0
        while done < count:
            cursor.execute("BEGIN")
            kind = rng.randrange(10)
            if kind < 6 or top < 1000:
                values = ",".join(f"({top + n},{rng.randrange(1000)},'{rng.random()}')" for n in range(200))
                done += cursor.execute(f"INSERT INTO churn.rows_ VALUES {values}")
                top += 200
            elif kind < 9:
                first = rng.randrange(top)
                done += cursor.execute("UPDATE churn.rows_ SET k = k + 1, pad = %s WHERE id BETWEEN %s AND %s",
                                       (str(rng.random()), first, first + 150))
            else:
                first = rng.randrange(top)
                done += cursor.execute("DELETE FROM churn.rows_ WHERE id BETWEEN %s AND %s", (first, first + 40))
            cursor.execute("ROLLBACK" if rng.randrange(20) == 0 else "COMMIT")
    connection.close()
    return done


def wait_replica(mariadb, goal):
    def there():
        status = mariadb.status("SHOW SLAVE STATUS")
        assert not status["Last_SQL_Error"] and not status["Last_IO_Error"], \
            f"{status['Last_IO_Error']} {status['Last_SQL_Error']}"
        return (status["Relay_Master_Log_File"], status["Exec_Master_Log_Pos"]) >= (goal["File"], goal["Position"])

    wait_for("MariaDB to catch up", there, 240)


def compare(primary, mariadb, table):
    ours = primary.query(f"SELECT * FROM {table} ORDER BY 1, 2")
    theirs = mariadb.query(f"SELECT * FROM {table} ORDER BY 1, 2")
    for a, b in zip(ours, theirs):
        assert a == b, f"{table}: ours {a!r}\n{' ' * len(table)}  MariaDB's {b!r}"
    assert len(ours) == len(theirs), f"{table}: {len(ours)} rows here, {len(theirs)} there"
    return len(ours)


def main():
    if not available():
        print("skipped: no mariadbd on this machine")
        return 77
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rng = seed_from_environment()
    with Cluster("mariadb-replica") as cluster:
        primary = cluster.primary(server_id=100, binlog_file_size="4M").start()
        create_replication_account(primary)
        mariadb = MariaDB(cluster.scratch, "mariadb", 200).start()
        cluster.servers.append(mariadb)
        mariadb.tail = lambda: open(f"{mariadb.dir}/error.log").read()[-3000:]
        start = primary.status("SHOW BINARY LOG STATUS")
        mariadb.query(f"CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT={primary.port}, MASTER_USER='repl', "
                      f"MASTER_PASSWORD='repl-password', MASTER_LOG_FILE='{start['File']}', "
                      f"MASTER_LOG_POS={start['Position']}, MASTER_USE_GTID=no")
        mariadb.query("START SLAVE")
        primary.query("CREATE DATABASE types")
        for statement in every_type.TABLES + every_type.ROWS + every_type.DEFINITIONS:
            primary.query(statement)
        done = random_changes(primary, rng, changes)
        wait_replica(mariadb, primary.status("SHOW BINARY LOG STATUS"))
        rows = sum(compare(primary, mariadb, table) for table in every_type.NAMES + ["churn.rows_"])
        mariadb.stop()
        print(f"{done} changes followed by MariaDB, {rows} rows identical")
    return 0


if __name__ == "__main__":
    sys.exit(main())
