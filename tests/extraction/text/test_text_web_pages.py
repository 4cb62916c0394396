from extraction.text.document import read_document
from extraction.text.items import DocumentItem
from extraction.text.pages import read_pages

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Ruptures au Sahel | Association fictive</title>
<meta property="og:site_name" content="Association fictive"><meta name="author" content="Équipe de plaidoyer">
<meta property="article:published_time" content="2024-03-12T08:00:00+01:00">
<meta property="article:modified_time" content="2025-01-02T08:00:00+01:00">
<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2024-03-12",
 "publisher": {"name": "Association fictive"}, "author": [{"name": "Équipe de plaidoyer"}]}]}</script></head>
<body><nav><a href="/">Accueil</a> <a href="/dons">Faire un don</a></nav><main><article>
<h1>Ruptures au Sahel</h1>
<p>Dans trois districts, les pharmacies publiques manquent d’insuline depuis le mois de janvier, et les malades se tournent
vers le <b>secteur privé</b>, où le flacon coûte<br>dix fois plus cher qu’au dépôt.</p>
<h2>Ce que disent les structures</h2>
<ul><li>L’hôpital de Thiès n’a plus de bandelettes.</li><li>Le centre de Mbour attend sa commande.</li></ul>
<table><tr><th>District</th><th>Jours</th></tr><tr><td>Thiès</td><td>12</td></tr></table>
<p>Les commandes passées à la centrale d’achat ne sont arrivées qu’en partie, faute de devises disponibles à la banque.</p>
</article></main><footer>© Association fictive, mentions légales, plan du site, contact</footer>
<script>alert("x")</script></body></html>"""


def read(page: str) -> DocumentItem:
    return read_document(page.encode(), "text/html; charset=utf-8", "https://example.org/2023/05/ruptures")


def test_the_article_is_read_without_its_menus() -> None:
    text = read_pages(PAGE.encode(), "text/html").pages[0].text
    assert "insuline" in text
    assert "dix fois plus cher" in text
    assert not any(word in text for word in ("Faire un don", "mentions légales", "alert"))


def test_blocks_are_those_of_the_page() -> None:
    page = read_pages(PAGE.encode(), "text/html").pages[0]
    kinds = [(block.kind, page.text[block.start : block.end].split()[0]) for block in page.blocks]
    assert kinds == [
        ("heading", "Ruptures"), ("paragraph", "Dans"), ("heading", "Ce"), ("item", "L’hôpital"), ("item", "Le"),
        ("row", "District"), ("row", "Thiès"), ("paragraph", "Les"),
    ]  # fmt: skip
    assert "District\tJours\nThiès\t12" in page.text


def test_passages_stand_under_their_headings() -> None:
    passages = read(PAGE).passages
    assert [passage.heading for passage in passages] == [
        "Ruptures au Sahel",
        "Ruptures au Sahel › Ce que disent les structures",
    ]
    assert {passage.lang for passage in passages} == {"fr"}


def test_what_the_page_states_of_itself_is_kept() -> None:
    item = read(PAGE)
    assert (item.title, item.authors, item.organisation) == (
        "Ruptures au Sahel",
        ("Équipe de plaidoyer",),
        "Association fictive",
    )
    assert item.published_on == "2024-03-12"
    assert item.published_evidence is not None
    assert item.published_evidence.words == "article:published_time = 2024-03-12T08:00:00+01:00"


def test_an_article_behind_a_small_password_box_is_still_an_article() -> None:
    item = read(
        PAGE.replace("</footer>", "<form><input type=password></form></footer>").replace(
            "Dans trois", "Dans trois " * 150
        )
    )
    assert item.unread_reason is None


def test_a_page_that_the_extractor_misjudges_is_taken_whole() -> None:
    """Text in places where articles do not stand: what it shows is read, menus apart, rather than nothing."""
    links = "".join(
        f"<div><span><a href='/{n}'>Rapport {n} sur l’accès aux soins dans le district</a></span></div>"
        for n in range(40)
    )
    item = read(f"<html><body><nav>Menu</nav><div>{links}</div></body></html>")
    assert sum(len(passage.text) for passage in item.passages) > 1_000


def test_a_fragment_without_head_or_body_is_read() -> None:
    item = read("<p>Premier paragraphe d’un résumé, donné par une liste.</p><ul><li>un point</li></ul>")
    assert [passage.text for passage in item.passages] == [
        "Premier paragraphe d’un résumé, donné par une liste.\n\nun point"
    ]


def test_broken_structured_data_states_nothing() -> None:
    item = read(PAGE.replace('{"@graph"', '{"@graph').replace("article:published_time", "article:section"))
    assert item.published_evidence is not None
    assert item.published_evidence.kind == "url"
