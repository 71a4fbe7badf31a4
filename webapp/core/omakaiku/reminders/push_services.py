"""Which addresses are those of a browser's push service. The register will write to them. Pure."""

import re
from dataclasses import dataclass
from typing import Final

LONGEST_ENDPOINT: Final = 1_000
_ADDRESS: Final = re.compile(r"https://(?P<host>[a-z0-9.-]+)(?::443)?/[!-\[\]-~]*")
"""A host's name and no bare address with a port, no user, no backslash, nothing that is not seen."""
_PLAIN: Final = re.compile(r"http://(?P<host>[a-z0-9.-]+)(?::\d+)?/[!-\[\]-~]*")
_HOSTS: Final = frozenset({"fcm.googleapis.com", "updates.push.services.mozilla.com"})
_DOMAINS: Final = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")


@dataclass(frozen=True, slots=True)
class PushServices:
    """Google's, Mozilla's, Apple's and Microsoft's; addresses come from browsers, so no others are taken.

    `plain_hosts` are the push services that tests play, on their own machine and without HTTPS.
    """

    plain_hosts: frozenset[str] = frozenset()

    def accepts(self, endpoint: str) -> bool:
        """Whether this is an address at one of them."""
        if len(endpoint) > LONGEST_ENDPOINT or "#" in endpoint:
            return False
        if found := _ADDRESS.fullmatch(endpoint):
            host = found["host"]
            return host in _HOSTS or host.endswith(_DOMAINS)
        plain = _PLAIN.fullmatch(endpoint)
        return plain is not None and plain["host"] in self.plain_hosts
