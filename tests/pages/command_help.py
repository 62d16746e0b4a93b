"""What `pop3kit --help` and `pop3kit VERB --help` list."""
import re
import subprocess


def _help(command, *arguments):
    return subprocess.run([command, *arguments, "--help"], capture_output=True, text=True, check=True).stdout


def verbs(command):
    listed = _help(command).split("\nSubcommands:\n", 1)[1]
    return re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE)


def options(command, *verb):
    """Every name of every option, with its dashes. Option lines begin with two blanks and a dash."""
    lines = re.findall(r"^  (-[^ ]+)", _help(command, *verb), re.MULTILINE)
    return [name for line in lines for name in line.split(",")]
