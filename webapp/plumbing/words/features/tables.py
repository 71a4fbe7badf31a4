"""What is said of files with tables, and of days, numbers and postal codes that cannot be read."""

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

from webapp.core.errors import Refusal
from webapp.core.tables.reasons import TableRefusal, ValueRefusal

_ = lazy_gettext

REFUSALS: Final[Mapping[Refusal, LazyString]] = {
    TableRefusal.TABLE_UNREADABLE: _(
        "This file cannot be read as a table. Save it as an Excel file (.xlsx), an OpenDocument file (.ods) "
        "or as CSV, and choose it again."
    ),
    TableRefusal.TABLE_OLD_OR_LOCKED: _(
        "The file is locked with a password, or in the old Excel format (.xls). Save it without a password "
        "as .xlsx, and choose it again."
    ),
    TableRefusal.TABLE_TOO_LARGE: _("The file is too large. Divide it into several files."),
    TableRefusal.TABLE_TOO_MANY_ROWS: _(
        "The file has more than %(most)s rows. Divide it into several files."
    ),
    TableRefusal.TABLE_TOO_WIDE: _(
        "The file has more than %(most)s columns. Take out those that are not asked."
    ),
    TableRefusal.TABLE_EMPTY: _("The file is empty."),
    ValueRefusal.DAY_WRONG: _("Write the day with its year, such as %(day)s."),
    ValueRefusal.NO_SUCH_DAY: _("There is no such day as %(typed)s. Check the day and the month."),
    ValueRefusal.DAY_FAR: _("Write a day between the years %(first)s and %(last)s."),
    ValueRefusal.NUMBER_WRONG: _("Write a whole number in digits, such as 2."),
    ValueRefusal.NUMBER_IS_A_DAY: _("%(typed)s is a day. Write a whole number in digits."),
    ValueRefusal.CELL_FAULTY: _(
        "A formula in this cell has no result (%(typed)s). Write there what it should give."
    ),
}
