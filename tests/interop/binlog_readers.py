"""Both families' readers and ours read each other's files: mariadb-binlog verifies and prints every file that we
wrote, with the same rows; `understudy binlog print` reads files that a real MariaDB server wrote."""

import glob
import os
import re
import shutil
import subprocess
import sys

import every_type
from mariadb_server import MariaDB, available
from harness import Cluster


def run(*words):
    result = subprocess.run(words, capture_output=True, text=True, errors="replace")
    assert result.returncode == 0, f"{' '.join(words)}: {result.stderr}{result.stdout[-2000:]}"
    return result.stdout


def rows_by_mariadb_binlog(path):
    """(kind, table) of every row that mariadb-binlog -v decodes."""
    text = run("mariadb-binlog", "--no-defaults", "--verify-binlog-checksum", "-v", "--base64-output=decode-rows", path)
    return re.findall(r"^### (INSERT INTO|UPDATE|DELETE FROM) `(\w+)`\.`(\w+)`", text, re.M)


def ours(cluster):
    primary = cluster.primary(server_id=1).start()
    primary.query("CREATE DATABASE types")
    for statement in every_type.TABLES + every_type.ROWS + every_type.DEFINITIONS:
        primary.query(statement)
    primary.query("FLUSH BINARY LOGS")
    primary.query("INSERT INTO types.kept VALUES (50)")
    primary.stop()
    files = sorted(glob.glob(os.path.join(primary.data_dir, "**", "binlog.[0-9]*"), recursive=True))
    assert len(files) >= 2, files
    total = 0
    for path in files:
        run("mariadb-binlog", "--no-defaults", "--verify-binlog-checksum", "-v", path)
        theirs = rows_by_mariadb_binlog(path)
        text = cluster.tool("binlog", "print", "--rows", path).stdout
        mine = re.findall(r"^### (INSERT INTO|UPDATE|DELETE FROM) `(\w+)`\.`(\w+)`", text, re.M)
        assert mine == theirs, f"{path}: {len(mine)} rows by us, {len(theirs)} by mariadb-binlog"
        cluster.tool("binlog", "check", path)
        total += len(theirs)
    assert total > 30, total
    return total


def theirs(cluster):
    mariadb = MariaDB(cluster.scratch, "mariadb", 300).start()
    cluster.servers.append(mariadb)
    mariadb.tail = lambda: ""
    mariadb.query("CREATE DATABASE types CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    for statement in every_type.TABLES + every_type.ROWS + every_type.DEFINITIONS:
        mariadb.query(statement)
    mariadb.query("FLUSH BINARY LOGS")
    mariadb.stop()
    total = 0
    for path in sorted(glob.glob(os.path.join(mariadb.data, "binlog.[0-9]*"))):
        expected = rows_by_mariadb_binlog(path)
        text = cluster.tool("binlog", "print", "--rows", path).stdout
        mine = re.findall(r"^### (INSERT INTO|UPDATE|DELETE FROM) `(\w+)`\.`(\w+)`", text, re.M)
        assert mine == expected, f"{path}: {len(mine)} rows by us, {len(expected)} by mariadb-binlog"
        total += len(mine)
    assert total > 30, total
    return total


def main():
    if not available() or shutil.which("mariadb-binlog") is None:
        print("skipped: no mariadbd or mariadb-binlog on this machine")
        return 77
    with Cluster("binlog-readers") as cluster:
        print(f"{ours(cluster)} rows of ours read by mariadb-binlog, {theirs(cluster)} of MariaDB's read by us")
    return 0


if __name__ == "__main__":
    sys.exit(main())
