"""kill -9 in the middle of a load: no acknowledged flow is lost and nothing is done twice.

Several clients send invoices while the server is killed and restarted, again and again. Afterwards the
books of all parties are compared with what the clients were promised.
"""

import collections
import contextlib
import http.client
import os
import random
import sqlite3
import threading
import unittest

import client
import documents
import gateway

INVOICES = int(os.environ.get("FACTEUR_CRASH_INVOICES", "400"))
CLIENTS = 4
KILLS = 4


class Load:
    """Sends invoices from several threads until all are sent or the server is gone."""

    def __init__(self, server, numbers):
        self.server = server
        self.numbers = collections.deque(numbers)
        self.acknowledged = {}  # number -> list of flow ids (more than one after a retry)
        self.unexpected = []
        self.lock = threading.Lock()
        self.target = 0
        self.reached = threading.Event()

    def run_until(self, acknowledged):
        """Starts the clients; returns them once so many invoices are acknowledged."""
        self.target = acknowledged
        self.reached.clear()
        threads = [threading.Thread(target=self.send) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        if not self.reached.wait(gateway.PATIENCE):
            raise AssertionError(f"{len(self.acknowledged)} acknowledged, {self.unexpected[:3]}")
        return threads

    def send(self):
        try:
            seller = client.Client(self.server, client.SELLER)
        except (OSError, http.client.HTTPException):
            return
        with contextlib.closing(seller):
            while self.send_one(seller):
                pass

    def send_one(self, seller):
        with self.lock:
            if not self.numbers:
                return False
            number = self.numbers.popleft()
        try:
            answer = seller.post_flow(documents.invoice(number), name=number)
        except (OSError, http.client.HTTPException):
            with self.lock:
                self.numbers.appendleft(number)  # not acknowledged: a client would send it again
            return False
        with self.lock:
            if answer.status == 202:
                self.acknowledged.setdefault(number, []).append(answer.json()["flowId"])
            else:
                self.unexpected.append(answer)
            if len(self.acknowledged) >= self.target:
                self.reached.set()
        return True


class Crash(unittest.TestCase):
    def setUp(self):
        self.server = gateway.Gateway("Crash")

    def test_kill_9_in_the_middle_of_a_load_loses_nothing_and_repeats_nothing(self):
        numbers = [f"CRASH-{n:05}" for n in range(INVOICES)]
        load = Load(self.server, numbers)
        moments = sorted(random.Random(20260901).sample(range(20, INVOICES - 20), KILLS))
        for moment in moments:
            self.server.start()
            threads = load.run_until(moment)
            self.server.kill()
            for thread in threads:
                thread.join()
        self.server.start()
        for thread in load.run_until(INVOICES):
            thread.join()
        self.assertEqual(load.unexpected, [])

        self.check_flows(load)
        self.check_buyer()
        self.server.stop()
        self.check_database()
        self.check_archive()
        self.server.remove()

    def check_flows(self, load):
        """Of each number exactly one flow was accepted; those sent again were refused as duplicates."""
        seller = client.Client(self.server, client.SELLER)
        accepted = collections.Counter()
        for number, flow_ids in load.acknowledged.items():
            for flow_id in flow_ids:
                flow = seller.settled(flow_id)
                if flow["acknowledgement"]["status"] == "Ok":
                    accepted[number] += 1
                else:
                    reasons = [d["reasonCode"] for d in flow["acknowledgement"]["details"]]
                    self.assertIn("AlreadyExistingFlow", reasons, flow)
        self.assertEqual([n for n, times in accepted.items() if times > 1], [])
        seller.close()

    def check_buyer(self):
        """The buyer has every invoice exactly once."""
        buyer = client.Client(self.server, client.BUYER)
        def received():
            names = [flow["name"] for flow in buyer.search(flowType=["SupplierInvoice"])]
            return names if len(set(names)) >= INVOICES else None
        names = gateway.wait_until(received, "all invoices are delivered")
        self.assertEqual(len(names), INVOICES)
        gateway.wait_until(self.nothing_at_work, "the pipeline is idle")
        buyer.close()

    def query(self, sql):
        address = f"file:{self.server.database}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(sql).fetchall()

    def nothing_at_work(self):
        return self.query("SELECT count(*) FROM flows WHERE state <> 'done'") == [(0,)]

    def check_database(self):
        """One live invoice a number; each status at most once an invoice; one receivable an invoice."""
        live = "SELECT count(*), count(DISTINCT number) FROM invoices WHERE status <> 213"
        self.assertEqual(self.query(live), [(INVOICES, INVOICES)])
        repeated = ("SELECT invoice, code, count(*) FROM statuses WHERE invoice IS NOT NULL "
                    "GROUP BY invoice, code HAVING count(*) > 1")
        self.assertEqual(self.query(repeated), [])
        self.assertEqual(self.query("SELECT count(*) FROM invoices WHERE status NOT IN (203, 213)"), [(0,)])
        opened = "SELECT count(*), count(DISTINCT subject) FROM events WHERE kind = 'receivable.opened'"
        self.assertEqual(self.query(opened), [(INVOICES, INVOICES)])
        self.assertEqual(self.query("PRAGMA integrity_check"), [("ok",)])

    def check_archive(self):
        sound = gateway.run("archive", "verify", self.server.archive)
        self.assertEqual(sound.returncode, 0, sound.stdout + sound.stderr)
        files = [path for path in self.server.archive.rglob("*") if path.is_file()]
        victim = max(files, key=lambda path: path.stat().st_size)
        with victim.open("r+b") as file:
            file.seek(victim.stat().st_size // 2)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 0x20]))
        broken = gateway.run("archive", "verify", self.server.archive)
        self.assertEqual(broken.returncode, 1, broken.stdout + broken.stderr)
        self.assertIn(victim.name, broken.stdout + broken.stderr)


if __name__ == "__main__":
    unittest.main()
