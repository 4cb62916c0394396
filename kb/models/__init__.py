"""The tables, one theme per file."""

from kb.models.crawling import Address, Run, Sighting, Snapshot
from kb.models.facts import Observation, Reading, ReadingObservation
from kb.models.releasing import Holding, Release, ReleaseChange, ReleaseRun
from kb.models.withdrawing import ReleaseResidue, Withdrawal

__all__ = [
    "Address",
    "Holding",
    "Observation",
    "Reading",
    "ReadingObservation",
    "Release",
    "ReleaseChange",
    "ReleaseResidue",
    "ReleaseRun",
    "Run",
    "Sighting",
    "Snapshot",
    "Withdrawal",
]
