"""Runs one snippet of the documentation that is not C++: run.py TREE NAME POP3KIT [CMAKE ARGUMENTS]."""
import json
import os
import poplib
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from snippets import in_page, in_tree

INTERPRETERS = {"sh": ["sh", "-e"], "python": [sys.executable], "js": ["node"], "java": ["java"]}
FILES = {"sh": "tester.sh", "python": "tester.py", "js": "tester.js", "java": "Tester.java"}
MAIL = """return scenario {
  accounts = { alice = { password = "s3cret", mailbox = { generate { count = 5, size = "1 KiB" } } } },
}
"""
# One session that waits at a gate, so that there is a session, a rule and a gate to speak of.
HELD_MAIL = """return scenario {
  accounts = { alice = { password = "s3cret", lock = false, mailbox = { generate { count = 2, size = "1 KiB" } } } },
  rules = { { on = "NOOP", times = 1, hold = "the gate" } },
}
"""
# What stands in for the server and the ids of the documentation: pop.example.org is the server of the test.
COMMAND = """#!{python}
import os, sys
ready = {ready!r}
words = []
for word in sys.argv[1:]:
    word = word.replace("pop3s://alice@pop.example.org", f"pop3s://alice@localhost:{{ready['tls_port']}}")
    word = word.replace("pop3://alice@pop.example.org", f"pop3://alice@localhost:{{ready['port']}}")
    words.append("uid:" + {unique_id!r} if word == "uid:a7" else word)
trust = ["--ca-file", ready["ca_file"]] if any("localhost" in word for word in words) else []
os.execv({pop3kit!r}, [{pop3kit!r}, *words, *trust])
"""


def write_program(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def run(command, folder, **variables):
    environment = {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", **variables}
    ran = subprocess.run(command, cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, check=False)
    print(ran.stdout)
    if ran.returncode:
        sys.exit(f"exit status {ran.returncode}")
    return ran.stdout


@contextmanager
def served(pop3kit, folder, scenario):
    """A running server: what its ready file says."""
    (folder / "scenario.lua").write_text(scenario, encoding="utf-8")
    server = subprocess.Popen([pop3kit, "serve", "scenario.lua", "--ready-file", "ready.json", "--admin-port", "0"], cwd=folder,
                              stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout:
            if line.startswith("control room"):
                break
        yield json.loads((folder / "ready.json").read_text(encoding="utf-8"))
    finally:
        server.terminate()
        server.stdout.close()
        server.wait()


def parse_json(snippet, _tree, _pop3kit, _folder):
    json.loads(snippet.text)


def check_scenario(snippet, _tree, pop3kit, folder):
    (folder / "snippet.lua").write_text(snippet.text, encoding="utf-8")
    run([pop3kit, "check", "snippet.lua"], folder)


def beside(snippet, tree, language):
    """The blocks of a language on the snippet's page."""
    return [each for each in in_page(snippet.page, (tree / snippet.page).read_text(encoding="utf-8")) if each.language == language]


def run_steps(snippet, tree, pop3kit, folder):
    """Steps of a shell. The page's scenarios that begin with their file's name, "-- torn.lua", are there."""
    for each in beside(snippet, tree, "lua"):
        name = re.match(r"-- (\w+\.lua)\n", each.text)
        if name:
            (folder / name[1]).write_text(each.text, encoding="utf-8")
    (folder / "bin/pop3kit").symlink_to(pop3kit)
    run(["sh", "-e", "-c", snippet.text], folder)


def build_project(snippet, tree, _pop3kit, folder):
    """A CMakeLists.txt with the page's first program, against what this build installs."""
    program = beside(snippet, tree, "cpp")[0]
    name = re.search(r"add_executable\(\w+ (\w+\.cpp)\)", snippet.text)[1]
    (folder / name).write_text(program.text, encoding="utf-8")
    (folder / "CMakeLists.txt").write_text(snippet.text, encoding="utf-8")
    run(["cmake", "-B", "build", *sys.argv[4:]], folder)
    run(["cmake", "--build", "build"], folder)


def run_tester(snippet, tree, pop3kit, folder):
    """The programs of docs/testing-guide.md against the scenario that the page shows first."""
    (folder / "scenario.lua").write_text(beside(snippet, tree, "lua")[0].text, encoding="utf-8")
    file = FILES[snippet.language]
    (folder / file).write_text(snippet.text, encoding="utf-8")
    (folder / "bin/pop3kit").symlink_to(pop3kit)
    said = run([*INTERPRETERS[snippet.language], file], folder)
    if "torn, as it should be" not in said:
        sys.exit("the scenario's cut was not met")


def run_with_package(snippet, tree, pop3kit, folder):
    """A test of docs/testing-guide.md, with the package for its language and the client of that package's example."""
    (folder / "torn.lua").write_text(beside(snippet, tree, "lua")[0].text, encoding="utf-8")
    package = tree / "languages" / {"python": "python", "js": "node", "java": "java"}[snippet.language]
    for client in [*package.glob("example/mail_reader.*"), package / "example/MailReader.java"]:
        if client.exists():
            shutil.copy(client, folder)
    file = {"python": "test_mail.py", "js": "mail.test.mjs", "java": "MailReaderTest.java"}[snippet.language]
    (folder / file).write_text(snippet.text, encoding="utf-8")
    if snippet.language == "python":
        run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "pop3kit.pytest_plugin", file], folder,
            POP3KIT=pop3kit, PYTHONPATH=str(package / "src"))
    elif snippet.language == "js":
        (folder / "node_modules").mkdir()
        (folder / "node_modules/pop3kit").symlink_to(package)
        run(["node", "--test", file], folder, POP3KIT=pop3kit)
    else:
        run(["sh", str(package / "build.sh"), "jar"], folder)
        path = "jar/pop3kit-junit5.jar:" + os.environ.get("JUNIT", "/usr/share/java/junit-platform-console-standalone.jar")
        run(["javac", "-cp", path, "-d", "tests", "MailReader.java", file], folder)
        run(["java", "-cp", f"{path}:tests", "org.junit.platform.console.ConsoleLauncher", "--select-class", "MailReaderTest",
             "--fail-if-no-tests"], folder, POP3KIT=pop3kit)


def run_commands(snippet, _tree, pop3kit, folder):
    """Lines for a shell, against a server with five messages. uid:a7 is the third of them."""
    with served(pop3kit, folder, MAIL) as ready:
        mail = poplib.POP3("127.0.0.1", ready["port"])
        mail.user("alice")
        mail.pass_("s3cret")
        unique_id = mail.uidl(3).split()[-1].decode()
        mail.quit()
        (folder / "secret").write_text("s3cret\n", encoding="utf-8")
        write_program(folder / "bin/pop3kit", COMMAND.format(python=sys.executable, ready=ready, unique_id=unique_id, pop3kit=pop3kit))
        run(["sh", "-e", "-c", snippet.text], folder, MAIL_PASSWORD="s3cret", PASSWORD="s3cret")


def ask_control_room(snippet, _tree, pop3kit, folder):
    """A request to a server with two messages, one rule, and a session that waits at "the gate". An error status fails."""
    write_program(folder / "bin/curl", f'#!/bin/sh\nexec {shutil.which("curl")} --fail "$@"\n')
    (folder / "message.eml").write_text("Subject: hello\n\nWorld.\n", encoding="utf-8")
    with served(pop3kit, folder, HELD_MAIL) as ready:
        waiting = poplib.POP3("127.0.0.1", ready["port"])
        waiting.user("alice")
        waiting.pass_("s3cret")
        waiting.sock.sendall(b"NOOP\r\n")
        token = ready.get("admin_token") or ""
        address = f"http://127.0.0.1:{ready['admin_port']}/journal?kind=command&text=NOOP&wait=30s"
        run(["curl", "-s", "-H", f"Authorization: Bearer {token}", address], folder)
        # What a snippet takes from the ready file must be what stands there.
        check = '\n[ "$ADMIN_PORT" = "$1" ]\n[ "$ADMIN_TOKEN" = "$2" ]\n'
        port = str(ready["admin_port"])
        run(["sh", "-e", "-c", snippet.text + check, "sh", port, token], folder, ADMIN_PORT=port, ADMIN_TOKEN=token)
        waiting.close()


WAYS = {
    "json": parse_json,
    "lua": check_scenario,
    "tester": run_tester,
    "package": run_with_package,
    "steps": run_steps,
    "own_project": build_project,
    "commands": run_commands,
    "control_room": ask_control_room,
}


def main():
    tree, name, pop3kit = Path(sys.argv[1]).resolve(), sys.argv[2], str(Path(sys.argv[3]).resolve())
    (snippet,) = (each for each in in_tree(tree)[0] if each.name == name)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "bin").mkdir()
        print(snippet.place)
        WAYS[snippet.proof](snippet, tree, pop3kit, folder)


if __name__ == "__main__":
    main()
