"""Invented annexes, to be written in every format."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from kb.citing.annexe import Cited, annexe_of, cited
from kb.citing.basket import Asked, basket_of
from kb.citing.blocks import Annexe
from kb.citing.surroundings import Silence, Surroundings, View
from kb.lines import Line, line_of_statement
from kb.provenance import Provenance
from kb.releases import ReleaseInfo
from kb.reopen import write_code
from kb.sources.definition import source

RELEASE = ReleaseInfo(12, "Base n° 12", datetime(2026, 11, 21, 9, tzinfo=UTC), "ab" * 32, 11, (), {})
DAY = datetime(2026, 11, 22, 9, tzinfo=UTC)
QUOTES = {
    "en": "Insulin ran out in three districts.",
    "ar": "نفد الأنسولين من الصيدلية المركزية في 2024 (ثلاثة أشهر).",
    "am": "ኢንሱሊን በ2024 ለሦስት ወራት አልነበረም።",
    "ka": "ინსულინი სამი თვე არ იყო.",
    "hy": "Ինսուլինը երեք ամիս բացակայել է։",
    "bn": "২০২৪ সালে ইনসুলিন ছিল না।",
}
_ORIGIN = ("definition", "extractor", "sha256", "retrieved_at", "last_checked_at", "archived", "replayed", "starter",
           "withdrawn_on", "withdrawn_because", "no_longer_published")  # fmt: skip


def line(**told: Any) -> Line:
    """A signal of an invented report."""
    url = "https://rapports.exemple/a?b=1&c=d_e"
    known: dict[str, Any] = {
        "definition": source("reliefweb"), "url": url, "extractor": "signals/1", "sha256": "0d" * 32,
        "retrieved_at": "2026-11-01T08:00:00Z", "last_checked_at": "2026-11-20T08:00:00Z", "archived": True,
        "replayed": False, "starter": False, "withdrawn_on": None, "withdrawn_because": None,
        "no_longer_published": False,
    }  # fmt: skip
    origin = Provenance(**{**known, **{name: told.pop(name) for name in _ORIGIN if name in told}})
    stated: dict[str, Any] = {
        "id": "0123456789abcdef", "kind": "signal", "type": "stock_out_medicines", "label": "Rupture", "lang": "en",
        "title": "Stock-outs in the south", "area": "CIV", "quote": "Insulin ran out.", "page": 14, "url": url,
        "published_on": "2025-03-01", "producer": "Une ONG", "component": "medicament",
    }  # fmt: skip
    return line_of_statement(origin, "2026-11-21", "2025-03-01", **{**stated, **told})


def lines(number: int) -> list[Line]:
    """Lines in every script that an embedded font draws."""
    scripts = list(QUOTES.items())
    return [
        line(id=f"{n:016x}", lang=scripts[n % 6][0], quote=f"{scripts[n % 6][1]} ({n})", title=f"Rapport {n}",
             component=("medicament", "structure", None)[n % 3])
        for n in range(number)
    ]  # fmt: skip


def prepared(held: Sequence[Line], code_bits: int | None = 870) -> Cited:
    """All that stands in an annexe, with a code of so many bits."""
    silence = Silence(
        "Examens d’imagerie",
        "non documenté, 1 source interrogée, aucune ligne",
        ("Observatoire (dernier passage complet : 3 mars 2026)",),
        (("aucun relevé complet dans cette base", ("Source A", "Source B")),),
    )
    view = View("Côte d’Ivoire × Diabète", ("Diabète",), "Côte d’Ivoire", ("Médicaments",), False, (silence,))
    omitted = ("1 discordance citée d’un seul côté.", "Ruptures (2024) : non cité, MSF (aucune) ; 1 ligne : 0123.")
    code = None if code_bits is None else write_code(12, "ab" * 32, (1 << code_bits) - 12345)
    asked = [Asked("CIV", ("diabete",), ("medicament",))]
    basket = basket_of(12, "ab" * 32, [line.id for line in held], asked)
    return cited(held, RELEASE, Surroundings((view,), omitted), code, basket)


def annexe(held: Sequence[Line], code_bits: int | None = 870) -> Annexe:
    return annexe_of(prepared(held, code_bits), DAY)
