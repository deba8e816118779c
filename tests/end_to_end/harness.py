"""Starts our real processes on loopback for the end-to-end tests, and talks to them as any client would.

Every test gets a scratch directory, free ports, and a seed that it prints. Processes are ended by their own
process handles only. Nothing here sleeps to synchronise: it waits for conditions with a deadline.
"""

import os
import random
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import pymysql

BUILD = os.environ.get("UNDERSTUDY_BUILD", "build/dev")


def binary(name):
    for folder in ("src/primary", "src/replica", "tools"):
        path = os.path.join(BUILD, folder, name)
        if os.path.exists(path):
            return path
    raise SystemExit(f"{name} is not built below {BUILD}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, condition, seconds=60):
    """Polls `condition` until it is true; fails with `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for: {what}")
        select.select([], [], [], 0.01)


class Server:
    """A primary or a replica: its folders, its process, connections to it."""

    def __init__(self, scratch, name, program, options):
        self.name = name
        self.program = program
        self.data_dir = os.path.join(scratch, name)
        self.socket_path = os.path.join(scratch, name + ".sock")
        self.log_path = os.path.join(scratch, name + ".log")
        self.port = free_port()
        self.options = dict(options)
        self.process = None

    def command(self):
        words = [binary(self.program), "--data-dir", self.data_dir, "--port", str(self.port),
                 "--socket", self.socket_path]
        for key, value in self.options.items():
            words += ["--" + key, str(value)]
        return words

    def start(self, wait=True):
        assert self.process is None
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log,
                                            stdin=subprocess.DEVNULL)
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self, seconds=60):
        def ready():
            if self.process.poll() is not None:
                raise AssertionError(f"{self.name} ended with {self.process.returncode}:\n{self.tail()}")
            try:
                self.connect().close()
                return True
            except pymysql.err.OperationalError:
                return False

        wait_for(f"{self.name} to answer", ready, seconds)

    def connect(self, **more):
        return pymysql.connect(unix_socket=self.socket_path, user="root", autocommit=True,
                               connect_timeout=20, read_timeout=120, **more)

    def query(self, sql, *args):
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql, args or None)
                return cursor.fetchall()
        finally:
            connection.close()

    def status(self, sql):
        """The first row of a SHOW statement as a dictionary."""
        connection = self.connect(cursorclass=pymysql.cursors.DictCursor)
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone() or {}
        finally:
            connection.close()

    def kill(self):
        """kill -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self):
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=60)
        self.process = None
        return code

    def tail(self, lines=30):
        if not os.path.exists(self.log_path):
            return ""
        with open(self.log_path, errors="replace") as log:
            return "".join(log.readlines()[-lines:])


class Cluster:
    """A scratch directory with servers in it; a context manager that leaves nothing behind."""

    def __init__(self, name):
        self.scratch = tempfile.mkdtemp(prefix=f"understudy-{name}-")
        self.servers = []
        self.keep = False

    def primary(self, name="primary", **options):
        defaults = {"server-id": 1, "log-level": "info"}
        defaults.update({key.replace("_", "-"): value for key, value in options.items()})
        server = Server(self.scratch, name, "understudy-primary", defaults)
        self.servers.append(server)
        return server

    def replica(self, source, name="replica", server_id=2, **options):
        defaults = {"server-id": server_id, "log-level": "info",
                    "source": f"mysql://repl@127.0.0.1:{source.port}",
                    "source-password-file": self.password_file("repl-password")}
        defaults.update({key.replace("_", "-"): value for key, value in options.items()})
        server = Server(self.scratch, name, "understudy-replica", defaults)
        self.servers.append(server)
        return server

    def password_file(self, password):
        path = os.path.join(self.scratch, "password")
        with open(path, "w") as file:
            file.write(password + "\n")
        os.chmod(path, 0o600)
        return path

    def tool(self, *words, check=True, **more):
        result = subprocess.run([binary("understudy"), *words], capture_output=True, text=True,
                                stdin=subprocess.DEVNULL, **more)
        if check and result.returncode != 0:
            raise AssertionError(f"understudy {' '.join(words)}: exit {result.returncode}\n"
                                 f"{result.stdout}{result.stderr}")
        return result

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        for server in self.servers:
            if server.process is not None and server.process.poll() is None:
                server.process.kill()
                server.process.wait()
        if kind is not None:
            for server in self.servers:
                print(f"---- {server.name}\n{server.tail()}", file=sys.stderr)
            if os.environ.get("KEEP_SCRATCH"):
                print(f"kept: {self.scratch}", file=sys.stderr)
                return
        shutil.rmtree(self.scratch, ignore_errors=True)


def create_replication_account(primary):
    connection = primary.connect()
    with connection.cursor() as cursor:
        cursor.execute("CREATE USER IF NOT EXISTS repl@'%' IDENTIFIED BY 'repl-password'")
        cursor.execute("GRANT REPLICATION SLAVE, SELECT ON *.* TO repl@'%'")
    connection.close()


def wait_caught_up(primary, replica, seconds=120):
    """Until the replica has applied everything the primary had made durable when this was called."""
    goal = primary.status("SHOW BINARY LOG STATUS")

    def there():
        status = replica.status("SHOW REPLICA STATUS")
        for half in ("Last_IO_Error", "Last_SQL_Error"):
            if status.get(half) and status.get("Replica_SQL_Running") == "No":
                raise AssertionError(f"replica stopped: {status[half]}")
        return (status.get("Relay_Source_Log_File"), status.get("Exec_Source_Log_Pos")) >= (
            goal["File"], goal["Position"])

    wait_for(f"replica at {goal['File']}:{goal['Position']}", there, seconds)


def table_rows(server, table, order="1"):
    return server.query(f"SELECT * FROM {table} ORDER BY {order}")


def seed_from_environment():
    seed = int(os.environ.get("SEED", random.SystemRandom().randrange(1 << 31)))
    print(f"seed {seed}", flush=True)
    return random.Random(seed)


class Writers(threading.Thread):
    """A client that writes until it is stopped or loses its server, and remembers what was acknowledged.

    Each transaction inserts `id` and its double into two tables, so that a half transaction shows."""

    def __init__(self, server, number, first_id):
        super().__init__(daemon=True)
        self.server, self.number = server, number
        self.next_id = first_id
        self.acknowledged = []
        self.unknown = []
        self.stopping = threading.Event()

    def run(self):
        try:
            connection = self.server.connect()
        except pymysql.err.Error:
            return
        while not self.stopping.is_set():
            row = self.next_id
            self.next_id += 1
            try:
                with connection.cursor() as cursor:
                    if row % 3 == 0:
                        cursor.execute("BEGIN")
                        cursor.execute("INSERT INTO ledger.entries VALUES (%s, %s)", (row, self.number))
                        cursor.execute("INSERT INTO ledger.doubles VALUES (%s, %s)", (row, 2 * row))
                        cursor.execute("COMMIT")
                    else:
                        cursor.execute("INSERT INTO ledger.entries VALUES (%s, %s)", (row, self.number))
                self.acknowledged.append(row)
            except (pymysql.err.Error, OSError):
                self.unknown.append(row)
                return
