"""A real MariaDB server (Debian's mariadb-server) in a scratch directory, for the interop tests.

Nothing of the system's own installation is touched: own data directory, socket and port; ended by its process."""

import os
import shutil
import subprocess
import sys

import pymysql

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "end_to_end"))
from harness import free_port, wait_for  # noqa: E402


def available():
    return shutil.which("mariadbd", path="/usr/sbin:/usr/bin") is not None


class MariaDB:
    def __init__(self, scratch, name, server_id, *options):
        self.dir = os.path.join(scratch, name)
        self.data = os.path.join(self.dir, "data")
        self.socket_path = os.path.join(self.dir, "sock")
        self.port = free_port()
        self.server_id = server_id
        self.options = list(options)
        self.process = None
        self.name = name

    def _common(self):
        user = subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip()
        return ["--no-defaults", f"--user={user}", f"--datadir={self.data}", f"--tmpdir={self.dir}"]

    def start(self):
        if not os.path.isdir(self.data):
            os.makedirs(self.data)
            share = "/usr/share/mysql"
            script = "create database mysql;\nuse mysql;\nset @auth_root_socket=NULL;\n"
            for part in ("mariadb_system_tables.sql", "mysql_system_tables.sql"):
                if os.path.exists(f"{share}/{part}"):
                    script += open(f"{share}/{part}").read()
            for part in ("mariadb_performance_tables.sql", "mysql_performance_tables.sql",
                         "mariadb_system_tables_data.sql", "mysql_system_tables_data.sql",
                         "maria_add_gis_sp_bootstrap.sql"):
                if os.path.exists(f"{share}/{part}"):
                    script += open(f"{share}/{part}").read()
            subprocess.run(["/usr/sbin/mariadbd", *self._common(), "--bootstrap", "--log-warnings=0"],
                           input=script.encode(), check=True, stdout=subprocess.DEVNULL,
                           stderr=open(os.path.join(self.dir, "bootstrap.log"), "wb"))
        self.process = subprocess.Popen(
            ["/usr/sbin/mariadbd", *self._common(), f"--port={self.port}", "--bind-address=127.0.0.1",
             f"--socket={self.socket_path}", f"--server-id={self.server_id}", "--log-bin=binlog",
             "--relay-log=relay", "--binlog-format=row", "--log-slave-updates", "--skip-name-resolve",
             "--skip-slave-start", "--max-allowed-packet=64M",
             f"--log-error={self.dir}/error.log", *self.options],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("MariaDB to answer", self._answers, 60)
        return self

    def _answers(self):
        assert self.process.poll() is None, "mariadbd ended; see " + self.dir
        try:
            self.connect().close()
            return True
        except pymysql.err.OperationalError:
            return False

    def connect(self, **more):
        return pymysql.connect(unix_socket=self.socket_path, user="root", autocommit=True,
                               charset="utf8mb4", **more)

    def query(self, sql):
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        finally:
            connection.close()

    def status(self, sql):
        connection = self.connect(cursorclass=pymysql.cursors.DictCursor)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone() or {}
        finally:
            connection.close()

    def load(self, sql_bytes):
        subprocess.run(["mariadb", "--no-defaults", "--default-character-set=utf8mb4", "-u", "root",
                        "-S", self.socket_path], input=sql_bytes, check=True)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None
