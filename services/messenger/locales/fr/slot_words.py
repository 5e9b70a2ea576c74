"""French words that a model may not use outside slots, by the rule that forbids them (whole words)."""

from typing import Final

from services.messenger.locales.fr.vocabulary import VOCABULARY
from services.messenger.verify.slot_words import LINK_PARTS, SlotWords, spaced
from services.messenger.verify.slot_words import whole_words as words

FRENCH: Final = SlotWords(
    forbidden={
        "no_number_word": words(
            "zéro|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze",
            "seize|vingts?",
            r"trente|quarante|cinquante|soixante|septante|nonante|cents?|mille|millions?|douzaines?",
            r"\w+aine(?= de)",
            "demi|demie|moitié|tiers|quart|double|triple|plusieurs|quelques|couple|premi(?:er|ère)",
            "second|seconde",
            r"\w+ième",
        ),
        "no_clock_word": words(
            "heures|(?<!à l')(?<!à l’)heure(?! de départ| prévue)|midi|minuit|matin|matinée",
            "après-midi|soir|soirée|nuit",
            "aujourd'hui|aujourd’hui|demain|hier|minutes?|secondes|jours?|journée|quotidien\\w*",
            "semaines?|mois",
            "bientôt|instants?|moment|sous peu|tout à l'heure|lundi|mardi|mercredi|jeudi|vendredi",
            "samedi|dimanche",
            "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|date",
        ),
        "no_currency": words(
            "dollars?|euros?|livres?|centimes?|usd|eur|gbp|cad|pour cent|pourcentage", r"\S*[$€£¥%]\S*"
        ),
        "no_link": words(*LINK_PARTS, "liens?|site|sites|internet|web"),
        "no_phone": words(
            r"téléphon\w*|appel\w*|numéro|composez|whatsapp|ligne directe|assistance|contact\w*|textez|sms"
        ),
        "no_compensation": words(
            r"compens\w*|indemni\w*|rembours\w*|dédommag\w*|bons d'achat|bon d'achat",
            r"avoirs?(?= de| pour)|droits?",
            r"gratuit\w*|sans frais|offert\w*|surclass\w*|miles|crédits?|argent|pay\w*|paiement",
            r"réclam\w*|hôtels?|repas",
            r"hébergement|geste commercial|coupons?|réacheminement|prise en charge",
        ),
        "no_cause": words(
            r"parce|car|en raison|raisons?|à cause|caus\w+|motifs?|dû (?:à|au|aux)|dus|due|dues",
            r"suite à|météo\w*|orages?|tempêtes?|neige",
            r"brouillard|vents?|techni\w+|mécaniqu\w+|pannes?|équipages?|grèves?|trafic|congestion",
            r"maintenance|entretien",
            r"pistes?|mouvement social|exploitation|mauvais temps",
        ),
        "no_guarantee": words(
            r"garanti\w*|promet\w*|promis|promesses?|assur\w*|certain\w*|certitude|sûr que|sans faute",
            r"sans aucun doute",
            r"définitiv\w*|ne se reproduira|toujours",
        ),
        "no_blame": words(
            r"fautes?|responsab\w*|erreurs?|négligen\w*|coupable\w*|tort|hors de notre contrôle",
            r"indépendant\w*",
        ),
        "no_safety": words(
            r"sécurité|sûreté|dang\w+|urgen\w+|risqu\w+|accident\w*|incident\w*|sain et sauf",
            r"sécuris\w+|écras\w+",
        ),
        "no_status": words(
            r"annul\w*|dérout\w*|détourn\w*|maintenu\w*|rétabli\w*|repr(?:is|end|endra|ise)|opér\w+",
            r"atterr\w*|arriv\w+|décoll\w*",
            r"embarqué(?:s|e|es)?|embarquez|embarquent|parti|partis|quitté|ferm\w+|suspendu\w*",
            r"retiré\w*|supprim\w*|en vol|en route",
            r"de retour|retour\w*|cloué\w*|(?:autre|prochain|nouveau|un|chaque) vol",
            "part(?:ent)? maintenant(?! à)|êtes en retard",
            r"vol (?:suivant|ultérieur|de remplacement)|report de",
        ),
        "no_retraction": words(
            r"ignor\w+|négligez|incorrect\w*|erroné\w*|faux|fausse|inexact\w*|invalide\w*|obsolète\w*",
            r"nul|nulle|oubli\w*",
            r"correction\w*|corrig\w*|rectifi\w*|rétract\w*|blague|test|sans effet",
            r"ne tenez pas compte|périmé\w*",
        ),
        "no_magnitude": words(
            r"bref|brève\w*|brièvement|court\w*|lég\w+|mineur\w*|petit\w*|long|longue\w*|longtemps",
            r"majeur\w*|grave\w*|sévère\w*",
            r"considérabl\w+|significati\w+|énorm\w+|minim\w+|peu|fort\w*|importante\w*",
        ),
        "late": words(r"retard\w*|en retard|plus tard|tardi\w*|report\w*|repouss\w*|différ\w+|décal\w+"),
        "on_time": words("à l'heure|à l’heure|à l'heure prévue|comme prévu|ponctuel\\w*|dans les temps"),
        "early": words("plus tôt que prévu|plus tôt|tôt|en avance|avanc\\w+"),
        "turning": words(
            r"ne|n|non|pas|jamais|ni|aucun\w*|nul|sans|si|sauf|excepté|hormis|moins|mais|bien que",
            r"quoique|pourtant",
            r"peut-être|pourrai\w+|pourrait|devrai\w+|probabl\w+|possibl\w+|éventuel\w*|dout\w+",
            r"rumeur\w*|soi-disant|supposé\w*",
            r"au lieu|lieu|plutôt|ancien\w*|vieux|vieille|précéd\w+|initial\w*|origin\w+|habituel\w*",
            r"évit\w+|contre",
            r"alternati\w+|avant|après|jusqu\w*|étai\w+|était|fut|furent|avait|serai\w+|presque",
            r"à peine|loin|autres?",
            r"prochain\w*|dernier\w*|dernière\w*|suivant\w*|contraire|revers|laissez",
            r"plus(?! tôt que prévu)",
        ),
        "harmless": words("plus (?:tôt|tard) que prévu|merci d'avance"),
    },
    vocabulary=VOCABULARY,
    unknown=spaced,
    cities=words(
        "Londres|La Nouvelle-Orléans|Nouvelle-Orléans|Philadelphie|Pékin|Moscou|Genève|La Havane",
        "Mexico|Milan|Rome",
        "Bruxelles|Copenhague|Francfort|Munich|Vienne|Zurich|Le Caire|Séoul|Lisbonne|Barcelone",
        "Varsovie|Athènes",
        "Montréal|Québec",
    ),
    common_words=frozenset({"au", "la porte", "page", "sur"}),
    lateness="retardé, retard; à l'heure, comme prévu; plus tôt que prévu",
)
