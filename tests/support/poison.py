"""A fault in the register that nobody has thought of."""

from sqlalchemy import text
from sqlalchemy.orm import Session


def poison(session: Session, code: str) -> None:
    """Make the register refuse one code's visits."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"ALTER TABLE visits ADD CONSTRAINT poison CHECK (code <> '{code}')"))
    else:
        session.execute(
            text(
                "CREATE TRIGGER poison BEFORE INSERT ON visits "
                f"WHEN NEW.code = '{code}' BEGIN SELECT RAISE(ABORT, 'poison'); END"
            )
        )
