"""cite --check: which cited addresses still answer, whether their bytes changed, and where the archived copy is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine

from crawlers.link_checking import Found, Link, LinkCheck, check_links
from kb.citing.captures import Capture, captures_of
from kb.lines import Line


def checked(engine: Engine, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """One row per line: what came of each of its addresses, and the copy of this archive."""
    captures = captures_of(engine, [line.sha256 for line in lines])
    links = {line.id: _links(line, captures.get(line.sha256)) for line in lines}
    told = {check.link: check for check in check_links([link for one in links.values() for link in one])}
    return [_row(line, [told[link] for link in links[line.id]], captures.get(line.sha256)) for line in lines]


def holds(rows: Sequence[dict[str, Any]]) -> bool:
    """True when every address answers and no bytes changed."""
    good = {Found.SAME.value, Found.NOT_COMPARED.value}
    return all(address["found"] in good for row in rows for address in row["addresses"])


def sentences(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The same for a terminal."""
    said = []
    for row in rows:
        for one in row["addresses"]:
            why = f" ({one['why']})" if one["why"] else ""
            said.append(f"{row['id']} : {one['url']} · {one['found']}{why}")
        copy = row["copy"]
        said.append(
            f"    copie archivée ici : {copy['file']}, position {copy['offset']}, SHA-256 {row['sha256']}"
            if copy
            else f"    aucune copie dans cette archive ; SHA-256 des octets lus : {row['sha256']}"
        )
    return said


def _links(line: Line, capture: Capture | None) -> list[Link]:
    """The cited address, then the one the bytes came from where it is another."""
    if capture is None or capture.url == line.url:
        return [Link(line.url, line.sha256)]
    return [Link(line.url, None), Link(capture.url, line.sha256)]


def _row(line: Line, checks: Sequence[LinkCheck], capture: Capture | None) -> dict[str, Any]:
    addresses = [{"url": one.link.url, "found": one.found.value, "why": one.why} for one in checks]
    kept = capture is not None and line.archived
    copy = {"file": capture.file, "offset": capture.offset} if capture and kept else None
    return {"id": line.id, "sha256": line.sha256, "addresses": addresses, "copy": copy}
