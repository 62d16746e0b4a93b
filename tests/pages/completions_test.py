"""Each shell loads its completion, which offers what --help lists: completions_test.py SHELL PROGRAM COMMAND FOLDER. The
shell itself completes the lines; FOLDER is the share/ of an installed tree."""
import os
import pty
import shlex
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import command_help

BASH = """
source "$1/bash-completion/completions/pop3kit"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"$(complete -p pop3kit | sed 's/.*-F \\([^ ]*\\) .*/\\1/')"
printf '%s\\n' "${COMPREPLY[@]}"
"""

# Zsh completes within its line editor only. A widget completes each line of the file `lines`, and a replacement of compadd,
# which all completions call in the end, writes down what is offered.
ZSH = """
fpath=({share}/zsh/site-functions $fpath)
autoload -Uz compinit && compinit -u -D
compadd() {{
  if [[ ${{@[1,(i)(-|--)]}} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a offered
  builtin compadd -A offered "$@"
  print -rl -- $offered >> {folder}/offered
  builtin compadd "$@"
}}
offer_all() {{
  local line
  for line in "${{(@f)$(<{folder}/lines)}}"; do
    print -r -- "> $line" >> {folder}/offered
    BUFFER=$line CURSOR=$#line
    zle list-choices
  done
  exit
}}
zle -N offer_all
bindkey '^T' offer_all
print -r -- ready
"""


class Bash:
    def __init__(self, program, share):
        self.program, self.share = program, share

    def offered(self, lines):
        """For each line, what is offered in place of its last word."""
        return [self._offered(line.split(" ")) for line in lines]

    def _offered(self, words):
        ran = subprocess.run([self.program, "--norc", "-c", BASH, "bash", self.share, *words], capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
        return ran.stdout.split()


class Fish:
    def __init__(self, program, share):
        self.program, self.share = program, share

    def offered(self, lines):
        script = f"source {shlex.quote(str(self.share))}/fish/vendor_completions.d/pop3kit.fish\n"
        script += "".join(f"echo '> '\ncomplete -C {shlex.quote(line)}\n" for line in lines)
        with tempfile.TemporaryDirectory() as home:
            environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "TERM": "dumb"}
            ran = subprocess.run([self.program, "--no-config", "-c", script], env=environment, cwd=home, capture_output=True, text=True,
                                 check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
        return [[each.split("\t")[0] for each in part.splitlines()[1:]] for part in ran.stdout.split("> ")[1:]]


class Zsh:
    def __init__(self, program, share):
        self.program, self.share = program, share

    def offered(self, lines):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / ".zshrc").write_text(ZSH.format(share=shlex.quote(str(self.share)), folder=name))
            (folder / "lines").write_text("\n".join(lines))
            self._complete(folder)
            parts = (folder / "offered").read_text().split("> pop3kit")[1:]
        return [part.splitlines()[1:] for part in parts]

    def _complete(self, folder):
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(folder)
            os.execve(self.program, [self.program, "-d", "-i"], {**os.environ, "ZDOTDIR": str(folder), "HOME": str(folder), "TERM": "dumb"})
        shown = b""
        while b"ready" not in shown:
            shown += os.read(terminal, 4096)
        os.write(terminal, b"\x14")
        try:
            while os.read(terminal, 4096):
                pass
        except OSError:  # the shell has ended
            pass
        os.close(terminal)
        os.waitpid(process, 0)


class Completions(unittest.TestCase):
    shell = command = None

    def offered(self, line):
        (found,) = self.shell.offered([line])
        return found

    def test_verbs_are_offered(self):
        self.assertEqual(sorted(set(self.offered("pop3kit "))), sorted(command_help.verbs(self.command)))

    def test_a_verb_is_completed(self):
        self.assertEqual(set(self.offered("pop3kit capa")), {"capabilities"})

    def test_options_of_each_verb_are_offered(self):
        verbs = command_help.verbs(self.command)
        for verb, found in zip(verbs, self.shell.offered([f"pop3kit {verb} --" for verb in verbs]), strict=True):
            with self.subTest(verb=verb):
                wanted = [name for name in command_help.options(self.command, verb) if name.startswith("--")]
                self.assertTrue(wanted)
                self.assertEqual(set(wanted) - set(found), set())

    def test_options_of_other_verbs_are_not_offered(self):
        found = self.offered("pop3kit check --")
        self.assertIn("--quiet", found)
        self.assertNotIn("--password-file", found)

    def test_values_are_offered(self):
        self.assertEqual(set(self.offered("pop3kit list --multi ")), {"disable", "enable", "automatic"})


if __name__ == "__main__":
    shell, program, Completions.command, share = sys.argv[1:5]
    Completions.shell = {"bash": Bash, "fish": Fish, "zsh": Zsh}[shell](program, Path(share))
    unittest.main(argv=sys.argv[:1])
