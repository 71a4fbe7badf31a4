"""Why a backup or a restore did not happen."""


class BackupError(Exception):
    """It cannot be done; the message says in a sentence why."""
