"""Why an order of material, or handing some out, is refused. Pure."""

from webapp.core.errors import Refusal


class MaterialRefusal(Refusal):
    """What cannot be ordered, printed or handed out so."""

    MATERIAL_AMOUNT = "material_amount"
    MATERIAL_DAY_AHEAD = "material_day_ahead"
    MATERIAL_DAY_BACKWARDS = "material_day_backwards"
    MATERIAL_PAIR = "material_pair"
    MATERIAL_UNTOLD = "material_untold"
    ORDER_NOT_TO_CHANGE = "order_not_to_change"
    ORDER_NOT_APPROVED = "order_not_approved"
    ORDER_NOT_WAITING = "order_not_waiting"
    ORDER_AT_PRINTER = "order_at_printer"
    CHANGES_REASON_NEEDED = "changes_reason_needed"
    NOBODY_GETS_MATERIAL = "nobody_gets_material"
    MORE_THAN_LEFT = "more_than_left"
