"""A headless chromium over plain WebDriver HTTP (W3C WebDriver), as much of it as the portal test needs."""

import base64
import http.client
import json
import shutil
import subprocess

import gateway

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # W3C WebDriver §11: the key of an element reference


def available():
    return shutil.which("chromium") and shutil.which("chromedriver")


class Browser:
    """One browser window. Raises AssertionError when the driver answers with an error."""

    def __init__(self, folder):
        self.port = gateway.free_port()
        self.log = (folder / "chromedriver.log").open("wb")
        self.driver = subprocess.Popen(["chromedriver", f"--port={self.port}"],
                                       stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        try:
            gateway.wait_until(self.ready, "chromedriver answers")
            # No sandbox: the tests may run as root or in a container, and visit our own pages only.
            switches = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--window-size=1280,900", f"--user-data-dir={folder / 'chromium'}",
                        # It has nothing to look up elsewhere, and waits when it cannot.
                        "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync", "--disable-quic"]
            options = {"alwaysMatch": {"goog:chromeOptions": {"args": switches}}}
            self.session = self.call("POST", "/session", {"capabilities": options})["sessionId"]
        except BaseException:
            self.driver.kill()
            self.driver.wait()
            raise

    def close(self):
        try:
            self.call("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.log.close()

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=gateway.PATIENCE)
        try:
            connection.request(method, path, json.dumps(body or {}) if method == "POST" else None)
            response = connection.getresponse()
            value = json.loads(response.read())["value"]
        finally:
            connection.close()
        if response.status != 200:
            raise AssertionError(f"{method} {path}: {value['error']}: {value['message'][:400]}")
        return value

    def ready(self):
        try:
            return self.call("GET", "/status")["ready"]
        except OSError:
            return False

    def in_session(self, method, path, body=None):
        return self.call(method, f"/session/{self.session}{path}", body)

    def open(self, url):
        self.in_session("POST", "/url", {"url": url})

    @property
    def url(self):
        return self.in_session("GET", "/url")

    def find(self, css):
        """The first element that matches; waits for it."""
        return gateway.wait_until(lambda: self.find_all(css), f"an element {css}")[0]

    def find_all(self, css):
        found = self.in_session("POST", "/elements", {"using": "css selector", "value": css})
        return [element[ELEMENT] for element in found]

    def type(self, css, text):
        self.in_session("POST", f"/element/{self.find(css)}/value", {"text": text})

    def click(self, css):
        self.in_session("POST", f"/element/{self.find(css)}/click")

    def submit(self, css):
        """Clicks, and waits for the page that answers: opening another one would cancel the request."""
        self.script("window.before = true")
        self.click(css)
        gateway.wait_until(
            lambda: self.script("return !window.before && document.readyState == 'complete'"),
            f"the answer to {css}")

    def text(self, css="body"):
        return self.in_session("GET", f"/element/{self.find(css)}/text")

    def resize(self, width, height):
        self.in_session("POST", "/window/rect", {"width": width, "height": height})

    def script(self, source):
        return self.in_session("POST", "/execute/sync", {"script": source, "args": []})

    def screenshot(self, path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.in_session("GET", "/screenshot")))
