"""What one reader looks at: a country, families, components, a release. Held by the session, mirrored in the address."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """`components` empty means all of them; `release` None means the current one; `medicine` is that of its own page."""

    country: str | None = None
    families: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    release: int | None = None
    medicine: str | None = None

    @property
    def is_whole(self) -> bool:
        """True once there is something to show."""
        return bool(self.country and self.families)
