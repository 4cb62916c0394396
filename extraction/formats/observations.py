"""An observation of a table that breaks its figures down by one dimension at most."""

from extraction.items import ObservationItem


def observation(
    indicator: str,
    area: tuple[str, str],
    period: str,
    days: tuple[str, str],
    text: str | None,
    *,
    value: float | None,
    reported: bool,
    bounds: tuple[float | None, float | None] = (None, None),
    dimension: tuple[str | None, str | None] = (None, None),
    data_source: str | None = None,
    comments: str | None = None,
    published_on: str | None = None,
) -> ObservationItem:
    """`area` is its type and its code, `days` the first and the last of the period, `dimension` its kind and its code."""
    return ObservationItem(
        indicator=indicator,
        area_type=area[0],
        area=area[1],
        period_as_stated=period,
        dim1_type=dimension[0],
        dim1=dimension[1],
        dim2_type=None,
        dim2=None,
        dim3_type=None,
        dim3=None,
        data_source=data_source,
        period_start=days[0],
        period_end=days[1],
        value_as_published=text,
        value=value,
        low=bounds[0],
        high=bounds[1],
        comments=comments,
        published_on=published_on,
        reported=reported,
    )
