"""Why an account or a password is refused. Pure."""

from webapp.core.errors import Refusal


class AccountRefusal(Refusal):
    """Why somebody cannot sign in, or a password cannot be taken."""

    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105 - a reason, not a password
    PASSWORD_TOO_LONG = "password_too_long"  # noqa: S105 - a reason, not a password
    PASSWORD_COMMON = "password_common"  # noqa: S105 - a reason, not a password
    SIGN_IN_FAILED = "sign_in_failed"
