"""Runs the program that docs/testers.md shows for one language, against the scenario that it shows: run_snippet.py LANGUAGE
POP3KIT COMMAND..., where COMMAND is given the program's file."""
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = {"sh": "tester.sh", "python": "tester.py", "js": "tester.js", "java": "Tester.java"}


def blocks(page, language):
    """Fenced blocks, their own indentation taken away."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```$", page, re.MULTILINE | re.DOTALL)
    return ["".join(line[len(margin):] for line in text.splitlines(keepends=True)) for margin, text in found]


def main():
    language, pop3kit, *interpreter = sys.argv[1:]
    page = (Path(__file__).parent / "../../docs/testers.md").read_text(encoding="utf-8")
    (scenario,) = blocks(page, "lua")
    (program,) = blocks(page, language)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "scenario.lua").write_text(scenario, encoding="utf-8")
        (Path(folder) / NAMES[language]).write_text(program, encoding="utf-8")
        environment = {**os.environ, "PATH": f"{Path(pop3kit).parent}{os.pathsep}{os.environ['PATH']}"}
        ran = subprocess.run([*interpreter, NAMES[language]], cwd=folder, env=environment, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    print(ran.stdout)
    # Each of them meets the tear that the scenario makes, or it was not run as it is shown.
    assert "torn, as it should be" in ran.stdout, "nothing was torn"
    sys.exit(ran.returncode)


main()
