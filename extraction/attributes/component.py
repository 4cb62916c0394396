"""Which component of the global treatment a signal speaks of."""

from functools import cache
from re import Pattern

from extraction.attributes.scene import Scene
from extraction.attributes.words import compiled
from kb.vocabulary.signals_loader import load_signal_objects, load_signal_types


def component_of(scene: Scene, type_: str) -> str:
    """The component of the object named in the quotation, else in the sentence, else that of the type (design §3)."""
    for text in (scene.clause, scene.folded):
        for pattern, component, types in _objects():
            if type_ in types and pattern.search(text):
                return component
    return load_signal_types()[type_].component


@cache
def _objects() -> tuple[tuple[Pattern[str], str, tuple[str, ...]], ...]:
    return tuple(
        (compiled(tuple(word.strip() for word in one.words.split(","))), one.component, one.types)
        for one in load_signal_objects().values()
    )
