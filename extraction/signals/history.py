"""Whether the text closes the past that a statement tells: « until 2016 », « used to », « …; this has changed »."""

from extraction.signals.scopes import TAIL, Scopes, Site

_OBJECT = 3  # words between « called off » and the strike


def is_closed(site: Site, known: Scopes) -> bool:
    """A problem that the passage puts in a past it ends."""
    codes = site.tagged.codes
    return bool(
        known.history.intersection(_segment(site, known))
        or known.long.intersection(codes[max(0, site.cue - 1) : site.cue])
        or _before_an_era(site, known)
        or _ended(site, known)
        or _called_off(site, known)
        or _closed_next(site, known)
    )


def _segment(site: Site, known: Scopes) -> str:
    """The codes between the full stops and semicolons around the match."""
    first, last = site.sentence(known.full_stops)
    return site.tagged.codes[first:last]


def _before_an_era(site: Site, known: Scopes) -> bool:
    """« Avant la gratuité », « until 2014 »: a bound in the past, around a verb in the past."""
    return known.era.search(_segment(site, known)) is not None and _told_in_the_past(site, known)


def _told_in_the_past(site: Site, known: Scopes) -> bool:
    codes = site.tagged.codes[site.start : site.end]
    return bool(known.past.intersection(codes) or known.past_form.search(site.written(site.start, site.end)))


def _ended(site: Site, known: Scopes) -> bool:
    """« Les ruptures ont cessé »: the problem is the subject of a verb that ends it."""
    after = site.tagged.codes[max(site.cue + 1, site.last) : site.last + 2 * TAIL]
    stop = next((index for index, code in enumerate(after) if code in known.breaks), len(after))
    return bool(known.ended.intersection(after[:stop]))


def _called_off(site: Site, known: Scopes) -> bool:
    """« Called off the strike », « rouvert après quatre mois de fermeture »: what ends the problem stands before it."""
    before = site.tagged.codes[: site.cue]
    return bool(known.called_off.intersection(before[-_OBJECT:]) or known.ended_after.search(before))


def _is_closed_by(rest: str, match: str, known: Scopes) -> bool:
    """A repair or a change told after the problem; not « no … currently available », nor « … and is still not there »."""
    found = known.closed_after.search(rest)
    if found is None or known.still_not.search(rest):
        return False
    apart = known.clause_ends.intersection(rest[: found.start()])
    return bool(apart) or not known.negation.intersection(match)


def _spans_years(site: Site, known: Scopes) -> bool:
    """« En panne de 2018 à 2021 »: a span of years, with or without a verb."""
    return sum(code in known.years for code in site.tagged.codes[site.start : site.end]) > 1


def _closed_next(site: Site, known: Scopes) -> bool:
    """What follows closes it (« …; la réforme y a mis fin », « … Depuis, trois appareils l’ont remplacé »)."""
    rest = site.tagged.codes[site.last :]
    if known.changed.intersection(rest) or known.changed.intersection(site.following):
        return True
    if known.reopened.intersection(rest) and not known.modal.intersection(rest):
        return True
    match = site.tagged.codes[site.first : site.last]
    if known.denied.intersection(site.tagged.codes[max(site.governed, site.first - TAIL) : site.first]):
        return False  # « has had no power cut since … »: the denial holds since then
    if _told_in_the_past(site, known) and (_is_closed_by(rest, match, known) or known.now.search(rest)):
        return True
    if _spans_years(site, known) and known.now.search(rest):
        return True
    if _told_in_the_past(site, known) and known.now_first.match(site.following):
        return True
    dated = known.past.intersection(site.tagged.codes[site.start : site.end])
    return bool(dated and (_is_closed_by(site.following, "", known) or known.reopened.intersection(site.following)))
