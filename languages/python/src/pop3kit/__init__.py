"""A scriptable POP3 server for tests of mail clients. It needs the command `pop3kit` on the PATH, or named by POP3KIT.

    with pop3kit.serve("torn.lua") as server:
        run_the_client(server.host, server.port)

pytest has the fixture `pop3` as soon as this package is installed; see README.md."""

from ._errors import Pop3kitError, VerdictError
from ._expectations import ExpectationReport, JournalEntry, Verdict
from ._server import Server, serve

__version__ = "0.1.0"
__all__ = ["ExpectationReport", "JournalEntry", "Pop3kitError", "Server", "Verdict", "VerdictError", "serve", "__version__"]
