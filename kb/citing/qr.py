"""The QR form of a re-open code, in alphanumeric mode: capitals and figures only, error correction M."""

import io

import segno

QR_ALT = "Code QR : le code de réouverture"
_QUIET = 4  # modules of white around, as the norm asks
_PIXELS = 6  # of a module in a bitmap


def svg(part: str) -> str:
    """As a drawing."""
    out = io.BytesIO()
    _made(part).save(out, kind="svg", border=_QUIET, xmldecl=False)
    return out.getvalue().decode()


def png(part: str) -> bytes:
    """As a bitmap, for word processors."""
    out = io.BytesIO()
    _made(part).save(out, kind="png", border=_QUIET, scale=_PIXELS)
    return out.getvalue()


def _made(part: str) -> segno.QRCode:
    return segno.make(part, error="m", micro=False, boost_error=False)
