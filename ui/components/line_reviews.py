"""The reviews of a signal: told on its line; in « lire », the list and what adds one. The page knows nobody and asks for nobody."""

from collections.abc import Sequence

import streamlit as st

from kb.lines import Line
from kb.reviews import Review, add_review, reviews_of
from kb.settings import settings
from kb.vocabulary.review_loader import load_review_words
from kb.wording import french_day
from ui import data
from ui import wording_fr as w
from ui.components.html import tag, text
from ui.problems import told

_MARK, _REASON = "review_mark", "review_reason"


def review_words(found: Sequence[Review], line: Line) -> list[str]:
    """Each review of a line in a few words, oldest first."""
    words = load_review_words()
    return [
        w.review(
            words.marks[one.mark].label,
            words.reasons[one.reason].label,
            french_day(one.reviewed_on.isoformat()),
            current=one.is_about(line),
        )
        for one in found
    ]


def show_reviews(line: Line) -> None:
    """The part of the dialog: what was said, then two closed lists and a button."""
    st.html(tag("h3", text(w.REVIEWS), class_="rc-h3") + tag("p", text(w.REVIEWS_NOTE), class_="rc-legend"))
    with told():
        found = review_words(reviews_of(data.engine(), [line.id]).get(line.id, []), line)
        listed = tag("ul", *(tag("li", text(one)) for one in found)) if found else tag("p", text(w.NO_REVIEW))
        st.html(listed)
        _offer(line)


def _offer(line: Line) -> None:
    words = load_review_words()
    with st.container(horizontal=True, vertical_alignment="bottom", key="review_form"):
        mark = st.selectbox(
            w.REVIEW_MARK, list(words.marks), index=None, format_func=lambda key: words.marks[key].label, key=f"{_MARK}_{line.id}",
            filter_mode=None, placeholder=w.CHOOSE_MARK, width=160,
        )  # fmt: skip
        # another list for another mark: a reason of the first must not stay chosen under the second
        reason = st.selectbox(
            w.REVIEW_REASON, [one.key for one in words.reasons_for(mark or "")], index=None,
            format_func=lambda key: words.reasons[key].label, key=f"{_REASON}_{line.id}_{mark}", filter_mode=None,
            placeholder=w.CHOOSE_REASON, width=280, disabled=mark is None,
        )  # fmt: skip
        if st.button(w.ADD_REVIEW, key="review_add", disabled=not (mark and reason)) and mark and reason:
            add_review(data.engine(), settings().archive_url, line, mark, reason)
            st.toast(w.REVIEW_ADDED)
            st.rerun(scope="fragment")
