"""Why a lost password cannot be replaced. Pure."""

from webapp.core.errors import Refusal


class ResetRefusal(Refusal):
    """Why a link, or help with signing in, is refused."""

    PASSWORD_LINK_INVALID = "password_link_invalid"  # noqa: S105 - a reason, not a password
    WORKS_ELSEWHERE = "works_elsewhere"
