"""Kenya, Pharmacy and Poisons Board: the register of products → one listing per product. Its status goes with it."""

import io
import json
from collections.abc import Iterator
from datetime import date

from extraction.formats.csv_tables import read_csv
from extraction.items import ListingItem, Payload, UnreadablePayload
from kb.vocabulary.medicine_entries import read_columns
from kb.vocabulary.medicines_loader import medicines_digest

# a newer vocabulary recognises other entries: it reads again, and the older reading stays in its releases
EXTRACTOR = f"kenya_ppb/1+{medicines_digest()}"

_COLUMNS = (
    "Registration No",
    "TradeName",
    "INN of API",
    "Dosage",
    "PackSize",
    "Registration Date",
    "LTR",
    "MAH",
    "Status",
)
# columns of the register that say nothing of the product itself: how and by which path it was asked for
_IGNORED = ("", "Application Type", "Application Path", "Local/Foreign")


def read(payload: Payload) -> Iterator[ListingItem]:
    """One entry per row. Raises UnreadablePayload on any column not known here, or on a date that is none."""
    table = read_csv(payload.url, lambda: io.BytesIO(payload.body))
    for row in table.columns((*_COLUMNS, *_IGNORED)):
        number, brand, inn, dosage, pack, registered, representative, holder, status = (
            cell.strip() for cell in row[: len(_COLUMNS)]
        )
        entry = read_columns(inn, strength=dosage)
        day = _day(payload.url, registered)
        yield ListingItem(
            list_kind="register",
            area="KEN",
            name=inn or brand,
            reference=number or None,
            period_as_stated=f"enregistré le {day}" if day else None,
            period_start=day,
            period_end=day,
            medicine=entry.medicine,
            parts=json.dumps(entry.parts) if entry.parts and not entry.medicine else None,
            form=entry.form,
            strengths=dosage or None,
            brand=brand or None,
            holder=holder or representative or None,
            paediatric=entry.paediatric,
            level="national",
            comments=" ; ".join(part for part in (f"statut : {status}" if status else "", pack) if part) or None,
        )


def _day(url: str, stamp: str) -> str | None:
    if not stamp:
        return None
    try:
        return date.fromisoformat(stamp[:10]).isoformat()
    except ValueError:
        raise UnreadablePayload(f"{stamp!r} n’est pas une date au registre de {url} : rien n’en a été lu.") from None
