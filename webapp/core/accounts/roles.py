"""The roles and the whole policy: one table that a non-programmer can read."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person is when they use the register. Staff have the role of their organisation's kind.

    A counter's device has a role of its own: whoever holds it checks and records, and nothing else.
    """

    CARDHOLDER = "cardholder"
    COUNTER_DEVICE = "counter_device"
    VENUE = "venue"
    DISTRIBUTOR = "distributor"
    COORDINATOR = "coordinator"
    NATIONAL_OFFICE = "national_office"


class Permission(StrEnum):
    """What a page or an API call asks for."""

    SHOW_OWN_CARD = "show_own_card"
    CHECK_CARDS = "check_cards"
    RECORD_VISITS = "record_visits"
    CORRECT_VISITS = "correct_visits"
    PLAN_OFFERS = "plan_offers"
    ENROL_DEVICES = "enrol_devices"
    SEE_ALL_DEVICES = "see_all_devices"
    IMPORT_VISITS = "import_visits"
    ISSUE_CARDS = "issue_cards"
    ANNOUNCE_OUTINGS = "announce_outings"
    SEE_NETWORK = "see_network"
    GIVE_TIPS_TO_NETWORK = "give_tips_to_network"
    ANSWER_FEEDBACK = "answer_feedback"
    SEE_COUNTRY = "see_country"
    GIVE_TIPS_TO_COUNTRY = "give_tips_to_country"
    MAKE_CODES = "make_codes"
    FOUND_NETWORKS = "found_networks"
    KEEP_MODEL = "keep_model"
    ACCEPT_COMMITMENTS = "accept_commitments"
    LOOK_AFTER_PARTNERS = "look_after_partners"
    SHARE_COSTS = "share_costs"
    APPROVE_MATERIAL = "approve_material"
    SAY_MATERIAL_IS_LOW = "say_material_is_low"
    SEE_AUDIT_LOG = "see_audit_log"
    MANAGE_STAFF = "manage_staff"
    HAVE_ACCOUNT = "have_account"


P = Permission

GRANTS: Mapping[Role, frozenset[Permission]] = MappingProxyType({
    Role.CARDHOLDER: frozenset({P.SHOW_OWN_CARD}),
    Role.COUNTER_DEVICE: frozenset({P.CHECK_CARDS, P.RECORD_VISITS}),
    Role.VENUE: frozenset({
        P.HAVE_ACCOUNT, P.MANAGE_STAFF, P.CHECK_CARDS, P.RECORD_VISITS, P.CORRECT_VISITS, P.PLAN_OFFERS,
        P.ENROL_DEVICES, P.IMPORT_VISITS, P.ACCEPT_COMMITMENTS,
        P.SAY_MATERIAL_IS_LOW,
    }),
    Role.DISTRIBUTOR: frozenset({
        P.HAVE_ACCOUNT, P.MANAGE_STAFF, P.ANNOUNCE_OUTINGS, P.ISSUE_CARDS, P.ACCEPT_COMMITMENTS,
        P.SAY_MATERIAL_IS_LOW,
    }),
    Role.COORDINATOR: frozenset({
        P.HAVE_ACCOUNT, P.MANAGE_STAFF, P.GIVE_TIPS_TO_NETWORK, P.SEE_NETWORK, P.ANSWER_FEEDBACK,
        P.SEE_AUDIT_LOG, P.LOOK_AFTER_PARTNERS, P.ACCEPT_COMMITMENTS,
    }),
    Role.NATIONAL_OFFICE: frozenset({
        P.HAVE_ACCOUNT, P.MANAGE_STAFF, P.GIVE_TIPS_TO_COUNTRY, P.SEE_COUNTRY, P.MAKE_CODES, P.SEE_AUDIT_LOG,
        P.SEE_ALL_DEVICES, P.IMPORT_VISITS, P.SHARE_COSTS, P.FOUND_NETWORKS, P.LOOK_AFTER_PARTNERS,
        P.KEEP_MODEL, P.APPROVE_MATERIAL,
    }),
})  # fmt: skip
"""Role → what it may open. Whose card, venue or network it is, is checked in the action or query itself."""


def may(role: Role, permission: Permission) -> bool:
    """Whether the policy grants this role this permission."""
    return permission in GRANTS[role]
