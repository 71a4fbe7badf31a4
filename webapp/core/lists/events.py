"""What the log keeps of lists."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class ListDownloaded(Event):
    """A list was downloaded; `network_id` where it is one network's."""

    list_name: str
    network_id: int | None
    rows: int
