"""Words around the name of a private person, each list with its reason. French, English, Spanish, Portuguese."""

# bounded: a hostile line of a million capitals must not hold the reader
NAME = (
    r"(?:(?<![\w-])(?:[ae][lnrst]h?-)?[A-ZÀ-ÖØ-ÞČĆŁŚŞŠŻŽİ][a-zß-öø-ÿā-ž]{1,30}(?:[-’][A-ZÀ-ÖØ-Þ]?[a-zß-öø-ÿā-ž]{1,30}){0,3}"
    r"(?: (?:(?:de|du|da|dos|del|la|el|al|ben|bin|abu|von|van|ould) )?[A-ZÀ-ÖØ-ÞČĆŁŚŞŠŻŽİ][\w’-]{0,30}\.?){0,3})"
)

# A word of function within reach of the name: the person speaks or acts for an office.
OFFICIAL = (
    r"minist|présiden|presiden|directeur|directrice|director|secrétaire|secretar|gouverneu|governor|gobernador|maire\b|mayor\b|alcald"
    r"|préfet|préfète|ambassad|embajad|représentant|representat|represent[ae]nt|porte-parole|spokes|portavoz|vocero|cheffe d|chef d"
    r"|head of|chief|jefe|jefa|chefe|coordinat|coordonn|coordenad|coordinad|commissaire|commissioner|comisionad|rapporteu"
    r"|relator|rapporteur"
    r"|général|general\b|colonel|coronel|commandant|commander|capitaine|captain|officer\b|oficial|juge\b|judge|juez|procureu"
    r"|prosecutor|fiscal"
    r"|avocat|lawyer|abogad|attorney|advocate|professeu|professor|profesor|chercheu|researcher|investigador|analyst|analist"
    r"|expert|spécialist"
    r"|specialist|especialist|manager|responsable|conseill|advisor|adviser|asesor|consejer|délégué|delegat|delegad|député|senat"
    r"|sénat|diputad"
    r"|parlementaire|parliament|archevêque|évêque|bishop|obispo|imam\b|pasteur|médecin[- ]chef|surintendant|superintendent"
    r"|founder|fondat"
    r"|fundador|envoy|enviad|envoyé|under-secretary|humanitarian coordinator|country office|chargé|chargée|administrat"
    r"|team leader|\bCEO\b"
    r"|king\b|roi\b|reine\b|queen\b|rey\b|prince|pape\b|pope\b|papa francisco"
)

# With one of these inside, the name is that of a body.
ORGANISATION = frozenset(
    """
    watch rights nations organization organisation organización organização ministry ministère ministerio ministério hospital hôpital
    hospitals committee comité council conseil consejo cross croix cruz crescent fund fonds fondo bank banque banco agency agence agencia
    union unión united society société sociedad association asociación foundation fondation fundación programme program programa project
    projet proyecto cluster sector secteur office bureau oficina department département departamento university université universidad
    institute institut instituto center centre centro corps team équipe equipo government gouvernement gobierno commission comisión network
    réseau red group groupe grupo mission misión international internacional health santé salud school école escuela médecins doctors
    initiative iniciativa party parti partido army armée reuters street countries states state region province district agreement strategy
    """.split()  # noqa: SIM905 -- a list to read, not to punctuate
)

# Words that open a sentence with a capital: « Finalement, dit… », « Finalmente, dijo… », « Recently, said… »
ADVERBS = ("mente", "ly", "ellement", "alement", "amment", "emment", "ivement", "usement", "idement", "ablement")

# Adjectives of a people, before a noun: « an 18-year-old Pakistani boy » names nobody.
OF_A_PEOPLE = (
    "ian",
    "ese",
    "ish",
    "ani",
    "ali",
    "ais",
    "aise",
    "ien",
    "ienne",
    "iens",
    "iennes",
    "ois",
    "oise",
    "eña",
    "eño",
    "ana",
    "ano",
    "ean",
)

PERSON = (
    r"(?:woman|man|girl|boy|child|patient|mother|father|survivor|victim|refugee|resident|person|baby|widow|student|farmer"
    r"|femme|homme|fille|garçon|enfant|patiente?|mère|père|victime|réfugiée?|habitante?|personne|bébé|veuve|étudiante?"
    r"|mujer|hombre|niñ[ao]|paciente|madre|padre|víctima|refugiad[ao]|persona|joven|jeune|mulher|homem|menin[ao])"
)

# Words that begin with a capital and are followed by a letter or by a figure without naming anybody.
NOT_A_NAME = frozenset(
    """
    vitamin vitamine vitamina hepatitis hépatite hepatite category catégorie categoría group groupe grupo annex annexe anexo phase fase
    type tipo table tableau tabla section sección plan influenza grade class classe clase figure figura step étape paso zone zona part
    partie parte option opción area bloc block bloque appendix apéndice level niveau nivel chapter chapitre capítulo article artículo
    camp campo site sitio january february march april may june july august september october november december janvier février mars
    avril mai juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miércoles jueves viernes sábado domingo page página version resolution résolution resolución day jour día week semaine
    semana lot round covid the this that these those there they she he it we in on at of for and but with from about over under since
    le la les un une des ces cette ce il elle ils elles nous dans sur au aux pour par avec selon depuis plus près environ el los las
    una este esta estos en por con según desde unos unas más total source note only just nearly some more children women men people
    enfants femmes hommes personnes niños mujeres hombres personas among between one others another many everyone everybody nobody someone
    somebody also finally however además también finalmente luego entonces enfin ensuite aussi then yes oui sí no sans sin
    who qui quien ainsi así
    dr mr mrs ms prof
    minister ministre ministro president président presidente foreign prime
    """.split()  # noqa: SIM905 -- a list to read, not to punctuate
)

NUMBER = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante"
    r"|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte)"
)
AGE_UNIT = r"(?:ans|years?(?: old)?|year-old|yrs?|años|anos)"

SAID = (
    r"(?:dit|a dit|disait|explique|a expliqué|raconte|a raconté|témoigne|a témoigné|confie|a confié|se souvient|déplore"
    r"|s’inquiète|soupire"
    r"|said|says|told|recalls?|recalled|explains?|explained|remembers?|remembered|recounts?|recounted|describes?|described|adds|added"
    r"|dijo|dice|cuenta|contó|relata|relató|explica|explicó|recuerda|recordó|comenta|comentó|disse|diz|conta|contou|lembra)"
)

KIN = (
    r"(?:husband|wife|son|daughter|mother|father|child|children|family|brother|sister|baby|parents|widow|grandmother|grandfather|kids|sons|daughters"
    r"|mari|époux|épouse|femme|fils|fille|mère|père|enfant|bébé|frère|sœur|veuve|veuf|grand-mère|grand-père|famille|enfants|filles"
    r"|marido|esposo|esposa|mujer|hijo|hija|madre|padre|niño|niña|hermano|hermana|viuda|abuela|abuelo|bebé|filho|filha|mãe|pai"
    r"|irmão|irmã|familia|hijos|família|filhos)"
)

# The author says that the person is real and hidden.
HIDDEN = (
    r"nom (?:a été )?(?:modifié|changé|fictif|d’emprunt)|noms? (?:ont été )?(?:modifiés|changés)|prénoms? (?:a été "
    r"|ont été )?(?:modifié|changé)s?"
    r"|pseudonyme|names? (?:has been |have been |was |were )?changed|not (?:her|his|their) real names?|pseudonym"
    r"|nombres? (?:fictici|cambiad)"
    r"|nombres? (?:ha|han) sido cambiad|seudónimo|nome fictício|nomes? (?:foi|foram) alterad"
)

# What is told of one life and of no country, town or organisation.
LIFE = (
    r"(?:gave birth|was diagnosed|is pregnant|was pregnant|fled with|lives with (?:his|her)|lived with (?:his|her)"
    r"|was living in (?:his|her)"
    r"|lost (?:his|her)|is (?:a|the) (?:single )?(?:mother|father|widow|farmer|survivor|refugee)|has been living with|tested positive"
    r"|a accouché|est enceinte|était enceinte|a fui avec|vit avec s|a perdu s(?:on|a|es)|est mère de|est père de|est veuve"
    r"|a été diagnostiqué"
    r"|souffre d|est séropositi|dio a luz|está embarazada|huyó con|vive con su|perdió a su|es madre de|es padre de|padece"
    r"|fue diagnosticad"
    r"|deu à luz|está grávida|perdeu o seu|perdeu a sua)"
)
