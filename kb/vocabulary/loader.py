"""One door to the vocabulary: what the rest of the code imports."""

from kb.vocabulary.entries_loader import load_area_codes, load_components, load_countries, load_families
from kb.vocabulary.errors import VocabularyError
from kb.vocabulary.indicators_loader import indicators_for, load_indicators
from kb.vocabulary.medicine_models import Medicine
from kb.vocabulary.medicines_loader import load_medicines
from kb.vocabulary.models import Component, Country, Family, Indicator
from kb.vocabulary.treatment_models import Origin, Treatment
from kb.vocabulary.treatments_loader import load_origins, load_treatments

__all__ = [
    "Component",
    "Country",
    "Family",
    "Indicator",
    "Medicine",
    "Origin",
    "Treatment",
    "VocabularyError",
    "indicators_for",
    "load_area_codes",
    "load_components",
    "load_countries",
    "load_families",
    "load_indicators",
    "load_medicines",
    "load_origins",
    "load_treatments",
]
