"""What may stand between a reader and the base, each with its sentence: what, why, what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from kb.errors import KbError
from ui import wording_fr as w
from ui.components.html import tag, text


class Problem(Enum):
    """The situations a page can meet."""

    NO_BASE = auto()
    NEWER_BASE = auto()
    UNREACHABLE = auto()
    NO_RELEASE = auto()
    UNKNOWN_RELEASE = auto()
    BROKEN_ADDRESS = auto()


class Trouble(Exception):
    """Raised by ui/data.py and the pages when a situation of Problem is met."""

    def __init__(self, problem: Problem, number: int | None = None) -> None:
        super().__init__(problem.name)
        self.problem, self.number = problem, number


def sentence(trouble: Trouble) -> str:
    """The French sentence of a situation."""
    return w.PROBLEMS[trouble.problem.name].format(number=trouble.number)


def say(told: str) -> None:
    """One sentence in the place of what cannot be shown; a rule, not an alarm."""
    st.html(tag("p", text(told), class_="rc-problem", role="status"))


@contextmanager
def told() -> Iterator[None]:
    """Anything that goes wrong inside is told as one sentence; the page ends there."""
    try:
        yield
    except Trouble as trouble:
        say(sentence(trouble))
    except SQLAlchemyError:
        say(w.PROBLEMS[Problem.UNREACHABLE.name])
    except KbError:
        # its message may hold an address or a key: it is for the operator's terminal, not for a page
        say(w.PROBLEMS["OTHER"])
