"""Which room may include what. Arrows run one way: wire <- net <- {client, server} <- {archive, simulation, conformance, cli, tests, bench, examples}."""
import re
from pathlib import PurePosixPath

from gates.tree import Finding

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")', re.MULTILINE)
STANDARD = re.compile(r"^[a-z_]+$")
TIME_AND_THREADS = {"chrono", "thread", "mutex", "atomic", "future", "condition_variable", "iostream", "fstream", "ctime"}
SYSTEM = re.compile(r"^(?:sys/|netinet/|arpa/|(?:unistd|fcntl|poll|signal|errno|netdb|termios|dirent|pwd|dlfcn)\.h$)")
VOCABULARY = {"wire/outcome.hpp"}  # the only header of wire that net may include

PUBLIC_HEADER_MAY = re.compile(
    r"^boost/(?:system/.*|assert/source_location\.hpp|asio/(?:any_io_executor|awaitable)\.hpp)$"
)
TEST_FRAMEWORK = re.compile(r"^g(?:test|mock)/")
FOR_TESTS = "server/include/pop3kit/gtest.hpp"  # the only public header that uses a test framework
# room -> prefixes of what it may include beyond the standard library and its own files
ROOMS = {
    "core/text": ("boost/system/",),
    "core/wire": ("boost/system/", "text/", "pop3kit/core"),
    "core/net": ("boost/system/", "boost/asio", "openssl/", "gssapi/", "gsasl.h", "text/", "pop3kit/core"),
    "core/errors": ("boost/system/", "boost/assert/", "text/", "pop3kit/core"),
    "core/files": ("boost/system/", "openssl/", "text/", "pop3kit/core"),
    "client": ("boost/", "openssl/", "gmime/", "glib", "gio/", "unicode/", "text/", "wire/", "net/", "pop3kit/core", "pop3kit/client"),
    "archive": ("boost/asio", "boost/system/", "openssl/", "sqlite3.h", "pop3kit/core", "pop3kit/client", "pop3kit/archive"),
    "server": ("boost/", "openssl/", "lua", "errors/", "text/", "wire/", "net/", "pop3kit/core", "pop3kit/server"),
    # It puts client and server into one world, so it needs the seams that pass streams and a clock to them.
    "simulation": ("boost/asio", "boost/system/", "wire/", "net/", "pop3kit/"),
    # It has its own parser for replies, because with the client's grammar it would miss the client's mistakes.
    "conformance": ("boost/asio", "boost/system/", "net/", "pop3kit/core", "pop3kit/client", "pop3kit/conformance"),
    "cli": ("boost/json", "boost/asio", "boost/system/", "CLI/", "fmt/", "pop3kit/"),
    # Benchmarks of the grammar use the grammar directly. Upper bounds use no code of the libraries. Peers are other projects'
    # clients and servers, and the code of the interop tests starts the servers.
    "bench": ("boost/", "fmt/", "CLI/", "openssl/", "benchmark/", "curl/", "libetpan/", "wire/", "interop/peers/", "pop3kit/"),
    "examples": ("boost/", "fmt/", "pop3kit/"),
}
LEANS_ON = {("simulation", "client"), ("simulation", "server"), ("conformance", "client"), ("archive", "client")}
SEAMS = {"simulation": {"client_access.hpp", "service/service.hpp", "tls/identity.hpp", "scenario/description.hpp", "scenario/mailbox_source.hpp"}}
# Folder of server/src -> the folders of it that it may include, besides itself. The order is that of the layers.
SERVER_FOLDERS = {
    "scenario": set(),
    "tls": {"scenario"},
    "mailbox": {"scenario"},
    "auth": {"scenario"},
    "journal": {"scenario", "auth"},
    "expectation": {"scenario", "journal"},
    "response": {"scenario", "mailbox", "journal"},
    "rules": {"scenario", "tls", "response"},
    "lua": {"scenario", "rules"},
    "language": {"scenario", "mailbox", "auth", "journal", "expectation", "response", "rules", "lua"},
    "session": {"scenario", "tls", "mailbox", "auth", "journal", "expectation", "response", "rules"},
    "service": {"scenario", "rules", "session"},
    "control": {"scenario", "mailbox", "auth", "journal", "rules", "language", "service"},
    "running": {"scenario", "tls", "mailbox", "auth", "language", "service", "control"},
}
LUA_HEADER = re.compile(r"^lua\.hpp$")
SYSTEM_CALLS = {"core/files", "core/net", "core/text", "client", "server", "cli", "bench"}


def check(tree):
    owners = {}
    for path in tree.cpp():
        if found := re.match(r"(\w+)/include/(pop3kit/.+)$", path):
            owners[found.group(2)] = found.group(1)
    findings = []
    for path in tree.cpp():
        room = next((r for r in ROOMS if path.startswith(r + "/")), None)
        public = "/include/pop3kit/" in path
        if room is None and not public:
            continue
        source = tree.read(path)
        for found in INCLUDE.finditer(source):
            reason = _refuse(tree, path, room, public, found.group(1), found.group(2), owners)
            if reason:
                line = source.count("\n", 0, found.start(1) if found.group(1) else found.start(2)) + 1
                findings.append(Finding(path, line, reason))
        findings += _manners(path, source, public)
    return findings


def _refuse(tree, path, room, public, angled, quoted, owners):
    name = angled or quoted
    owner = owners.get(name)
    if reason := _refuse_in_server(tree, path, angled, quoted):
        return reason
    if name.startswith("pop3kit/") and owner is None:
        return f"no room has a public header <{name}>"
    if public:
        return _refuse_in_public(path, angled, quoted, owner)
    if quoted and (_is_own(tree, path, room, quoted) or quoted in SEAMS.get(room, ())):
        return None
    if angled and STANDARD.match(name):
        return f"{room} has no clock, thread or log: <{name}>" if room == "core/wire" and name in TIME_AND_THREADS else None
    if angled and SYSTEM.match(name):
        return None if room in SYSTEM_CALLS else f"{room} makes no system calls: <{name}>"
    if room == "core/wire" and name.startswith("wire/") or room == "core/net" and name.startswith("net/"):
        return None
    if room == "core/net" and name in VOCABULARY:
        return None
    if owner:
        name = "pop3kit/" + owner
    if name.startswith(ROOMS[room]):
        return None
    return f"{room} may not include {'<' + angled + '>' if angled else quoted}"


def _refuse_in_server(tree, path, angled, quoted):
    """Folders of the server's sources: includes point down the layers, and Lua stays in its folder."""
    found = re.match(r"server/src/(\w+)/", path)
    if found is None:
        return None
    folder = found.group(1)
    if folder not in SERVER_FOLDERS:
        return f"server/src/{folder} is not in the table of folders"
    if angled and LUA_HEADER.match(angled) and folder != "lua":
        return f"{folder} may not include <{angled}>"
    if not quoted or "server/src/" + quoted not in tree.paths:
        return None
    other = quoted.split("/")[0]
    return None if other == folder or other in SERVER_FOLDERS[folder] else f"{folder} may not include {quoted}"


def _refuse_in_public(path, angled, quoted, owner):
    room = path.split("/")[0]
    if quoted:
        return f'public headers include each other as <pop3kit/...>: "{quoted}"'
    if owner:
        return None if owner in (room, "core") or (room, owner) in LEANS_ON else f"{room} may not include <{angled}> of {owner}"
    if STANDARD.match(angled) or PUBLIC_HEADER_MAY.match(angled):
        return None
    if path == FOR_TESTS and TEST_FRAMEWORK.match(angled):
        return None
    return f"third-party header <{angled}> in a public header"


def _is_own(tree, path, room, quoted):
    """A private header beside the file, or anywhere in the room's own sources."""
    home = PurePosixPath(room)
    found = (str(top / quoted) for top in (PurePosixPath(path).parent, home, home / "src", home.parent))
    return any(name in tree.paths and name.startswith(room + "/") for name in found)


def _manners(path, source, public):
    findings = []
    if path.endswith(".hpp") and "#pragma once" not in source:
        findings.append(Finding(path, 1, "no #pragma once"))
    if "/detail/" in path or re.search(r"namespace\s+[\w:]*\bdetail\b", source):
        findings.append(Finding(path, 1, "no `detail` folders or namespaces"))
    if public and (found := re.search(r"^\s*#\s*define\s+(\w+)", source, re.MULTILINE)):
        line = source.count("\n", 0, found.start(1)) + 1
        findings.append(Finding(path, line, f"macro {found.group(1)} in a public header"))
    return findings
