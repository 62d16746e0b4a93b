"""The exceptions of this package."""

from typing import Optional


class Pop3kitError(Exception):
    """The server could not be started, or a request failed.

    `status` is the HTTP status of the control room's answer, or None if there was no answer.
    """

    def __init__(self, message: str, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.status = status


class VerdictError(AssertionError):
    """The client did not do what was expected. The message lists each difference."""
