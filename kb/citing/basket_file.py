"""The basket as a file: versioned, with a check of its own. What it says is verified before anything is shown."""

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Engine

from kb.citations import BANNER
from kb.citing.basket import Asked, Basket, basket_of
from kb.errors import BadBasket, NoRelease
from kb.releases import ReleaseInfo, get_release

FORMAT, VERSION = "recoupe-panier", 1
MOST_BYTES = 2_000_000  # ten thousand lines take 200 000
_CHANGED = (
    "Ce fichier de panier a été changé depuis qu’il a été enregistré : son contrôle ne tombe pas juste. "
    "Rien n’en est repris. Reprenez le fichier d’origine, ou le code imprimé sur l’annexe."
)
_NOT_ONE = (
    "Ce fichier n’est pas un panier de Recoupe, ou il est abîmé. Choisissez un fichier panier-AAAAMMJJ-hhmm.json."
)

_Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,60}$")]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Id = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Choice(_Strict):
    country: _Key
    families: list[_Key]
    components: list[_Key]


class _Held(_Strict):
    release: int = Field(ge=0, lt=2**31)
    sha256: _Sha256
    choices: list[_Choice]
    lines: list[_Id]


class _File(_Strict):
    format: Literal["recoupe-panier"]
    version: int
    notice: str
    baskets: list[_Held]
    check: _Sha256


def write_baskets(baskets: Iterable[Basket]) -> str:
    """The text of a file: keys and ids only, no word that anyone typed."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "notice": BANNER,
        "baskets": [_told(basket) for basket in baskets],
    }
    return json.dumps({**told, "check": _check(told)}, ensure_ascii=False, indent=1) + "\n"


def read_baskets(text: str | bytes) -> list[Basket]:
    """The baskets of a file, or BadBasket saying what is wrong with it."""
    if len(text) > MOST_BYTES:
        raise BadBasket(_NOT_ONE)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise BadBasket(_NOT_ONE) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise BadBasket(_NOT_ONE)
    if told.get("version") != VERSION:
        raise BadBasket(
            f"Ce panier est de la version {str(told.get('version'))[:20]}, que ce programme ne connaît pas. Mettez Recoupe à jour."
        )
    if told.pop("check", None) != _check(told):
        raise BadBasket(_CHANGED)
    try:
        held = _File.model_validate({**told, "check": _check(told)})
    except ValidationError:
        raise BadBasket(_NOT_ONE) from None
    return [_basket(one) for one in held.baskets]


def release_of(engine: Engine, basket: Basket) -> ReleaseInfo:
    """The release of a basket on this base, or BadBasket when this base has none, or another one under its number."""
    try:
        release = get_release(engine, basket.release)
    except NoRelease:
        raise BadBasket(
            f"Ce panier cite la base n° {basket.release}, que cette installation ne tient pas. Ouvrez-le sur celle d’où il vient."
        ) from None
    if release.sha256 != basket.sha256:
        raise BadBasket(
            f"Ce panier vient d’une autre base : la base n° {basket.release} d’ici n’a pas l’empreinte qu’il porte. "
            "Ouvrez-le sur l’installation d’où il vient."
        )
    return release


def _told(basket: Basket) -> dict[str, object]:
    choices = [
        {"country": one.country, "families": list(one.families), "components": list(one.components)}
        for one in basket.asked
    ]
    return {"release": basket.release, "sha256": basket.sha256, "choices": choices, "lines": list(basket.ids)}


def _basket(held: _Held) -> Basket:
    asked = [Asked(one.country, tuple(one.families), tuple(one.components)) for one in held.choices]
    return basket_of(held.release, held.sha256, held.lines, asked)


def _check(told: dict[str, object]) -> str:
    """SHA-256 of all the rest: it tells a change, it is no signature."""
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
