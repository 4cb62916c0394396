"""ZIP archives from outside: opened within bounds, so that a crafted one cannot fill the memory of the machine."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from extraction.items import UnreadablePayload

# The estimates of 2025 (26.6 MB) unfold to about 300 MB, 1.85 million rows; above this something else is being served.
MAX_BYTES = 2**30
# Tables repeat themselves: 29 to 1 was seen. A bomb is built on 1 000 to 1.
MAX_RATIO = 200
SMALL = 2**20  # below one MiB a ratio says nothing
# RuntimeError: a member is encrypted, or compressed in a way that Python does not know
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def opened(url: str, body: bytes) -> zipfile.ZipFile:
    """The archive, once its bounds are known. Raises UnreadablePayload."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        members = archive.infolist()
    except BROKEN as error:
        raise _broken(url, error) from None
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise UnreadablePayload(
            f"L’archive de {url} dépasse {MAX_BYTES >> 20} Mo une fois dépliée : rien n’en a été lu."
        )
    for member in members:
        if member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise UnreadablePayload(
                f"L’archive de {url} se déplie plus de {MAX_RATIO} fois ({member.filename}) : rien n’en a été lu."
            )
    return archive


def content(url: str, archive: zipfile.ZipFile, name: str, size: int = -1) -> bytes:
    """The bytes of one member, or its first `size`; never more than it declared, and the checksum of a whole is verified."""
    try:
        with archive.open(name) as member:
            return member.read(size)
    except (*BROKEN, KeyError) as error:
        raise _broken(url, error) from None


def only_csv(url: str, body: bytes) -> Callable[[], IO[bytes]]:
    """The one table of an archive that should hold one, to be opened as often as it takes: unfolded it may not fit in memory."""
    archive = opened(url, body)
    tables = [name for name in archive.namelist() if name.lower().endswith(".csv")]
    if len(tables) != 1:
        raise UnreadablePayload(
            f"L’archive de {url} contient {len(tables)} fichiers CSV au lieu d’un seul : rien n’en a été lu."
        )

    def stream() -> IO[bytes]:
        try:
            return archive.open(tables[0])
        except BROKEN as error:
            raise _broken(url, error) from None

    return stream


def _broken(url: str, error: Exception) -> UnreadablePayload:
    return UnreadablePayload(
        f"L’archive de {url} ne s’ouvre pas ({' '.join(str(error).split())}). Relevez de nouveau la source."
    )
