"""Runs `pop3kit serve` as a child process that never outlives the process that started it."""

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Dict, IO, Optional, Sequence

from ._errors import Pop3kitError

# The shell between this process and the server reads a pipe whose other end only this process has. When this process ends,
# for any reason, the pipe ends too, and the shell stops the server. A word on the pipe means an orderly stop. Without one,
# this process no longer exists, so the shell removes the folder as well.
_GUARD = """
folder=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
{ read -r word <&3; [ -n "$word" ] || rm -rf "$folder"; kill "$server"; } >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$server"
status=$?
kill "$guard" 2>/dev/null
exit "$status"
"""


def find_command(command: Optional[str] = None) -> str:
    """Returns the pop3kit command: `command`, the environment variable POP3KIT, or `pop3kit` on the PATH."""
    wanted = command or os.environ.get("POP3KIT") or "pop3kit"
    found = shutil.which(wanted)
    if found is None:
        raise Pop3kitError(f"the command '{wanted}' was not found; install pop3kit, or set POP3KIT to the path of the command")
    return os.path.abspath(found)


class ServeProcess:
    """One running `pop3kit serve`. The constructor returns when all ports are open."""

    def __init__(self, scenario: Optional[str], text: Optional[str], command: Optional[str], options: Sequence[str]) -> None:
        program = find_command(command)
        self.folder = tempfile.mkdtemp(prefix="pop3kit-")
        self._complaints = os.path.join(self.folder, "stderr")
        ready_file = os.path.join(self.folder, "ready.json")
        if scenario is None:
            scenario = os.path.join(self.folder, "scenario.lua")
            Path(scenario).write_text(text or "", encoding="utf-8")
        arguments = [program, "serve", scenario, "--ready-file", ready_file, "--admin-port", "0", *options]
        with open(self._complaints, "wb") as complaints:
            self._child = subprocess.Popen(["sh", "-c", _GUARD, "pop3kit", self.folder, *arguments], stdin=subprocess.PIPE,
                                           stdout=subprocess.PIPE, stderr=complaints)
        assert self._child.stdin is not None and self._child.stdout is not None
        self._stdin: IO[bytes] = self._child.stdin
        self._stdout: IO[bytes] = self._child.stdout
        # The server prints its ports and, at its end, the verdict. That is too little to fill a pipe.
        for _ in self._stdout:
            if os.path.exists(ready_file):  # written by rename before the first line
                break
        else:
            self._child.wait()
            complaint = self.complaint()
            self.stop()
            raise Pop3kitError(complaint or f"{program} serve ended with status {self._child.returncode} before it was ready")
        with open(ready_file, encoding="utf-8") as file:
            self.ready: Dict[str, Any] = json.load(file)

    def complaint(self) -> str:
        """Returns what the server wrote on standard error."""
        try:
            return Path(self._complaints).read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return ""

    def stop(self) -> None:
        """Ends the server and removes its files. Further calls do nothing."""
        try:
            self._stdin.write(b"stop\n")
            self._stdin.close()
        except (OSError, ValueError):  # the server has ended already
            pass
        self._child.wait()
        self._stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)
