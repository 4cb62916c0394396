"""Who was asked and who was not, stated cell by cell on every recorded source: silence is exact (design §2.3)."""

import re
from typing import TYPE_CHECKING, Any

import pytest

from kb.sources.definition import all_sources
from kb.wording import french_day

if TYPE_CHECKING:
    from conftest import WholeBase

pytestmark = pytest.mark.shared

# component → the sources that cover the cell and were read; those that cover it and were not
CIV_HIV = {
    "medicament": (
        "essential_medicines global_fund hrw reliefweb unaids who_gho world_bank",
        "comede croix_rouge dhis2 euaa expertise_france icrc medecins_du_monde minsante_civ msf msf_fr ofii osar",
    ),
    "soin_technique": (
        "reliefweb",
        "croix_rouge euaa icrc medecins_du_monde minsante_civ msf msf_fr ofii osar",
    ),
    "examen_biologie": (
        "global_fund reliefweb unaids",
        "comede croix_rouge dhis2 euaa expertise_france icrc medecins_du_monde minsante_civ msf msf_fr ofii osar",
    ),
    "examen_imagerie": ("reliefweb who_gho", "euaa minsante_civ ofii osar"),
    "dispositif": ("reliefweb who_gho", "euaa expertise_france minsante_civ ofii osar"),
    "structure": (
        "global_fund hrw reliefweb who_gho world_bank",
        "comede croix_rouge dhis2 euaa expertise_france icrc insecurity_insight medecins_du_monde minsante_civ msf msf_fr "
        "ofii osar unicef who_xmart",
    ),
    "personnel": (
        "global_fund hrw reliefweb who_gho world_bank",
        "croix_rouge euaa expertise_france icrc insecurity_insight medecins_du_monde minsante_civ msf msf_fr ofii osar "
        "who_xmart",
    ),
    "urgence_transport": (
        "reliefweb who_gho",
        "croix_rouge euaa icrc medecins_du_monde minsante_civ msf msf_fr ofii osar",
    ),
    "couverture_cout": (
        "global_fund hrw reliefweb unaids who_gho world_bank",
        "comede croix_rouge euaa expertise_france icrc ilo medecins_du_monde minsante_civ msf msf_fr ofii osar who_xmart",
    ),
    "suivi_rythme": (
        "hrw reliefweb unaids who_gho",
        "comede croix_rouge euaa icrc medecins_du_monde minsante_civ msf msf_fr ofii osar",
    ),
    "environnement": (
        "global_fund hrw reliefweb unaids who_gho",
        "comede croix_rouge euaa expertise_france icrc insecurity_insight medecins_du_monde minsante_civ msf msf_fr ofii "
        "osar who_xmart",
    ),
}
# ReliefWeb is in both columns: it was asked, and one of its reports on Haiti has no text
HTI_KIDNEY = {
    "medicament": (
        "essential_medicines hrw reliefweb who_gho",
        "comede croix_rouge dhis2 euaa expertise_france icrc medecins_du_monde msf msf_fr ofii osar reliefweb",
    ),
    "soin_technique": (
        "reliefweb who_gho",
        "croix_rouge euaa icrc medecins_du_monde msf msf_fr ofii osar reliefweb",
    ),
    "examen_biologie": (
        "reliefweb who_gho",
        "comede croix_rouge dhis2 euaa expertise_france icrc medecins_du_monde msf msf_fr ofii osar reliefweb",
    ),
    "examen_imagerie": ("reliefweb who_gho", "euaa ofii osar reliefweb"),
    "dispositif": ("reliefweb who_gho", "euaa expertise_france ofii osar reliefweb"),
    "structure": (
        "hrw reliefweb who_gho world_bank",
        "comede croix_rouge dhis2 euaa expertise_france icrc insecurity_insight medecins_du_monde msf msf_fr ofii osar "
        "reliefweb unicef who_xmart",
    ),
    "personnel": (
        "hrw reliefweb who_gho world_bank",
        "croix_rouge euaa expertise_france icrc insecurity_insight medecins_du_monde msf msf_fr ofii osar reliefweb who_xmart",
    ),
    "urgence_transport": (
        "reliefweb who_gho",
        "croix_rouge euaa icrc medecins_du_monde msf msf_fr ofii osar reliefweb",
    ),
    "couverture_cout": (
        "hrw reliefweb who_gho world_bank",
        "comede croix_rouge euaa expertise_france icrc ilo medecins_du_monde msf msf_fr ofii osar reliefweb who_xmart",
    ),
    "suivi_rythme": (
        "hrw reliefweb who_gho",
        "comede croix_rouge euaa icrc medecins_du_monde msf msf_fr ofii osar reliefweb",
    ),
    "environnement": (
        "hrw reliefweb who_gho",
        "comede croix_rouge euaa expertise_france icrc insecurity_insight medecins_du_monde msf msf_fr ofii osar reliefweb "
        "who_xmart",
    ),
}
FICHES = {("CIV", "vih"): CIV_HIV, ("HTI", "insuffisance_renale"): HTI_KIDNEY}
NEVER_SEEN = "dhis2 ilo insecurity_insight unicef who_xmart"
CAPTURED = {
    "essential_medicines": r"2019",
    "global_fund": r"2025-11",
    "hrw": r"2019",
    "reliefweb": r"2026-02-12",
    "unaids": r"2019\.\.2019-08",
    "who_gho": r"2018-10\.\.2026-04-07",
    "world_bank": r"2020",
}
every_fiche = pytest.mark.parametrize(("country", "family"), FICHES)


def cells(whole_base: "WholeBase", country: str, family: str) -> dict[str, dict[str, Any]]:
    told = whole_base.base("fiche", country, family, "--format", "json")
    assert told.returncode == 0, told.stderr
    return {one["key"]: one for one in told.json["components"]}


def reason_of(whole_base: "WholeBase", source: str, country: str) -> str:
    """What the fiche must say of a source that was not consulted."""
    if source in NEVER_SEEN.split():
        return "jamais vue en vrai : aucune réponse réelle n’a été lue"
    if source == "reliefweb":
        assert country == "HTI"
        return "1\u00a0document sur ce pays, non lu : vide : la notice de ReliefWeb n’a pas de texte"
    states = {one["key"]: one for one in whole_base.base("sources", "--format", "json").json}
    day = french_day(states[source]["last_run"]["started_at"])
    if source == "msf":  # its list is recorded, and none of the documents that it names
        return f"relevé du {day} (rejeu) : aucun document n’a pu être lu"
    return f"relevé du {day} (rejeu), en échec : adresse sans réponse enregistrée"


@every_fiche
def test_each_cell_names_exactly_who_was_asked_and_who_was_not(
    whole_base: "WholeBase", country: str, family: str
) -> None:
    got = {
        key: (" ".join(s["source"] for s in one["searched"]), " ".join(m["source"] for m in one["not_consulted"]))
        for key, one in cells(whole_base, country, family).items()
    }
    assert got == FICHES[country, family]


@every_fiche
def test_each_source_that_was_not_consulted_has_its_own_reason(
    whole_base: "WholeBase", country: str, family: str
) -> None:
    said = {
        missed["source"]: (missed["title"], missed["reason"], missed["documents"])
        for one in cells(whole_base, country, family).values()
        for missed in one["not_consulted"]
    }
    assert said == {
        key: (all_sources()[key].title, reason_of(whole_base, key, country), 1 if key == "reliefweb" else None)
        for key in said
    }


@every_fiche
def test_each_source_that_was_asked_has_its_last_complete_run(
    whole_base: "WholeBase", country: str, family: str
) -> None:
    for one in cells(whole_base, country, family).values():
        for search in one["searched"]:
            assert whole_base.runs[search["source"]]["outcome"] == "complete"
            assert (search["title"], search["replay"]) == (all_sources()[search["source"]].title, True)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", search["last_complete_run"])
            assert re.fullmatch(CAPTURED[search["source"]], search["captured_on"])


def test_a_silent_cell_counts_apart_sources_asked_sources_missed_and_documents_unread(whole_base: "WholeBase") -> None:
    silent = cells(whole_base, "HTI", "insuffisance_renale")["urgence_transport"]
    assert silent["reason"] == (
        "2\u00a0sources interrogées, aucune ligne ; 8\u00a0sources non consultées ; 1\u00a0document non lu"
    )
