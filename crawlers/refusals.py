"""Why an address was not asked, or its answer not taken. The sentences go to the operator, in the reason of the run."""

from scrapy.exceptions import IgnoreRequest


class Refused(IgnoreRequest):
    """Base: we refuse to ask, or the publisher refuses that we ask. The run is « blocked »."""


class OffSite(Refused):
    """Raised by the guard for an address that is on no declared host of the source."""


class NotPublic(Refused):
    """Raised when an address leads to this machine or to its private network."""


class RobotsForbid(Refused):
    """Raised when the publisher's robots.txt closes an address, or asks for a pace that no run could keep."""


class Unusable(Exception):
    """Base: what came cannot be used. The run is « failed » if it was the entry, else below what is expected."""


class RobotsUnreadable(Unusable):
    """Raised when robots.txt could not be had: nobody knows what it allows, so nothing is asked (RFC 9309, 2.3.1.4)."""


class TooLarge(Unusable):
    """Raised when a body, as sent or once decompressed, passes the limit."""


class CutShort(Unusable):
    """Raised when a compressed body ends before its end, or is not what its header says."""
