"""Of whom a sentence speaks, in the words of the vocabulary; nothing where it names several populations, or none."""

from extraction.attributes.scene import Scene
from extraction.attributes.words import pattern
from kb.vocabulary.populations import load_populations

_GROUPS = {"child": "enfant", "pregnant": "femme_enceinte", "adult": "adulte"}


def population_of(scene: Scene) -> str | None:
    """The one population that the quotation names, else the one of what stands beside it."""
    for text in (scene.clause, scene.frame):
        found = [key for group, key in _GROUPS.items() if pattern(scene.lang, group).search(text)]
        if found:
            return load_populations().groups[found[0]].label if len(found) == 1 else None
    return None
