"""The one place where text becomes HTML. Publishers' text is never trusted, and never shown in any other way."""

import html
import re
from collections.abc import Iterable

# Bidirectional controls reorder what is read, zero-width characters hide in it, C0/C1 controls have no shape.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_FOLLOWED = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[^\s\"'<>\\]*)?", re.ASCII)
_SPOKEN = str.maketrans("<>", "‹›")
LONGEST = 4_000  # characters of one text on a page; the archive keeps it whole


def clean(value: object) -> str:
    """The text without what cannot be seen, shortened when it would drown the page."""
    text = _INVISIBLE.sub("", str(value))
    return text if len(text) <= LONGEST else text[:LONGEST] + " […]"


def text(value: object) -> str:
    """Safe to put between two tags or inside a quoted attribute."""
    return html.escape(clean(value), quote=True)


def tag(name: str, *inner: str, **attributes: str | None) -> str:
    """One element. `inner` is HTML made here; attributes are escaped, and left out when None (`class_`, `data_line`)."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inner)}</{name}>"


def small(*parts: str | None) -> str:
    """Small words under a main one, from plain texts; nothing when there are none."""
    said = [text(part) for part in parts if part]
    return tag("span", " · ".join(said), class_="rc-small") if said else ""


def nothing(spoken: str) -> str:
    """A dash for the eye; for who listens, what there is none of."""
    return tag("span", "—", aria_hidden="true") + tag("span", text(spoken), class_="rc-hidden")


def link(address: str) -> str:
    """A publisher's address, to be followed in another tab; any other kind of address is text, and nothing to click."""
    if not _FOLLOWED.fullmatch(address):
        return text(address)
    return tag("a", text(address), href=address, target="_blank", rel="noopener noreferrer")


def head(columns: Iterable[str]) -> str:
    """The head of a table, one scoped cell per column."""
    return tag("thead", tag("tr", *(tag("th", text(column), scope="col") for column in columns)))


def button(label: str, action: str, described: str, class_: str = "rc-act") -> str:
    """A button of our tables; ui/components/actions.js hands its action to the server.

    Streamlit takes away a whole attribute in which it sees a closing tag: a name that is read aloud does without them.
    """
    named = described.translate(_SPOKEN)
    return tag("button", text(label), type="button", class_=class_, data_act=action, aria_label=named)
