"""Verdicts planted in a copy of the project: the guard must see each, and must see nothing before."""

import shutil
from pathlib import Path

import pytest
from auditing import PACKAGES, audit

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own files, in a place where they may be spoilt."""
    where = tmp_path_factory.mktemp("mutants") / "project"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, where / package, ignore=shutil.ignore_patterns("__pycache__", "*.gz", "var"))
    shutil.copy(ROOT / "app_streamlit.py", where / "app_streamlit.py")
    return where


WORDING, MATRIX, CSS = "ui/wording_fr/fixed.py", "ui/components/matrix.py", "ui/components/style.css"
# what is planted → file, text it stands after, the planted text
MUTANTS = {
    # words, in French and in English
    "a word in a sentence of the interface": (WORDING, 'APP = "Recoupe"\n', 'A = "Traitement disponible dans le pays"\n'),
    "in capitals and with accents": (WORDING, 'APP = "Recoupe"\n', 'A = "INACCESSIBLE"\n'),
    "with accents apart": (WORDING, 'APP = "Recoupe"\n', 'A = "avis de\u0301favorable"\n'),
    "with a letter that cannot be seen": (WORDING, 'APP = "Recoupe"\n', 'A = "dispo\u200bnible"\n'),
    "with a soft hyphen": (WORDING, 'APP = "Recoupe"\n', 'A = "appro\u00adprié"\n'),
    "with letters of another alphabet": (WORDING, 'APP = "Recoupe"\n', 'A = "dispоniblе"\n'),
    "in two pieces added": (WORDING, 'APP = "Recoupe"\n', 'A = "Soins dispo" + "nibles"\n'),
    "in two pieces side by side": (WORDING, 'APP = "Recoupe"\n', 'A = ("Soins dispo" "nibles")\n'),
    "in a sentence with a hole": (WORDING, 'APP = "Recoupe"\n', 'def a(n: int) -> str:\n    return f"{n} soins accessibles"\n'),
    "a conclusion": (WORDING, 'APP = "Recoupe"\n', 'A = "Conclusion : suivi assuré"\n'),
    "a recommendation": (WORDING, 'APP = "Recoupe"\n', 'A = "Avis recommandé"\n'),
    "an allowed phrase made longer": (WORDING, 'APP = "Recoupe"\n', 'A = "Recoupe ne conclut pas : disponible"\n'),
    "a mark": (WORDING, 'APP = "Recoupe"\n', 'A = "Accès : 3/5"\n'),
    "a mark out of twenty": (WORDING, 'APP = "Recoupe"\n', 'A = "14,5 / 20"\n'),
    "a trust level": (WORDING, 'APP = "Recoupe"\n', 'A = "Niveau de confiance élevé"\n'),
    "a traffic light in words": (WORDING, 'APP = "Recoupe"\n', 'A = "feu vert"\n'),
    "a traffic light in signs": (WORDING, 'APP = "Recoupe"\n', 'A = "🟢"\n'),
    "a thumb": (WORDING, 'APP = "Recoupe"\n', 'A = "👍"\n'),
    "stars": (WORDING, 'APP = "Recoupe"\n', 'A = "★★★☆☆"\n'),
    "a way to say that care is possible": (WORDING, 'APP = "Recoupe"\n', 'A = "Prise en charge possible"\n'),
    "a summary": (WORDING, 'APP = "Recoupe"\n', 'A = "En résumé, le pays suit ses patients"\n'),
    "English in a command": ("cli/fiche_text.py", "_SHOWN = 12", "  # x\nA = 'Treatment is available'\n"),
    "English in the help": ("cli/coverage.py", 'help="key of a family; all by default"', ', rich_help_panel="Overall rating"'),
    "in a log": ("crawlers/settings.py", "\n", 'A = "crawl done, sources unreliable"\n'),
    "in an export": ("kb/export.py", "\n", 'A = "Country ranking"\n'),
    "in a reason of scoring": ("scoring/evidence.py", "\n", 'A = "lignes suffisantes"\n'),
    "in a label of the vocabulary": (
        "kb/vocabulary/components.yml", "medicament:\n", '  said: "Médicaments disponibles"\n'),
    "in the limits of a source": ("kb/sources/hrw.yml", "", '\nlimits_again: "source peu crédible"\n'),
    "in a script": ("ui/components/actions.js", "", '\nconst said = "accessible";\n'),
    "in a template string of a script": ("ui/components/actions.js", "", "\nconst said = `soins ${1} disponibles`;\n"),
    "in a CSS content": (CSS, "", '\n.rc-state::after { content: "favorable"; }\n'),
    # colours
    "a red in the style": (CSS, "", "\n.rc-state { color: #c62828; }\n"),
    "a short green in the style": (CSS, "", "\n.rc-state { color: #0a0; }\n"),
    "a named green": (CSS, "", "\n.rc-state { background: green; }\n"),
    "a scale in a chart": (MATRIX, "_FEW = 3", '  # x\nSCALE = {"scheme": "redyellowgreen"}\n'),
    "a green box of Streamlit": ("ui/pages/recoupement.py", '"""The page one lives in."""\n', '    st.success("ok")\n'),
    "a coloured word of Streamlit": (WORDING, 'APP = "Recoupe"\n', 'A = ":green[documenté]"\n'),
    "a red in the code": (MATRIX, "_FEW = 3", '  # x\nINK = "#b00020"\n'),
    # fields and keys
    "a field of a component": ("scoring/evidence.py", "    state: State\n", "    lines_total: int = 0\n"),
    "a field of a fiche": ("scoring/fiche.py", "    release: ReleaseInfo\n", "    documented: int = 0\n"),
    "a field of a contradiction": ("scoring/contradictions.py", "    about: str\n", "    stronger_side: int = 0\n"),
    "a field of a side": ("scoring/contradictions.py", "    says: str\n", "    weight: float = 0.0\n"),
    "a field of a gap": ("scoring/coverage.py", "    silent: tuple[str, ...]\n", "    share: float = 0.0\n"),
    "a class with a verdict": ("scoring/states.py", "", "\n\nclass Opinion:\n    overall_score: int = 0\n"),
    "a key of a JSON": ("scoring/fiche.py", '        "key": evidence.key,\n', '        "availability": 1,\n'),
    "a key of a command": ("cli/coverage.py", "\n", 'A = {"country_rank": 1}\n'),
}  # fmt: skip


def test_nothing_is_seen_where_nothing_is_planted(copy: Path) -> None:
    assert audit(copy) == []


@pytest.mark.parametrize("planted", MUTANTS)
def test_the_guard_sees_what_is_planted(copy: Path, planted: str) -> None:
    name, after, text = MUTANTS[planted]
    path = copy / name
    before = path.read_text(encoding="utf-8")
    assert after in before, f"{name} no longer holds {after!r}: choose another place to plant"
    at = before.index(after) + len(after) if after.strip() else len(before)
    path.write_text(before[:at] + text + before[at:], encoding="utf-8")
    try:
        assert audit(copy, only=path) != []
    finally:
        path.write_text(before, encoding="utf-8")
