"""A certificate for the local network, so that a real phone's camera works in the demo."""

import datetime as dt
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import trustme

_LASTS: Final = dt.timedelta(days=90)
_NAME: Final = "Kaikukortti demo"


@dataclass(frozen=True, slots=True)
class DemoCertificate:
    """Where the server's certificate and key are, and the authority that a phone can be made to trust."""

    certificate: Path
    key: Path
    authority: Path


def local_address() -> str:
    """This computer's address in its network; 127.0.0.1 where it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: connecting UDP only picks an interface
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


def make_certificate(directory: Path, address: str) -> DemoCertificate:
    """Write a certificate for localhost and an address, signed by an authority whose key nobody keeps."""
    authority = trustme.CA(organization_name=_NAME, organization_unit_name="Authority of one afternoon")
    # Phones refuse what is good for longer than about a year, and trustme's own are good until the year 3000.
    until = dt.datetime.now(dt.UTC).replace(tzinfo=None) + _LASTS
    issued = authority.issue_cert(
        "localhost", "127.0.0.1", address, common_name=_NAME, organization_name=_NAME, not_after=until
    )
    made = DemoCertificate(directory / "certificate.pem", directory / "key.pem", directory / "authority.pem")
    made.key.touch(mode=0o600)
    issued.private_key_pem.write_to_path(made.key)
    authority.cert_pem.write_to_path(made.authority)
    made.certificate.unlink(missing_ok=True)
    for one in issued.cert_chain_pems:
        one.write_to_path(made.certificate, append=True)
    return made
