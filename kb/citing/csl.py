"""One line of the base as one CSL-JSON item: the only model of a citation; every format and style is drawn from it."""

from typing import Any

from kb.citations import BANNER, area_name, attribution, breakdown, not_consulted_by_us
from kb.citing.dates import date_parts
from kb.lines import Line
from kb.releases import ReleaseInfo
from kb.signal_lines import NOT_STATED
from kb.sources.definition import source
from kb.vocabulary.indicators_loader import load_indicators
from kb.wording import french_day

Item = dict[str, Any]
_OF_REPORTS = frozenset({"signal", "passage", "document"})


def item_of(line: Line, release: ReleaseInfo) -> Item:
    """The item of a line, without empty fields (CSL-JSON 1.0.2; what has no field of its own is under `custom`)."""
    definition = source(line.source)
    fields = {
        "id": line.id,
        "type": "report" if line.kind in _OF_REPORTS else "dataset",
        "title": _title(line),
        "original-title": _original_title(line),
        "language": line.lang,
        "author": [{"literal": line.producer}] if line.producer != NOT_STATED else None,
        "container-title": definition.title,
        "publisher": line.publisher,
        "issued": date_parts(line.published_on),
        "accessed": None if line.is_replay or line.is_starter else date_parts(line.retrieved_at),
        "status": not_consulted_by_us(line),
        "page": str(line.page) if line.page else None,
        "URL": line.url,
        "archive": f"Recoupe, base n° {release.number} du {french_day(release.created_at.isoformat())}",
        "archive_location": f"ligne {line.id}",
        "call-number": f"SHA-256 des octets {_bytes_word(line)} : {line.sha256}",
        "abstract": line.quote or line.value_as_published,
        "annote": attribution(line),
        "note": BANNER,
        "custom": {"recoupe": _custom(line, release)},
    }
    return {name: value for name, value in fields.items() if value}


def _title(line: Line) -> str:
    if line.kind in _OF_REPORTS:
        return line.title or line.label
    named = f"{line.label}{breakdown(line)}"
    code = f" ({line.indicator})" if line.indicator else ""
    period = f", {line.period_as_stated}" if line.period_as_stated else ""
    return f"{named}{code}, {area_name(line)}{period}"


def _original_title(line: Line) -> str | None:
    """The publisher's own name of a series, where we saw it; a report keeps its title in its language."""
    definition = source(line.source)
    indicator = load_indicators(definition.indicators).get(line.indicator or "") if definition.indicators else None
    return indicator.label_en if indicator and not indicator.label_en_unverified else None


def _bytes_word(line: Line) -> str:
    if line.withdrawn_on:
        return "retirés de l’archive"
    return "archivés" if line.archived else "lus (copie non jointe)"


def _custom(line: Line, release: ReleaseInfo) -> Item:
    return {
        "release": release.number,
        "release_sha256": release.sha256,
        "line": line.id,
        "sha256": line.sha256,
        "archived": line.archived,
        "period": line.period_as_stated,
        "published_on": line.published_on,
        "retrieved_at": line.retrieved_at,
        "last_checked_at": line.last_checked_at,
        "extractor": line.extractor,
        "rule": line.rule,
        "licence": line.licence,
        "withdrawn_on": line.withdrawn_on,
    }
