"""Entries of national lists and registers as lines. A list names a medicine; it says nothing of supply."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Engine, Select, Text, bindparam, cast, select

from kb.clock import paris_day
from kb.frozen_vocabulary import words_of
from kb.kinds import LISTING
from kb.lines import Line, line_of_statement
from kb.provenance import Provenance, provenance_of
from kb.releases import RELEASE, ReleaseInfo, in_release
from kb.vocabulary.medicines_loader import load_medicines

COMPONENT = "medicament"
LABELS = {
    "national_list": "Figure sur la liste nationale des médicaments essentiels",
    "register": "Produit enregistré par l’autorité du médicament",
}
FLAGS = {"national_list": "liste_sans_approvisionnement", "register": "enregistrement_sans_approvisionnement"}

c = LISTING.table.c
LISTING_COLUMNS = (
    c.original_id, c.address_id, c.line_id, c.list_kind, c.area, c.name, c.reference, c.period_as_stated,
    cast(c.period_start, Text), cast(c.period_end, Text), c.medicine, c.form, c.strengths, c.brand, c.holder,
    c.paediatric, c.level, c.comments, cast(c.published_on, Text),
)  # fmt: skip
_OF_MEDICINES = select(*LISTING_COLUMNS).where(
    c.area == bindparam("country"),
    c.medicine.in_(bindparam("medicines", expanding=True)),
    in_release(RELEASE, LISTING.table),
)
_EVERYWHERE = select(*LISTING_COLUMNS).where(c.medicine == bindparam("medicine"), in_release(RELEASE, LISTING.table))
_BY_ID = select(*LISTING_COLUMNS).where(
    c.line_id.in_(bindparam("ids", expanding=True)), in_release(RELEASE, LISTING.table)
)


def listing_lines(engine: Engine, release: ReleaseInfo, country: str, medicines: Collection[str]) -> list[Line]:
    """What lists and registers of a country say of these medicines (keys of the vocabulary)."""
    return _fetch(engine, release, _OF_MEDICINES, {"country": country, "medicines": list(medicines)})


def listings_of_medicine(engine: Engine, release: ReleaseInfo, medicine: str) -> list[Line]:
    """What the lists and registers of every country say of one medicine."""
    return _fetch(engine, release, _EVERYWHERE, {"medicine": medicine})


def listings_by_id(engine: Engine, release: ReleaseInfo, ids: Collection[str]) -> list[Line]:
    """The entries of a release by id."""
    return _fetch(engine, release, _BY_ID, {"ids": list(ids)})


def _fetch(engine: Engine, release: ReleaseInfo, statement: Select[Any], asked: dict[str, Any]) -> list[Line]:
    with words_of(engine, release), engine.connect() as connection:
        rows = connection.execute(statement, {**asked, "release": release.number}).all()
        came_from = provenance_of(connection, release.number, {row.address_id for row in rows})
        day = paris_day(release.created_at).isoformat()
        return [line_of_listing(row, came_from[row.address_id], day) for row in rows]


def line_of_listing(row: Sequence[Any], origin: Provenance, day: str) -> Line:
    """A line from a row of LISTING_COLUMNS; its age counts from the end of the period of the list."""
    (
        _, _, line_id, list_kind, area, name, reference, stated, start, end, medicine, form, strengths, brand, holder,
        paediatric, level, comments, published_on,
    ) = row  # fmt: skip
    known = load_medicines().get(medicine) if medicine else None
    gone = origin.withdrawn_on is not None
    details = {"DCI": known.fr if known else name, "PRESENTATION": form, "DOSAGE": strengths, "MARQUE": brand,
               "TITULAIRE": holder, "ENREGISTREMENT": reference}  # fmt: skip
    return line_of_statement(
        origin,
        day,
        end,
        id=line_id,
        kind="listing",
        label=LABELS[list_kind],
        type=list_kind,
        component=COMPONENT,
        area=area,
        value_as_published=None if gone else name,
        quote=None if gone else name,
        dimensions={kind: value for kind, value in details.items() if value},
        level=level,
        population="enfant" if paediatric else None,
        comments=None if gone else comments,
        products=[medicine] if medicine else [],
        families=list(known.families) if known else [],
        period_start=start,
        period_end=end,
        period_as_stated=stated,
        published_on=published_on,
        flags=[FLAGS[list_kind]],
    )
