"""The words of a start and of an end, as finely as their source tells them."""

from kb.lines import Line
from kb.wording import french_day
from scoring.timeline import Ending, Entry
from scoring.timeline_dates import told_end, told_start
from ui import wording_fr as w


def start_words(entry: Entry) -> str:
    """« mars 2022 »; « début non documenté » where the source tells none."""
    if entry.ending is Ending.SELF:
        return w.NO_LINE
    told = told_start(entry.line)
    return french_day(told) if told else w.START_NOT_DOCUMENTED


def start_note(entry: Entry) -> str | None:
    """Without a start, the publication at least bounds it."""
    line = entry.line
    if entry.ending is Ending.SELF or line.period_start or line.period_end or not line.published_on:
        return None
    return w.started_before(french_day(line.published_on))


def end_words(entry: Entry) -> str:
    """The end, or that nobody documents it."""
    line = entry.line
    if line.polarity == "hypothetical":
        return w.ONLY_FEARED
    if line.polarity == "negated":
        period = period_words(line)
        return w.told_absent_for(period) if period else w.TOLD_ABSENT_AT_PUBLICATION
    if entry.ending is Ending.STATED:
        told = told_end(line)
        return french_day(told) if told else w.TOLD_PAST_UNDATED
    return closing_words(entry.closed_by) if entry.closed_by else w.END_NOT_DOCUMENTED


def closing_words(closing: Line) -> str:
    """When the same source tells it over: the day it tells, else its publication."""
    told = told_end(closing) if closing.polarity == "historical" else told_start(closing) or told_end(closing)
    return french_day(told) if told else w.at_the_latest(french_day(closing.published_on))


def end_note(entry: Entry) -> str | None:
    """What else is known of the end."""
    line = entry.line
    if entry.ending is Ending.LATER:
        return w.TOLD_OVER_LATER
    if line.polarity == "historical":
        return w.TOLD_PAST if line.period_end else None
    if entry.ending is not Ending.NOT_DOCUMENTED:
        return None
    if told := told_end(line):
        return w.last_told(french_day(told))
    return w.STILL_TOLD if line.period_start and line.published_on else None


def period_words(line: Line) -> str:
    """« de mars 2022 à juin 2022 », « depuis mars 2022 », « 2021 »; empty where none is stated."""
    start, end = told_start(line), told_end(line)
    if start == end:
        return french_day(start) if start else ""
    return w.span(start and french_day(start), end and french_day(end))
