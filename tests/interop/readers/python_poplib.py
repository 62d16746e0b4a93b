"""python_poplib.py PORT PROTECTION CA OUT MECHANISM: Python's own client reads every message of alice."""
import pathlib
import poplib
import ssl
import sys

port, protection, ca, out = int(sys.argv[1]), sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
poplib._MAXLINE = 1 << 20  # it refuses lines beyond 2048 octets otherwise
trust = ssl.create_default_context(cafile=ca)
if protection == "implicit_tls":
    mail = poplib.POP3_SSL("localhost", port, context=trust, timeout=60)
else:
    mail = poplib.POP3("localhost", port, timeout=60)
if protection == "stls":
    mail.stls(trust)
if sys.argv[5] == "apop":
    mail.apop("alice", "s3cret")
else:
    mail.user("alice")
    mail.pass_("s3cret")
count, _ = mail.stat()
for number in range(1, count + 1):
    lines = mail.retr(number)[1]
    (out / str(number)).write_bytes(b"".join(line + b"\r\n" for line in lines))
mail.quit()
