"""Why a file is no table to read, or what stands in a cell or a field is no value. Pure."""

from webapp.core.errors import Refusal


class TableRefusal(Refusal):
    """Why a file cannot be read as a table."""

    TABLE_UNREADABLE = "table_unreadable"
    TABLE_OLD_OR_LOCKED = "table_old_or_locked"
    TABLE_TOO_LARGE = "table_too_large"
    TABLE_TOO_MANY_ROWS = "table_too_many_rows"
    TABLE_TOO_WIDE = "table_too_wide"
    TABLE_EMPTY = "table_empty"


class ValueRefusal(Refusal):
    """Why what was typed is no day, number or postal code."""

    DAY_WRONG = "day_wrong"
    NO_SUCH_DAY = "no_such_day"
    DAY_FAR = "day_far"
    NUMBER_WRONG = "number_wrong"
    NUMBER_IS_A_DAY = "number_is_a_day"
    CELL_FAULTY = "cell_faulty"
