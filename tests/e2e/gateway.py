"""Starts, stops, kills and restarts the real binary; what every end-to-end test stands on.

The binary comes from FACTEUR_BINARY, the folder for data and logs from FACTEUR_WORK. A gateway's folder
is removed when its test passed and kept, with the server's log, when it failed.
"""

import http.client
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("FACTEUR_BINARY", str(REPOSITORY / "build" / "facteur"))
WORK = pathlib.Path(os.environ.get("FACTEUR_WORK", str(REPOSITORY / "build" / "e2e")))
SHARED = pathlib.Path(os.environ.get("FACTEUR_SHARED", str(REPOSITORY.parent / "shared")))

# Generous, because the machine may be busy and the binary instrumented; a deadline, not a measurement.
PATIENCE = 120


def wait_until(condition, what, seconds=PATIENCE):
    """Polls until `condition` gives something true, and returns it."""
    deadline = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*arguments, **options):
    """Runs `facteur ...` to its end; returns the CompletedProcess with text output."""
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True,
                          timeout=PATIENCE, check=False, **options)


class Gateway:
    """One server with a data folder of its own."""

    def __init__(self, name):
        WORK.mkdir(parents=True, exist_ok=True)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=name + "-", dir=WORK))
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.process = None

    @property
    def database(self):
        return self.data / "facteur.db"

    @property
    def archive(self):
        return self.data / "archive"

    def start(self, *options):
        log = self.log.open("ab")
        self.process = subprocess.Popen(
            [BINARY, "serve", "--demo", "--port", str(self.port), "--data", str(self.data),
             *map(str, options)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        log.close()
        wait_until(self.answers, "the server answers its health route")

    def answers(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log_tail()}")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", "/v1/healthcheck")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def stop(self):
        """Asks the server to end, and expects it to do so cleanly (no sanitizer report, status 0)."""
        if self.process is None:
            return
        process, self.process = self.process, None
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            status = process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("the server did not end when asked:\n" + self.log_tail()) from None
        if status != 0:
            raise AssertionError(f"the server ended with {status}:\n{self.log_tail()}")

    def kill(self):
        """kill -9: what the power going off does to the process."""
        self.process.kill()
        self.process.wait()
        self.process = None

    def log_tail(self, characters=4000):
        return self.log.read_text(errors="replace")[-characters:] if self.log.exists() else ""

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class GatewayTest(unittest.TestCase):
    """A test class with one running gateway for all of its tests."""

    @classmethod
    def setUpClass(cls):
        cls.gateway = Gateway(cls.__name__)
        cls.failed = False
        cls.gateway.start(*cls.options())

    @classmethod
    def options(cls):
        """Further options of `facteur serve`; its folder exists already."""
        return ()

    @classmethod
    def tearDownClass(cls):
        cls.gateway.stop()
        if not cls.failed:
            cls.gateway.remove()

    def run(self, result=None):
        outcome = super().run(result)
        if result is not None and (result.failures or result.errors):
            type(self).failed = True
        return outcome
