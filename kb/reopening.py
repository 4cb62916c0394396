"""Opening a re-open code on this base: the release it names and the lines of it."""

from sqlalchemy import Engine

from kb.errors import BadCode
from kb.releases import ReleaseInfo, get_release
from kb.reopen import read_code


def open_code(engine: Engine, code: str) -> tuple[ReleaseInfo, tuple[str, ...]]:
    """The release and the line ids a code names. Raises BadCode (a French sentence) or NoRelease."""
    named = read_code(code)
    release = get_release(engine, named.release)
    if not release.sha256.startswith(named.sha256_start):
        raise BadCode(
            f"Ce code vient d’une autre base : la base n° {named.release} d’ici n’a pas l’empreinte qu’il porte. "
            "Ouvrez-le sur l’installation d’où vient l’annexe."
        )
    return release, named.ids
