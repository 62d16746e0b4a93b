"""A small client: it reads all mail of an account and deletes it once it has arrived."""

import poplib


def read_all(host, port, user, password, attempts=2):
    """Returns all messages. Connects again if the connection breaks."""
    for attempt in range(1, attempts + 1):
        client = poplib.POP3(host, port, timeout=60)
        try:
            client.user(user)
            client.pass_(password)
            count, _ = client.stat()
            messages = [b"\r\n".join(client.retr(number)[1]) for number in range(1, count + 1)]
            for number in range(1, count + 1):
                client.dele(number)
            client.quit()
            return messages
        except OSError:
            if attempt == attempts:
                raise
        finally:
            client.close()
