"""Why a visit, a phone's command or a look back is refused. Pure."""

from webapp.core.errors import Refusal


class VisitRefusal(Refusal):
    """What the rules of a visit say no to; the verdict on its card is a CardRefusal."""

    MORE_CHILDREN_THAN_REGISTERED = "more_children_than_registered"
    CHILDREN_ON_COURSE = "children_on_course"
    COMMUNITY_CARD_ON_COURSE = "community_card_on_course"
    TOO_MANY_CHILDREN = "too_many_children"
    ALREADY_HERE = "already_here"
    VENUE_NOT_COMMITTED = "venue_not_committed"


class CommandRefusal(Refusal):
    """What the register cannot hold, or not read."""

    VISIT_DIFFERS = "visit_differs"
    VISIT_UNKNOWN = "visit_unknown"
    VISIT_NOT_STORED = "visit_not_stored"
    COMMAND_UNREADABLE = "command_unreadable"
    ONE_ADULT_PER_CARD = "one_adult_per_card"
    COUNT_IMPOSSIBLE = "count_impossible"


class LookingBackRefusal(Refusal):
    """What cannot be looked for or corrected."""

    VISIT_UNDONE = "visit_undone"
    CODE_PART = "code_part"


class RescueRefusal(Refusal):
    """Why a phone's rescue file cannot be taken in."""

    RESCUE_FILE_UNREADABLE = "rescue_file_unreadable"
    RESCUE_FILE_OF_ANOTHER = "rescue_file_of_another"
