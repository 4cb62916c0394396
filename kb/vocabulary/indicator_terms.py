from collections.abc import Iterator

from kb.vocabulary.files import FOLDER
from kb.vocabulary.indicators_loader import load_indicators
from kb.vocabulary.models import Indicator
from kb.vocabulary.similarity import CODE, NAME, SYNONYM, Reach, Term, term


def indicator_terms(source_key: str | None = None) -> Iterator[Term]:
    """Codes, labels and publishers' titles of the series of one source, or of every source that has a mapping."""
    for key in [source_key] if source_key else indicator_sources():
        for indicator in load_indicators(key).values():
            yield from _terms_of(indicator)


def indicator_sources() -> list[str]:
    """The sources whose series the vocabulary maps."""
    return sorted(path.name for path in (FOLDER / "indicators").iterdir() if any(path.glob("*.yml")))


def _terms_of(indicator: Indicator) -> Iterator[Term]:
    code, label = indicator.code, indicator.label
    yield term(label, code, label, NAME)
    yield term(code, code, label, CODE, Reach.BEGINNING)
    yield from (term(title, code, label, SYNONYM) for title in (indicator.label_en, indicator.label_who_fr) if title)
