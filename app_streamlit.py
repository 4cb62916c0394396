"""The médecin's door: the page list and nothing else."""

import streamlit as st

from ui import basket, frame
from ui import wording_fr as w
from ui.pages import aide, annexe, cadre, changements, ligne, medicament, recherche, recoupement, signaux, sources

frame.set_up()
page = st.navigation(
    [
        recoupement.page(),
        ligne.page(),
        signaux.page(),
        changements.page(),
        st.Page(medicament.show, title=w.PAGE_MEDICINE, url_path="medicament"),
        recherche.page(),
        st.Page(annexe.show, title=w.page_annexe(basket.size()), url_path="annexe"),
        st.Page(sources.show, title=w.PAGE_SOURCES, url_path="sources"),
        st.Page(cadre.show, title=w.PAGE_LEGAL, url_path="cadre"),
        st.Page(aide.show, title=w.PAGE_AIDE, url_path="aide"),
    ],
    position="top",
)
frame.run(page)
