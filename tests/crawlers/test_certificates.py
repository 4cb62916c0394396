"""An archive that proves what a publisher said must know whom it talked to: certificates are checked."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from local_server import Site, running

if TYPE_CHECKING:
    from conftest import Live

CATALOGUE = (Path(__file__).parents[1] / "examples" / "who_gho" / "Indicator.json").read_bytes()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Signed by nobody but itself, for 127.0.0.1; the key stands in the same file."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]),
    )
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    encoding = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(made.public_bytes(encoding) + key.private_bytes(encoding, *plain))
    return path


@pytest.mark.parametrize("trusted", [False, True])
def test_a_site_that_nobody_vouches_for_is_not_read(live: "Live", certificate: Path, trusted: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with running(Site(), tls=context) as site:
        site.serve("*", CATALOGUE, "application/json")
        live.who_gho(data_url=f"https://127.0.0.1:{site.port}/api/")
        if trusted:
            live.base = live.base.having(SSL_CERT_FILE=str(certificate))
        run = live.crawl("who_gho", "--limit", 1).run
    if trusted:
        assert run["snapshots_new"] > 0, run
    else:
        assert (run["outcome"], site.asked) == ("failed", [])
        assert "certificat du site n’est pas valable" in run["reason"]
