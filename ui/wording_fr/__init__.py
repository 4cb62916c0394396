"""Every French sentence of the reading room, as one name: `from ui import wording_fr as w`."""

from ui.wording_fr.annexe import *  # noqa: F403
from ui.wording_fr.changes import *  # noqa: F403
from ui.wording_fr.crossing import *  # noqa: F403
from ui.wording_fr.fixed import *  # noqa: F403
from ui.wording_fr.framework import *  # noqa: F403
from ui.wording_fr.legal import *  # noqa: F403
from ui.wording_fr.line import *  # noqa: F403
from ui.wording_fr.medicine import *  # noqa: F403
from ui.wording_fr.population import *  # noqa: F403
from ui.wording_fr.reviews import *  # noqa: F403
from ui.wording_fr.search import *  # noqa: F403
from ui.wording_fr.sentences import *  # noqa: F403
from ui.wording_fr.signals import *  # noqa: F403
from ui.wording_fr.sources import *  # noqa: F403
