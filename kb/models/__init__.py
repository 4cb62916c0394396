"""The tables, one theme per file."""

from kb.models.crawling import Address, Run, Sighting, Snapshot
from kb.models.documents import Document, Passage, ReadingDocument, ReadingPassage
from kb.models.facts import Observation, Reading, ReadingObservation
from kb.models.listings import Listing, ReadingListing
from kb.models.releasing import FrozenVocabulary, Holding, Release, ReleaseChange, ReleaseRun
from kb.models.reviewing import Review
from kb.models.searching import SearchArea, SearchEntry, SearchSeries, SearchText
from kb.models.signals import ReadingSignal, Signal
from kb.models.withdrawing import ReleaseResidue, Withdrawal

__all__ = [
    "Address",
    "Document",
    "FrozenVocabulary",
    "Holding",
    "Listing",
    "Observation",
    "Passage",
    "Reading",
    "ReadingDocument",
    "ReadingListing",
    "ReadingObservation",
    "ReadingPassage",
    "ReadingSignal",
    "Release",
    "ReleaseChange",
    "ReleaseResidue",
    "ReleaseRun",
    "Review",
    "Run",
    "SearchArea",
    "SearchEntry",
    "SearchSeries",
    "SearchText",
    "Sighting",
    "Signal",
    "Snapshot",
    "Withdrawal",
]
