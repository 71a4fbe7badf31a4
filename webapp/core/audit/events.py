"""The base of each feature's events: ids and codes only, never background data, names or addresses."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth being asked about later."""
