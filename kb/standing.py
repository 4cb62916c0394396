"""What a set of runs would put in the place of what the base holds now."""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, func, select

from kb.readings import addresses, readings, sightings, snapshots, withdrawals
from kb.releases import current_holding, holdings


def wanted_readings(connection: Connection, taken: Sequence[int]) -> dict[int, int]:
    """Address → reading, for the addresses whose content the runs would replace.

    The last run that met an address decides; an address whose reading would stay the same is left out.
    """
    last_run = (
        select(snapshots.c.address_id, func.max(sightings.c.run_id).label("run_id"))
        .join(sightings, sightings.c.snapshot_id == snapshots.c.id)
        .where(sightings.c.run_id.in_(taken))
        .group_by(snapshots.c.address_id)
        .subquery()
    )
    same = and_(last_run.c.address_id == snapshots.c.address_id, last_run.c.run_id == sightings.c.run_id)
    wanted = (
        select(snapshots.c.address_id, func.max(readings.c.id))
        .join(sightings, sightings.c.snapshot_id == snapshots.c.id)
        .join(last_run, same)
        .join(readings, readings.c.snapshot_id == snapshots.c.id)
        .group_by(snapshots.c.address_id)
    )
    held_now = select(holdings.c.address_id, holdings.c.reading_id).where(current_holding())
    held = dict(connection.execute(held_now).all())
    return {address: reading for address, reading in connection.execute(wanted) if held.get(address) != reading}


def newer_readings(connection: Connection) -> dict[str, dict[int, int]]:
    """Source → address → reading, where a newer extractor has read again the very bytes that the base holds now."""
    held, newer = readings.alias(), readings.alias()
    statement = (
        select(addresses.c.source_key, holdings.c.address_id, func.max(newer.c.id))
        .join(addresses, addresses.c.id == holdings.c.address_id)
        .join(held, held.c.id == holdings.c.reading_id)
        .join(newer, and_(newer.c.snapshot_id == held.c.snapshot_id, newer.c.id > held.c.id))
        .where(current_holding(), held.c.snapshot_id.not_in(select(withdrawals.c.snapshot_id)))
        .group_by(addresses.c.source_key, holdings.c.address_id)
        .order_by(addresses.c.source_key, holdings.c.address_id)
    )
    found: dict[str, dict[int, int]] = {}
    for source, address, reading in connection.execute(statement):
        found.setdefault(source, {})[address] = reading
    return found
