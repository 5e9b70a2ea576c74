"""Spanish words that a model may not use outside slots, by the rule that forbids them (whole words)."""

from typing import Final

from services.messenger.locales.es.vocabulary import VOCABULARY
from services.messenger.verify.slot_words import LINK_PARTS, SlotWords, spaced
from services.messenger.verify.slot_words import whole_words as words

SPANISH: Final = SlotWords(
    forbidden={
        "no_number_word": words(
            "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince",
            r"dieci\w+|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento\w*",
            r"\w*cientos|\w*cientas|mil|millones|millón|docenas?|media|medio|mitad|par|doble|triple",
            r"varios|varias",
            "primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa]|sext[oa]|pocos|pocas|algunos",
            "algunas|ambos",
        ),
        "no_clock_word": words(
            r"a\. ?m\.?|p\. ?m\.?|am|pm|mediodía|medianoche|mañanas?|(?<!más )tarde|tardes|noche|noches",
            r"madrugada",
            "hoy|ayer|anoche|horas|minutos?|segundos|días?|diari[oa]|semanas?|mes|meses|rato|momento",
            "instante",
            "hora(?! de (?:la )?salida| prevista| programada)|pronto|enseguida|inmediatamente|breve|fecha",
            "lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|enero|febrero|marzo|abril|mayo",
            "junio|julio",
            "agosto|septiembre|setiembre|octubre|noviembre|diciembre",
        ),
        "no_currency": words(
            "dólar(?:es)?|euros?|libras?|pesos?|centavos?|céntimos?|usd|eur|gbp|mxn|por ?ciento|porcentaje",
            r"\S*[$€£¥%]\S*",
        ),
        "no_link": words(*LINK_PARTS, "enlaces?|sitio web|web|página web|vínculos?"),
        "no_phone": words(
            r"teléfonos?|telefón\w+|llam\w+|marque|whatsapp|centralita|línea directa|mensaje de texto"
        ),
        "no_compensation": words(
            r"compens\w*|indemniz\w*|reembols\w*|devoluci\w+|devolver\w*|vales?|cupon\w*|cupón|bonos?",
            r"derechos?",
            r"gratis|gratuit\w+|sin (?:costo|coste|cargo)|mejora de clase|millas|crédito\w*|dinero",
            r"pag(?:o|os|ar|amos|ado)",
            r"reclam\w*|hotel\w*|comidas?|alojamiento|cambiar de vuelo|cubrimos",
        ),
        "no_cause": words(
            r"porque|debido|a causa|caus\w+|por culpa|motiv\w+|razón|razones|consecuencia|meteorol\w+",
            r"clima|tiempo atmosférico",
            r"mal tiempo|tormenta\w*|nieve|nevadas?|niebla|viento\w*|lluvia\w*|técnic\w+|mecánic\w+",
            r"avería\w*|tripulaci\w+",
            r"huelga\w*|tráfico|congestión|mantenimiento|pistas?|laboral\w*|operativ\w+",
        ),
        "no_guarantee": words(
            r"garant\w+|promet\w*|promesa\w*|asegur\w*|segur[oa] que|sin falta|con certeza|cert\w*",
            r"definitiv\w*",
            "no volverá a ocurrir|sin duda|siempre",
        ),
        "no_blame": words(
            r"culpa\w*|responsab\w*|error\w*|fallo\w*|falla\w*|negligen\w*|equivoc\w*",
            r"fuera de nuestro control",
        ),
        "no_safety": words(
            r"segur(?:o|a|os|as|idad|amente)(?! que)|peligr\w*|emergencia\w*|riesgo\w*|accident\w*",
            r"incident\w*|insegur\w*",
            r"a salvo|estrell\w*",
        ),
        "no_status": words(
            r"cancel\w*|desv(?:ia|í)\w*|oper(?:a|an|ar|ará|ando|ación|aciones)|reanud\w*|restablec\w*",
            r"reactiv\w*|reprogram\w*",
            r"aterriz\w*|lleg\w+|despeg\w*|embarc\w+|abord\w+|cerr\w+|cierr\w+|suspend\w*|retirad\w*",
            r"anulad\w*|en vuelo",
            r"en camino|(?:ha|han|ya) (?:salido|partido|salió)|salió|partió|de vuelta|regres\w+",
            r"en tierra|en marcha",
            r"(?:ya|ahora) sale\w*|sale\w* (?:ya|ahora)|salga (?:ya|ahora|del?)|vaya a su",
            "(?:otro|próximo|siguiente|cualquier|un) vuelo|nuevo vuelo",
            "vuelo (?:nuevo|siguiente|posterior|alternativo)",
        ),
        "no_retraction": words(
            r"ignor\w+|desestim\w*|descart\w*|incorrect\w*|fals[oa]s?|mentira|inválid\w*|obsolet\w*",
            r"nul[oa]s?|olvid\w*",
            r"corrección|correcciones|corregi\w*|rectific\w*|retract\w*|erróne\w*|broma|prueba",
            r"sin efecto|haga caso omiso",
        ),
        "no_magnitude": words(
            r"brev\w+|cort[oa]s?|liger\w+|leve\w*|menor\w*|pequeñ\w+|larg[oa]s?|grave\w*",
            r"important(?:es|ísim\w+)|sever\w+",
            r"considerabl\w+|significativ\w+|enorm\w+|mínim\w+|un poco|mayor\w*",
        ),
        "late": words(
            r"retras\w*|demor\w*|atras\w*|más tarde|tarde|tardar\w*|pospuest\w*|aplaz\w*|posterg\w*"
        ),
        "on_time": words(
            "según lo (?:previsto|programado|planeado)|a tiempo|a la hora (?:prevista|programada)",
            "puntual(?:mente)?",
        ),
        "early": words(
            "antes de lo (?:previsto|programado|planeado)|más temprano|temprano|adelant(?:a|ado|o|ar)|antes"
        ),
        "turning": words(
            r"no|nunca|jamás|ni|tampoco|nadie|nada|ningun\w*|ningún|sin|si|salvo|excepto|menos",
            r"a no ser|aunque|pero|sino",
            r"podrí\w+|puede que|pudier\w+|quizás?|tal vez|acaso|posibl\w+|probabl\w+|improbabl\w+",
            r"dud\w+|supuest\w+|rumor\w*",
            r"en (?:lugar|vez)|lugar|anterior\w*|antigu\w+|viej[oa]s?|original\w*|inicial\w*",
            r"programad\w+|habitual\w*",
            r"evit\w+|contra|contrario|alternativ\w+|antes|después|hasta|era|eran|fue|fueron",
            r"estaba\w*|estuvo|había\w*|sería\w*",
            r"estaría\w*|próxim[oa]s?|últim\w+|siguientes?|casi|apenas|lejos|otr[oa]s?|atrás|revés",
            r"dej[ae]\w*|ya no|falta\w*",
        ),
        "harmless": words("(?:antes|más tarde) de lo (?:previsto|programado|planeado)"),
    },
    vocabulary=VOCABULARY,
    unknown=spaced,
    cities=words(
        "Nueva York|Nueva Orleans|Filadelfia|Londres|Pekín|Tokio|Moscú|Ginebra|La Habana",
        "Ciudad de México|Milán|Roma",
        "Ámsterdam|Berlín|Bruselas|Copenhague|Estocolmo|Fráncfort|Múnich|Viena|Zúrich|Estambul",
        "El Cairo|Seúl|Sídney",
    ),
    common_words=frozenset({"hola", "salida", "una"}),
    lateness="retrasado, retraso; según lo previsto, a tiempo; antes de lo previsto",
)
