"""Starts `pop3kit serve` for a test, drives it over HTTP and asks for its verdict. Python 3 and nothing else."""
import json
import os
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request


class Pop3kitServer:
    """With a scenario, as a context manager: `with Pop3kitServer("scenario.lua") as server: ...`."""

    def __init__(self, scenario, command=os.environ.get("POP3KIT", "pop3kit"), options=()):
        self.folder = tempfile.TemporaryDirectory()
        ready = os.path.join(self.folder.name, "ready.json")
        self.process = subprocess.Popen(
            [command, "serve", str(scenario), "--admin-port", "0", "--ready-file", ready, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        # The line about the control room is the last one; the ready file was written before it.
        self.said = []
        for line in self.process.stdout:
            self.said.append(line)
            if line.startswith("control room"):
                break
        else:
            raise RuntimeError(self.process.communicate()[1])
        with open(ready, encoding="utf-8") as file:
            told = json.load(file)
        self.port, self.tls_port, self.admin_port, self.admin_token, self.ca_file = (
            told[name] for name in ("port", "tls_port", "admin_port", "admin_token", "ca_file"))

    def ask(self, method, path, body=None, **query):
        """The answer of the control room, decoded; raises urllib.error.HTTPError where it is an error."""
        url = f"http://127.0.0.1:{self.admin_port}{path}"
        if query:
            url += "?" + urllib.parse.urlencode(query)
        data = body.encode() if isinstance(body, str) else body
        headers = {"Authorization": f"Bearer {self.admin_token}"}
        with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method)) as answer:
            return json.load(answer)

    def wait_for_command(self, text, wait="30s"):
        """The first such entry of the journal; its reply may still be pending."""
        found = self.ask("GET", "/journal", kind="command", text=text, wait=wait)["entries"]
        assert found, f"{text} did not come"
        return found[0]

    def verdict(self, wait=None):
        return self.ask("GET", "/verdict", **({"wait": wait} if wait else {}))

    def stop(self):
        """Exit status (0: every expectation was met) and what was said on standard error."""
        self.process.terminate()
        said, complaint = self.process.communicate()
        return self.process.returncode, complaint

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process.poll() is None:
            self.stop()
        self.process.stdout.close()
        self.process.stderr.close()
        self.folder.cleanup()
