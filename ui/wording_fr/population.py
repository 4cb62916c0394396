"""The filter by population."""

from ui.wording_fr.fixed import fr

POPULATION, ALL_POPULATIONS = "Population", "toutes"
ALL_HIDDEN = fr(
    "Toutes les lignes de cette composante parlent d’une autre population : le filtre les masque. Ce n’est pas un silence de la base."
)
