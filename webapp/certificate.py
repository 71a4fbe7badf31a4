"""A self-made certificate for the local network, so that a real phone's camera works in the demo."""

import datetime as dt
import ipaddress
import socket
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LASTS = dt.timedelta(days=90)


def local_address() -> str:
    """This computer's address in its network; 127.0.0.1 where it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: connecting UDP only picks an interface
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


def make_certificate(directory: Path, address: str) -> tuple[Path, Path]:
    """Write certificate and key for localhost and an IPv4 address; gives their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kaikukortti demo")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + _LASTS)
        .add_extension(_names(address), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = directory / "certificate.pem", directory / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.touch(mode=0o600)
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file


def _names(address: str) -> x509.SubjectAlternativeName:
    loopback = ipaddress.ip_address("127.0.0.1")
    addresses = {loopback, ipaddress.ip_address(address)}
    return x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), *map(x509.IPAddress, sorted(addresses, key=str))]
    )
