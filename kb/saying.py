"""What a line says, as parts: a figure, a quotation, or words of ours. One decision for every table and text."""

from dataclasses import dataclass

from kb.flag_words import FLAG_WORDS
from kb.lines import Line
from kb.vocabulary.terms import rendering
from kb.wording import french_day, french_value

NOT_REPORTED = "valeur non communiquée"
_QUOTED = frozenset({"signal", "passage", "document"})


@dataclass(frozen=True)
class Saying:
    """Exactly one of `figure`, `quote` and `words` is set."""

    figure: str | None = None
    """In French form, without its unit."""
    unit: str = ""
    quote: str | None = None
    """The publisher's own characters, in `lang`."""
    lang: str | None = None
    rendered: str | None = None
    """What a set answer means in French: « oui » for « Yes »."""
    words: str | None = None
    """Ours: nothing was reported, nothing may be quoted, or all was withdrawn."""
    published: str | None = None
    """The publisher's characters behind `words`, where there are any."""

    @property
    def plain(self) -> str:
        """All of it as one text."""
        if self.quote is not None:
            return f"« {self.quote} »" + (f" ({self.rendered})" if self.rendered else "")
        return self.words if self.words is not None else f"{self.figure} {self.unit}".strip()


def saying(line: Line) -> Saying:
    """What a line says."""
    return saying_of(line.value_as_published, line.value, line)


def saying_of(published: str | None, number: float | None, line: Line) -> Saying:
    """A statement, with the kind, the language and the unit of its line: a former value is said as today's."""
    if line.withdrawn_on:
        return Saying(words=f"retiré le {french_day(line.withdrawn_on)} ({line.withdrawn_because})")
    if line.kind in _QUOTED:
        return _quoted(line)
    if not line.has_value:
        return Saying(words=NOT_REPORTED, published=published)
    if number is None:
        return Saying(quote=published or "", lang=line.lang, rendered=rendering(published))
    return Saying(figure=french_value(published), unit=unit_of(line))


def unit_of(line: Line) -> str:
    """The unit; « nombre » says nothing that the figure does not say."""
    return "" if not line.unit or line.unit == "nombre" else line.unit


def _quoted(line: Line) -> Saying:
    if line.quote:
        return Saying(quote=line.quote, lang=line.lang)
    # a report cited as a whole quotes nothing; its title is in its label
    return Saying(words="référence seule" if line.kind == "document" else FLAG_WORDS["texte_non_redistribue"])
