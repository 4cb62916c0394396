"""Whether a statement is asserted, denied, feared or closed: the scope of each kind of word around the cue."""

from extraction.signals.history import is_closed
from extraction.signals.scopes import TAIL, Scopes, Site, scopes

FEARED_TYPE = "stigma_discrimination"  # the fear of being rejected is the signal itself
PRESENT, NEGATED, HYPOTHETICAL, HISTORICAL = "present", "negated", "hypothetical", "historical"
_AIM = 10  # words between an aim (« afin d’éviter ») and the problem that it names
_HYPHENS = "-‐‑"  # of the pronoun that Portuguese ties to its verb
_NAMED = 5  # words between an aim and what it names: « reduce HIV-related stigma » aims at the stigma
_SUBJECT = 2  # words before « aucun » where it still opens the clause


def polarity_of(site: Site, fixed: str | None, lang: str, type_: str = "") -> str:
    """The polarity of a match; `fixed` is what its construction says by itself."""
    known = scopes(lang)
    if fixed == HISTORICAL and known.ought.intersection(site.tagged.codes[site.first : site.last]):
        return HYPOTHETICAL  # « les frais devraient être supprimés »: asked for, not done
    if fixed in (NEGATED, HISTORICAL, HYPOTHETICAL):
        return fixed
    if fixed == "asserted":
        return PRESENT
    if is_closed(site, known):
        return HISTORICAL
    if _doubted(site, known, feared=type_ == FEARED_TYPE):
        return HYPOTHETICAL
    if told := _by_days(site, known):
        return told
    if fixed == "self" or known.pseudo.intersection(site.tagged.codes[site.start : site.last]):
        return PRESENT
    return NEGATED if _denied(site, known) else PRESENT


def _by_days(site: Site, known: Scopes) -> str | None:
    """« Un mois sans rupture » denies the shortage; « pas un jour sans rupture » asserts it twice over."""
    codes = site.tagged.codes[site.start : site.cue]
    place = next((index for index, code in enumerate(codes) if code in known.day_without), None)
    if place is None:
        return None
    return PRESENT if known.negation.intersection(codes[:place]) else NEGATED


def _denied(site: Site, known: Scopes) -> bool:
    codes = site.tagged.codes
    if codes[site.cue] in known.cause or known.cause.intersection(site.before):
        return False  # « ne se font pas faute de cartouches »: the cause is asserted
    if known.negation.intersection(site.before) or known.reported_after.match(codes[site.cue + 1 : site.cue + 14]):
        return True
    if known.none.intersection(codes[site.start : site.start + _SUBJECT]):
        return True  # « Aucun des patients interrogés n’a eu à verser de … »: the subject denies the whole clause
    opened = known.first_of_two.intersection(codes[max(0, site.cue - 2) : site.cue])
    return bool(opened and known.negation.intersection(codes[site.cue + 1 : site.cue + 3]))  # « ne dépend plus »


def _doubted(site: Site, known: Scopes, *, feared: bool) -> bool:
    codes = site.tagged.codes
    if _to_avoid(codes[max(0, site.cue - _AIM) : site.cue], known, feared=feared):
        return True
    before, after = codes[site.governed : site.cue], codes[site.cue + 1 : site.last + TAIL]
    doubt = known.modal - known.fear if feared else known.modal
    if doubt.intersection(before):
        return True
    if feared:
        return False
    if doubt.intersection(codes[site.cue + 1 : site.last - 1]) or _possible(site, known):
        return True
    if _set_by_a_condition(site, known) or known.condition_first.search(codes):
        return True
    if known.conditional.intersection(codes[site.start : site.end]) or _unrealised(site, known):
        return True
    to_come = known.to_come.match(after)
    if to_come and not known.negation.intersection(to_come.group()):
        return True
    return _conditional(site, known) or _condition_of_what_follows(site, known)


def _set_by_a_condition(site: Site, known: Scopes) -> bool:
    """« Se a ajuda acabar, … »; not « agrava-se a falta », whose « se » belongs to the verb before it."""
    tagged = site.tagged
    return any(
        code in known.condition and tagged.text[max(0, tagged.start_of(index) - 1)] not in _HYPHENS
        for index, code in enumerate(tagged.codes)
    )


def _possible(site: Site, known: Scopes) -> bool:
    """« pode faltar », « puede dejar »; not « não pode », nor « pode demorar três dias », which tells a fact."""
    codes = site.tagged.codes
    if known.lasting.intersection(codes[site.cue : site.last]):
        return False
    return any(
        code in known.may and codes[place - 1 : place] not in known.negation
        for place, code in enumerate(codes[: site.last])
        if place >= site.governed
    )


def _to_avoid(before: str, known: Scopes, *, feared: bool) -> bool:
    """An aim that names the problem; « la lutte contre le paludisme » is the name of a programme, « la vaccination contre la
    fièvre » that of a service, and who avoids care because of its price does not avoid the price."""
    last = max((before.rfind(code) for code in known.avoid), default=-1)
    between = before[last + 1 :]
    programme = known.disease.intersection(between[:2]) and not (feared and len(between) <= _NAMED)
    despite = known.despite.intersection(before[: last + 1])
    shielded = not feared and known.shielded.intersection(before[max(0, last - 1) : max(0, last)])
    return last >= 0 and not programme and not despite and not shielded and not known.cause.intersection(between)


def _unrealised(site: Site, known: Scopes) -> bool:
    """« On craint que, faute de camions, … », « une fois que l’aide cessera, … »: said once, as far as the full stop."""
    return known.unrealised.search(site.written(*site.sentence(known.full_stops))) is not None


def _conditional(site: Site, known: Scopes) -> bool:
    """A verb in the conditional or the future, known by its ending, in the clause of the match."""
    return known.mood.search(site.written(site.start, min(site.end, site.last + TAIL))) is not None


def _condition_of_what_follows(site: Site, known: Scopes) -> bool:
    """« Sans contrat de maintenance, les appareils risquent … »: the clause that opens the sentence is a condition."""
    codes = site.tagged.codes
    if site.start > 1 or codes[site.start] not in known.without or codes[site.end : site.end + 1] not in known.commas:
        return False
    rest = codes[site.end : site.end + 2 * TAIL]
    if any(one.intersection(rest) for one in (known.modal, known.may, known.conditional)):
        return True
    end = min(site.end + 2 * TAIL, len(codes))
    return known.mood.search(site.written(site.end, end)) is not None
