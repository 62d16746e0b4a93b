"""Requests to the control room of a running server."""

import http.client
import json
from typing import Any, Callable, Optional, Union
from urllib.parse import urlencode

from ._errors import Pop3kitError

_PATIENCE = 60.0  # seconds that an answer may take, beyond the time that the request itself asks the server to wait


def duration(seconds: float) -> str:
    """Returns `seconds` as the control room expects a duration."""
    return f"{max(0, round(seconds * 1000))}ms"


class ControlRoom:
    """Sends requests to one control room, with its token."""

    def __init__(self, port: int, token: str, complaint: Callable[[], str]) -> None:
        self.port, self.token = port, token
        self._complaint = complaint

    def ask(self, method: str, path: str, body: Union[str, bytes, None] = None, wait: Optional[float] = None, **query: Any) -> Any:
        """Sends a request and returns the decoded answer. Raises Pop3kitError if the server refuses it."""
        given = {name: value for name, value in query.items() if value is not None}
        if wait is not None:
            given["wait"] = duration(wait)
        if given:
            path += "?" + urlencode(given)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE + (wait or 0))
        try:
            octets = body.encode() if isinstance(body, str) else body
            connection.request(method, path, octets, {"Authorization": f"Bearer {self.token}"})
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            reason = self._complaint() or str(error)
            raise Pop3kitError(f"the server does not answer: {reason}") from error
        finally:
            connection.close()
        told = json.loads(text)
        if answer.status >= 400:
            raise Pop3kitError(told["error"], answer.status)
        return told
