"""The session's cookie: signed, and read also by a server whose clock is a little behind the signer's."""

from datetime import datetime
from typing import Any, Final

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from webapp.core.calendar import CLOCKS_DIFFER

_AHEAD_SECONDS: Final = CLOCKS_DIFFER.total_seconds()


class _Signer(TimestampSigner):
    """Takes a signature of the near future for one of now; the library's own refuses it for a second.

    Then whoever meets two servers in turn, or one whose clock is put back, would be signed out.
    """

    def unsign(  # type: ignore[override]  # the library spells each return type out; who calls it here is one
        self, signed_value: str | bytes, max_age: int | None = None, *, return_timestamp: bool = False
    ) -> bytes | tuple[bytes, datetime]:
        """The value, if it is not too old or of a time that is still to come.

        Raises:
            SignatureExpired: it is.
        """
        value, signed_at = super().unsign(signed_value, return_timestamp=True)
        age = self.get_timestamp() - int(signed_at.timestamp())
        if max_age is not None and not -_AHEAD_SECONDS <= age <= max_age:
            message = f"Signature age {age}"
            raise SignatureExpired(message, payload=value, date_signed=signed_at)
        return (value, signed_at) if return_timestamp else value


class SessionCookie(SecureCookieSessionInterface):
    """Flask's own, but for its signer."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Flask's serializer with our signer."""
        made: Any = super().get_signing_serializer(app)
        if made is not None:
            made.signer = _Signer
        serializer: URLSafeTimedSerializer | None = made
        return serializer
