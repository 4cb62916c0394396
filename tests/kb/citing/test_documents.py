"""The annexe in the hands of others: PDF tools, LibreOffice; the same words in every format, the banner on every page."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from annexes import QUOTES, annexe, line, lines
from docx import Document
from lxml import etree

from kb.citations import BANNER, CODE_NOTICE
from kb.citing.blocks import Annexe, Code
from kb.citing.docx import annexe_docx
from kb.citing.odt import annexe_odt
from kb.citing.pdf import NOT_IN_FONTS, annexe_pdf
from kb.citing.text import annexe_text
from kb.reopen import read_code

WRITERS: dict[str, Callable[[Annexe], bytes]] = {"pdf": annexe_pdf, "docx": annexe_docx, "odt": annexe_odt}
needs_tools = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in ("qpdf", "pdftotext", "pdfinfo", "pdffonts")),
    reason="qpdf or poppler-utils is not installed",
)
needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="libreoffice-writer-nogui is not installed")


@pytest.fixture(scope="module")
def twelve() -> Annexe:
    return annexe(lines(12))


@pytest.fixture(scope="module")
def pdf(twelve: Annexe, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "annexe.pdf"
    path.write_bytes(annexe_pdf(twelve))
    return path


def told(*command: object) -> str:
    ran = subprocess.run([str(part) for part in command], capture_output=True, text=True, errors="replace", timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def pages(path: Path) -> list[str]:
    return told("pdftotext", path, "-").split("\f")[:-1]


def words(text: str) -> set[str]:
    """Words of letters and figures, whatever the lines and the columns they stand in."""
    return set(re.findall(r"\w+", text.replace("\u00ad", "")))


@needs_tools
def test_the_pdf_is_sound_tagged_in_french_and_neutral(pdf: Path) -> None:
    assert "No syntax or stream encoding errors" in told("qpdf", "--check", pdf)
    info = told("pdfinfo", pdf)
    assert re.search(r"^Title:\s+Annexe documentaire$", info, re.MULTILINE)
    assert re.search(r"^Tagged:\s+yes$", info, re.MULTILINE)
    assert not re.search(r"^(Author|Subject|Keywords|CreationDate):", info, re.MULTILINE)
    plain = told("qpdf", "--json", "--json-key=qpdf", pdf)
    assert '"/Lang": "u:fr-FR"' in plain
    assert '"/StructTreeRoot"' in plain
    structure = told("pdfinfo", "-struct", pdf)
    assert all(f"\n{tag}" in structure.replace("  ", "") for tag in ("H1", "H2", "P", "Figure"))


@needs_tools
def test_every_font_of_the_pdf_is_embedded(pdf: Path) -> None:
    rows = told("pdffonts", pdf).splitlines()[2:]
    assert {row.split()[-5] for row in rows} == {"yes"}
    drawn = " ".join(rows)
    assert all(
        name in drawn for name in ("NotoNaskhArabic", "NotoSerifEthiopic", "NotoSerifGeorgian", "NotoSerifArmenian")
    )


@needs_tools
def test_each_page_carries_the_banner_the_base_and_the_code(pdf: Path, twelve: Annexe) -> None:
    read = pages(pdf)
    assert len(read) >= 3
    (code,) = [block for block in twelve.blocks if isinstance(block, Code)]
    for number, page in enumerate(read, 1):
        assert BANNER in page
        assert "Base n° 12 du 21 novembre 2026" in page
        assert f"page {number} / {len(read)}" in page
        # a line that ends after a group loses its hyphen in the text that a tool draws out
        assert code.text.replace("-", "") in re.sub(r"[\n-]", "", page)


@needs_tools
def test_the_pdf_says_the_words_of_the_text(pdf: Path, twelve: Annexe) -> None:
    read = "\n".join(pages(pdf))
    ours = {word for word in words(annexe_text(twelve)) if word.isascii() or not has_script(word)}
    assert ours - words(read.replace("-\n", "-")) - in_code(twelve) <= {"en", "ar", "am", "ka", "hy", "bn"}
    for quote in QUOTES.values():
        assert all(word in read for word in re.findall(r"\w{4,}", quote))


def has_script(word: str) -> bool:
    return any(ord(char) > 0x250 for char in word)


def in_code(made: Annexe) -> set[str]:
    return {group for block in made.blocks if isinstance(block, Code) for group in block.text.split("-")}


@needs_tools
def test_an_arabic_quotation_is_set_from_right_to_left(tmp_path: Path) -> None:
    path = tmp_path / "annexe.pdf"
    path.write_bytes(annexe_pdf(annexe([line(lang="ar", quote=QUOTES["ar"])])))
    boxes = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]+)<', told("pdftotext", "-bbox", path, "-"))
    placed = {text[::-1]: float(left) for left, _, text in boxes}  # the tool tells the letters as they stand
    first, last = placed["نفد"], placed["المركزية"]
    assert first > last, "the first word stands to the right of the fifth"


@needs_tools
def test_letters_that_no_font_has_are_told_and_never_boxes(tmp_path: Path) -> None:
    path = tmp_path / "annexe.pdf"
    made = annexe([line(lang="zh-Hans", quote="胰岛素 2024 年缺货 🚑", title="Rapport 胰岛素")])
    path.write_bytes(annexe_pdf(made))
    read = " ".join("\n".join(pages(path)).split())
    assert NOT_IN_FONTS in read
    assert "Rapport [caractères absents" in read
    assert "胰岛素 2024 年缺货 🚑" in annexe_text(made)


@pytest.mark.parametrize("name", WRITERS)
def test_nothing_a_publisher_writes_breaks_a_file(name: str) -> None:
    hostile = "#panic() $x$ \\ @a <b>&amp;</b> \x00\x07\ufffe \u202e]]> *_`' \" {{}} «»\r\n= Titre\n- x"
    content = WRITERS[name](annexe([line(title=hostile, quote=hostile, label=hostile, producer=hostile, lang="../x")]))
    assert len(content) > 5_000


@pytest.mark.parametrize("name", WRITERS)
def test_an_annexe_is_the_same_bytes_twice(name: str, twelve: Annexe) -> None:
    one, other = WRITERS[name](twelve), WRITERS[name](twelve)
    if name == "docx":  # python-docx stamps the members of its zip with the clock
        one, other = (b"".join(members(content).values()) for content in (one, other))
    assert one == other


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        return {name: held.read(name) for name in held.namelist()}


@pytest.mark.parametrize("name", ["docx", "odt"])
def test_the_metadata_of_a_word_processor_file_are_neutral(name: str, twelve: Annexe) -> None:
    held = members(WRITERS[name](twelve))
    told = held["docProps/core.xml" if name == "docx" else "meta.xml"].decode()
    assert "Annexe documentaire" in told
    said = " ".join(etree.fromstring(told.encode()).itertext())
    assert not re.search(r"ivoire|diab|20(25|26)", said, re.IGNORECASE)


def test_the_docx_opens_in_its_own_reader_with_the_banner_in_its_header(twelve: Annexe) -> None:
    made = Document(io.BytesIO(annexe_docx(twelve)))
    assert made.sections[0].header.paragraphs[0].text == BANNER
    assert made.core_properties.language == "fr-FR"
    assert len(made.tables) == 12


def test_the_odt_is_recognised_by_its_first_bytes(twelve: Annexe) -> None:
    content = annexe_odt(twelve)
    assert content[30:73] == b"mimetypeapplication/vnd.oasis.opendocument."
    for name, member in members(content).items():
        if name.endswith(".xml"):
            etree.fromstring(member)


@needs_office
@needs_tools
@pytest.mark.parametrize("name", ["docx", "odt"])
def test_libreoffice_opens_it_and_says_the_same_words(name: str, twelve: Annexe, tmp_path: Path) -> None:
    (tmp_path / f"annexe.{name}").write_bytes(WRITERS[name](twelve))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    told("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / f"annexe.{name}")
    read = pages(tmp_path / "annexe.pdf")
    assert all(BANNER in page for page in read)
    ours = {word for word in words(annexe_text(twelve)) if not has_script(word)}
    assert ours - words("\n".join(read)) - in_code(twelve) <= {"en", "ar", "am", "ka", "hy", "bn"}
    assert CODE_NOTICE in " ".join("\n".join(read).split())


def test_a_long_code_is_given_by_qr_codes_only_and_says_so() -> None:
    made = annexe(lines(2), code_bits=9_000)
    (code,) = [block for block in made.blocks if isinstance(block, Code)]
    assert not code.typed
    assert len(code.qr) == 3
    assert read_code("\n".join(code.qr)) == read_code(code.text)
    assert "trop long pour être tapé" in annexe_text(made)
    assert not any("Code :" in line for line in made.foot)


def test_too_many_lines_for_a_code_point_to_the_basket_file() -> None:
    made = annexe(lines(2), code_bits=None)
    assert "trop de lignes pour un code" in " ".join(annexe_text(made).split())
    assert "panier-AAAAMMJJ-hhmm.json" in annexe_text(made)


@needs_tools
@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbar-tools is not installed")
def test_the_qr_code_reads_as_the_code(pdf: Path, twelve: Annexe) -> None:
    told("pdftoppm", "-r", "200", "-png", pdf, pdf.with_suffix(""))
    read = [told("zbarimg", "-q", "--raw", image).strip() for image in sorted(pdf.parent.glob("*.png"))[-1:]]
    (code,) = [block for block in twelve.blocks if isinstance(block, Code)]
    assert read == list(code.qr)
