"""Global Essential Medicines: medicines × countries → one listing for each « 1 »."""

import io
import json
from collections.abc import Iterator

from extraction.formats.csv_tables import read_csv, require_names
from extraction.items import ListingItem, Payload, UnreadablePayload
from kb.vocabulary.areas_loader import area_of
from kb.vocabulary.medicine_entries import ListEntry, read_entry
from kb.vocabulary.medicines_loader import medicines_digest

# a newer vocabulary recognises other entries: it reads again, and the older reading stays in its releases
EXTRACTOR = f"essential_medicines/1+{medicines_digest()}"

_LABELS = ("medicine", "ATC code primary", "ATC code secondary")
_PERIOD = (
    "2017"  # the lists were gathered then (Bull. World Health Organ. 2019); the year of each list is not in the table
)
_COMMENT = "liste recueillie en 2017 ; l’année de la liste elle-même n’est pas dans le tableau"


def read(payload: Payload) -> Iterator[ListingItem]:
    """One entry per medicine and country of the table. Raises UnreadablePayload on any column or mark not known here."""
    table = read_csv(payload.url, lambda: io.BytesIO(payload.body))
    require_names(payload.url, table.header[: len(_LABELS)], _LABELS)
    require_names(payload.url, table.header, set(table.header))  # a column written twice would say two things
    areas = [area_of("essential_medicines", name)[1] for name in table.header[len(_LABELS) :]]
    for row in table.rows:
        entry = read_entry(row[0])
        for area, mark in zip(areas, row[len(_LABELS) :], strict=True):
            if mark == "1":
                yield _listing(entry, area, row[1])
            elif mark != "0":
                raise UnreadablePayload(
                    f"Le tableau de {payload.url} porte {mark!r} pour {row[0]} : seuls 0 et 1 y sont connus. Rien n’en a été lu."
                )


def _listing(entry: ListEntry, area: str, atc: str) -> ListingItem:
    return ListingItem(
        list_kind="national_list",
        area=area,
        name=entry.text,
        period_as_stated=_PERIOD,
        period_start=f"{_PERIOD}-01-01",
        period_end=f"{_PERIOD}-12-31",
        medicine=entry.medicine,
        parts=json.dumps(entry.parts) if entry.parts and not entry.medicine else None,
        form=entry.form,
        paediatric=entry.paediatric,
        level="national",
        comments=f"code ATC {atc} ; {_COMMENT}" if atc else _COMMENT,
    )
