from collections.abc import Iterator

from kb.vocabulary.entries_loader import load_components
from kb.vocabulary.similarity import NAME, SYNONYM, Term, term


def component_terms() -> Iterator[Term]:
    """Every exam, device, place or person that leads to an element of the global treatment."""
    for key, component in load_components().items():
        yield term(component.label, key, component.label, NAME)
        yield from (term(word, key, component.label, SYNONYM) for word in component.words)
