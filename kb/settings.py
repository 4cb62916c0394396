"""The one settings class. Every variable is listed in docs/settings.md."""

from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kb.errors import KbError

DEFAULT_CONTACT = "https://example.org/recoupe"


class Settings(BaseSettings):
    """Read from RECOUPE_* variables; the defaults make a working base under var/ in the current folder."""

    model_config = SettingsConfigDict(env_prefix="RECOUPE_", extra="ignore")

    database_url: str = "sqlite:///var/recoupe.db"
    archive_url: str = "var/archive"
    shared: Path = Path("../shared")
    """Recorded answers, for tests and benchmarks only."""
    clock: str | None = None
    """ISO date-time that stands for now, in tests. `recoupe serve` refuses it."""
    contact: str = DEFAULT_CONTACT
    """Address a publisher can write to; sent in the User-Agent of the crawlers."""
    log_dir: Path = Path("var/log")
    reliefweb_appname: str | None = None
    """The name that ReliefWeb approved for this installation; without it that source is not asked."""
    port: int = 8501


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"RECOUPE_{'_'.join(str(part) for part in first['loc'])}".upper()
        raise KbError(f"{name}={first['input']!r} cannot be used: {first['msg']}. See docs/settings.md.") from None
