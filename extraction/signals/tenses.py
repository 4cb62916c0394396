"""Tenses and moods read on the words as written, accents kept: what a verb's ending says of a statement."""

import re

# Verbs that tell a trouble in the near future (« vont fermer », « are set to close »): not « vont acheter ».
_SOON_FR = (
    "être|rester|devoir|manquer|fermer|perdre|cesser|payer|doubler|tripler|augmenter|disparaître|suspendre|partir"
    "|s.arrêter|s.épuiser|se retrouver|coûter"
)
_STOP_EN = "lose|run|close|shut|stop|end|miss|go without|leave|face|pay|cut|suspend"
_SOON_EN = f"be|have|{_STOP_EN}"
_SOON_ES = "ser|quedar|quedarse|faltar|cerrar|perder|dejar|tener|agotarse|pagar|suspender|parar|subir|cesar"
_SOON_PT = "ser|ficar|faltar|fechar|perder|deixar|ter|esgotar|pagar|suspender|parar|subir|encerrar|cessar|acabar"

_NAMES_FR = (
    "(?:chol|op|cam|rivi|lib|et c)[eéè]ra\\b|sierra|indira|accra|madeira|kagera|g[eé]zira|d?jazira|kidira|alexandra"
)

# Endings of the conditional and of the future, less the imperfects and nouns that end alike; the near future; what must not be.
MOODS = {
    "fr": re.compile(
        r"\b(?!\w*(?:tir|attir|respir|aspir|inspir|expir|admir|vir)aie?n?t)\w{2,}(?:er|ir|dr|ttr|cr|vr|pr)ai(?:en)?t\b"
        r"(?<!ouvrait)(?<!ouvraient)(?<!ffrait)(?<!ffraient)"
        rf"|\b(?!{_NAMES_FR})[a-zà-ÿ]{{2,}}(?:er|ir|dr|ttr|cr|vr|rr|pr|air)(?:a|ont)\b"
        r"|\b(?:fera|feront|sera|seront|aura|auront|ira|iront|(?:fe|se|au|i|parti|sorti)rai(?:en)?t)\b"
        rf"|\bv(?:a|ont) (?:{_SOON_FR})\b"
        r"|\bne doi(?:t|vent) (?:en aucun cas|jamais|plus|pas) (?:être|constituer|servir|devenir|manquer)\b"
    ),
    "en": re.compile(
        rf"\b(?:is|are|was|were) (?:now )?(?:set|slated|bound|scheduled|poised|going) to (?:{_SOON_EN})\b"
        rf"|\b(?:will|would|may|might|could) (?:soon |have to )?(?:{_STOP_EN})\b"
        r"|\bslated for\b|\bfac(?:e|es|ing) (?:imminent |certain |the )?closure\b"
        r"|\b(?:must|should|shall) (?:not|never)\b|\bno (?:\w+ ){1,3}(?:must|should|shall)\b"
    ),
    "es": re.compile(
        r"\b(?!(?:quer|requer|prefer|suger|refer|adquir|enferm|ingeni|may|secret|categ|bat|part|lavand)[eo]?r?ía)\w{2,}[aei]rían?\b"
        r"|\b\w+dr[ií]an?\b|\b(?!teherán|corán)\w{2,}(?:[aei]r|dr)(?:á|án|emos)\b|\b(?:hará|harán|irán?|irían?|será|serán)\b"
        rf"|\bvan? a (?:{_SOON_ES})\b|\bno deb(?:e|en) (?:ser|haber|faltar|convertirse|quedar|negar)\w*\b"
    ),
    "pt": re.compile(
        r"\b(?!(?:enferm|secret|port|pad|parc|bat|fer|mat|maior|v)[ae]?ria)\w{2,}[aei]riam?\b"
        r"|\b(?!ceará|verão|irão)\w{2,}[aei]r(?:-se-)?(?:á|ão)\b|\b(?:fará|farão|terá|terão|iriam?|será|serão|haverá)\b"
        r"|\b\w+[aei]r-se-(?:ia|iam)\b"
        rf"|\b(?:vai|vão) (?:{_SOON_PT})\b|\bnão dev(?:e|em) (?:ser|haver|faltar|tornar-se|ficar|negar)\b"
    ),
}
_MONEY_EN = "grant|funding|funds|project|programme|program|donor|partner|support|aid|money|contract|agreement|subsidy|mission|ngo|agency"
_ENDS_EN = "ends?|runs? out|expires?|withdraws?|leaves?|pulls? out|dries up|closes?|lapses?|stops?|goes|is exhausted|are exhausted"
_ENDS_ES = "deje|cese|termine|acabe|expire|venza|concluya|finalice|retire|agote|vaya|marche|falte|cierre|salga|haya"
_ENDS_PT = "acabar|terminar|cessar|sair|deixar|expirar|findar|retirar|partir|fechar|faltar|esgotar|chegar"

# What is feared or foreseen as far as the full stop (« on craint que, faute de …, »), and what is set after an event to come.
UNREALISED = {
    "fr": re.compile(
        r"\b(?:crai(?:nt|ns|gn\w+)|craintes?|redout\w+|appréhend\w+|se peut|porte à croire|probable|possible|prévisible"
        r"|vraisemblable|prévoi\w+|attend\w* à ce|à supposer|il suffit|le risque est) qu|\bpourvu qu"
        r"|\b(?:une fois|quand|lorsqu|dès|après|le jour où)\b[^.;]{3,60}?[a-zà-ÿ]{2,}(?:er|ir|dr|vr)(?:a|ont)\b"
    ),
    "en": re.compile(
        r"\b(?:fear(?:s|ed)?|afraid|worr(?:y|ies|ied)|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|likely|possible|foreseen"
        r"|risk is|danger is|guarantee) that\b"
        r"|^\W*(?:should|were|had) (?!we\b|i\b)(?:\w+ ){1,6}?(?:not |to |be |fail|end|run|close|stop|break|withdraw|arrive)"
        rf"|\b(?:once|when|after|as soon as|the day) (?:\w+ ){{0,3}}?(?:{_MONEY_EN}) (?:{_ENDS_EN})\b"
    ),
    "es": re.compile(
        r"\b(?:tem(?:e|en|ía|ían|emos)|prev(?:é|én|emos)|puede|posible|probable|previsible|riesgo de|peligro de|miedo a"
        r"|temor a) que\b|\bojalá\b"
        r"|\b(?:cuando|una vez que|en cuanto|tan pronto como|mientras no|el día que|apenas)\b(?: \w+){0,5}?"
        rf" (?:{_ENDS_ES})n?\b"
    ),
    "pt": re.compile(
        r"\b(?:tem(?:e|em|ia|iam)|receia\w*|receio de|prev(?:ê|eem|êem)|(?:teme|receia|prevê|admite)-se|pode ser|possível"
        r"|provável|previsível|risco de|perigo de) que\b|\boxalá\b"
        r"|\b(?:quando|assim que|logo que|enquanto|no dia em que|uma vez que)\b(?: \w+){1,5}?"
        rf" (?:{_ENDS_PT})(?:em)?\b"
    ),
}

# Tenses that tell a past: the imperfect, the preterites, the compound pasts.
PASTS = {
    "fr": re.compile(
        r"\b(?:\w*[^\W\dr]ai(?:en)?t|avions|étions|devions|assuraient|assurait|duraient|durait|furent|fut|ont|a) "
    ),
    "en": re.compile(r"\b(?:was|were|had|did|ran|went|took|came|broke|paid|bought|sold|lost|fell|made|\w{3,}ed)\b"),
    "es": re.compile(
        r"\b(?:\w+ab(?:a|an)|\w*[^\W\dr]ían?|era|eran|fue|fueron|estuv\w+|hubo|\w+(?:ó|aron|ieron)|ha|han)\b"
    ),
    "pt": re.compile(
        r"\b(?:\w+av(?:a|am)|(?!\w*(?:[áâéêíóôú]\w*|[gpfm])iam?\b)\w*[^\W\dr]iam?|era|eram|foi|foram|estev\w+|estiv\w+"
        r"|houve|\w+(?:ou|aram|eram|iram))\b"
    ),
}
