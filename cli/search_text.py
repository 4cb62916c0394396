"""Search results as text, in French, for a terminal."""

from collections.abc import Iterable, Sequence

from cli.fiche_text import line_text
from kb.citations import area_name, retrieved
from kb.kinds import DOCUMENT, LISTING, OBSERVATION
from kb.lines import Line
from kb.passage_lines import OLD, PRIVATE
from kb.releases import ReleaseInfo
from kb.search.finding import Results
from kb.search.lines import Hit
from kb.search.marks import Span, around, within
from kb.search.query import Query
from kb.wording import counted, french_age, french_day
from scoring.evidence import NotConsulted, Search

ORDER = "Ordre : d’abord les mots dans le titre ou le nom, puis du plus récent au plus ancien. Aucun autre tri."
_CONTEXT = 160  # characters on each side, in a terminal; the JSON holds what the licence lets out


def search_text(
    release: ReleaseInfo,
    query: Query,
    found: Results,
    searched: Sequence[Search],
    not_consulted: Sequence[NotConsulted],
) -> str:
    """How many, the results, what was added to the words, what was looked through."""
    shown = f", dont {len(found.hits)} ci-dessous" if len(found.hits) < found.total else ""
    head = f"{counted(found.total, 'résultat')}{shown}" if found.total else "Aucun résultat"
    return "\n".join(
        [
            f"{head} dans la base n° {release.number} du {french_day(release.created_at.isoformat())}",
            *_about(query),
            *([ORDER, ""] if found.hits else []),
            *(part for hit in found.hits for part in _hit(hit)),
            _searched(searched),
            *_missed(not_consulted),
        ]
    )


def _about(query: Query) -> list[str]:
    told = [f"Aussi cherché : {_quoted(one.added for one in query.expansions)} (--no-synonyms pour les retirer)"]
    left = [f"Mots trop courants, non cherchés : {_quoted(query.ignored)} (entre guillemets, ils comptent)"]
    return (told if query.expansions else []) + (left if query.ignored else [])


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"« {word} »" for word in dict.fromkeys(words))


def _hit(hit: Hit) -> list[str]:
    line = hit.line
    if line.kind in {OBSERVATION.name, LISTING.name}:
        return [f"{area_name(line)} · {line_text(line)}", ""]
    where = f" · p. {line.page}" if line.page is not None else ""
    dates = f"publié : {french_day(line.published_on)} ({_age(line)}) · {retrieved(line)} · vérifié : {french_day(line.last_checked_at)}"
    parts = [
        f"{line.id}  {_with_marks(line.label, hit.label_marks)}{where}{_place(line)}",
        f"    {dates} · {line.producer} · {line.url}",
    ]
    return [*parts, *_quote(hit), ""]


def _place(line: Line) -> str:
    return f" · {area_name(line)}" if line.area else ""


def _age(line: Line) -> str:
    return french_age(line.age_months) + (" ⚑ plus de 24 mois" if OLD in line.flags else "")


def _quote(hit: Hit) -> list[str]:
    line = hit.line
    if line.withdrawn_on:
        return [f"    retiré le {french_day(line.withdrawn_on)} ({line.withdrawn_because})"]
    if line.kind == DOCUMENT.name:
        return [f"    {line.comments}"] if line.comments else []
    if line.quote is None:
        why = "nomme une personne" if PRIVATE in line.flags else "licence"
        return [f"    passage non reproduit ({why}) : voir l’original"]
    start, end = around(line.quote, hit.quote_marks, _CONTEXT)
    text = _with_marks(line.quote[start:end], within(hit.quote_marks, start, end))
    before, after = "… " if start else "", " …" if end < len(line.quote) else ""
    return [f"    « {before}{' '.join(text.split())}{after} » ({line.lang or 'langue non indiquée'})"]


def _with_marks(text: str, marks: Iterable[Span]) -> str:
    """The words that were looked for between ‹ and ›: a terminal may have no bold."""
    for start, end in sorted(marks, reverse=True):
        text = f"{text[:start]}‹{text[start:end]}›{text[end:]}"
    return text


def _searched(searched: Sequence[Search]) -> str:
    if not searched:
        return "Aucune source interrogée."
    told = (f"{one.title} ({_run(one)})" for one in searched)
    return f"{counted(len(searched), 'source interrogée', 'sources interrogées')} : {' ; '.join(told)}"


def _run(one: Search) -> str:
    if one.replay:
        return f"réponses enregistrées, captées : {french_day(one.captured_on)}"
    return f"dernier relevé complet : {french_day(one.last_complete_run)}"


def _missed(not_consulted: Sequence[NotConsulted]) -> list[str]:
    if not not_consulted:
        return []
    told = " ; ".join(f"{one.title} : {one.reason}" for one in not_consulted)
    return [f"{counted(len(not_consulted), 'source non consultée', 'sources non consultées')} : {told}"]
