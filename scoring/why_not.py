"""Why a source that covers a cell was not consulted, in a few French words: each reason is one that a run or a file gave."""

import re
from collections.abc import Mapping
from functools import lru_cache

from kb.ended_runs import EndedRun
from kb.expectations import Outcome, waits_for_credential
from kb.releases import ReleaseInfo
from kb.sources.definition import SourceDefinition
from kb.wording import counted, french_day

NEVER_SEEN = "jamais vue en vrai : aucune réponse réelle n’a été lue"
STARTER = "figures de départ seulement : aucun relevé complet sur cette installation"
NEVER_RUN = "jamais relevée sur cette installation"
_ADDRESS_FIRST = re.compile(r"^https?://\S+\s*(?::\s*)?")  # the Sources page has the address; here the cause is enough
_ENDED = {
    Outcome.FAILED: "{day}, en échec",
    Outcome.BLOCKED: "{day}, refusé par l’éditeur",
    Outcome.BELOW_EXPECTATION: "{day}, en deçà de ce qui est attendu et retenu",
}
_WAITS = "{day}, arrêté : il y manque l’autorisation que l’éditeur demande"
_KEPT_BACK = "{day}, complet et retenu : il fermerait trop de ce que la base tient"
_BROUGHT_NOTHING = "{day} : aucun document n’a pu être lu"


def why_not(definition: SourceDefinition, release: ReleaseInfo, run: EndedRun | None) -> str:
    """The reason for a source of which a release took nothing."""
    if definition.status != "active":
        return NEVER_SEEN
    if definition.retired:
        return (
            f"retirée le {french_day(definition.retired.on.isoformat())} : {_without_stop(definition.retired.reason)}"
        )
    if release.is_starter:
        return STARTER
    if run is None:
        return NEVER_RUN
    return _ended(run, taken=run.id in release.runs)


def nothing_read(unread: Mapping[str, int]) -> str:
    """The reason for a source all of whose documents are unread."""
    return f"aucun document lu sur {_told(unread)}"


def unread_documents(unread: Mapping[str, int]) -> str:
    """The reason for the documents on a country that were not read."""
    number = sum(unread.values())
    return f"{counted(number, 'document')} sur ce pays, non {'lus' if number > 1 else 'lu'} : {', '.join(unread)}"


@lru_cache(maxsize=1024)  # a date in words takes longer than all the reads of a fiche's sources
def _ended(run: EndedRun, *, taken: bool) -> str:
    day = f"relevé du {french_day(run.started_at.isoformat())}" + (" (rejeu)" if run.replay else "")
    if run.outcome == Outcome.COMPLETE:
        return (_BROUGHT_NOTHING if taken else _KEPT_BACK).format(day=day)
    if waits_for_credential(run.reason):
        return _WAITS.format(day=day)
    said = _ENDED[Outcome(run.outcome)].format(day=day)
    return f"{said} : {cause}" if run.reason and (cause := _cause(run.reason)) else said


def _cause(reason: str) -> str:
    """The first sentence of a run's reason, without the address it begins with."""
    return _without_stop(_ADDRESS_FIRST.sub("", reason).partition(". ")[0])


def _told(unread: Mapping[str, int]) -> str:
    return f"{sum(unread.values())} : {', '.join(unread)}"


def _without_stop(sentence: str) -> str:
    return sentence.strip().rstrip(".")
