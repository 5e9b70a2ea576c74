"""Spanish as the reader knows it; apart from phrases and slot_words, so that a slip there shows."""

import re
from collections.abc import Mapping
from typing import Final

from services.messenger.verify.accents import loose

REASONS: Final = {
    "restricciones del espacio aéreo": "AIRS",
    "restricciones en un aeropuerto": "ARPT",
    "motivos comerciales": "COMM",
    "disponibilidad de la tripulación": "CREW",
    "daños en el avión": "DAMA",
    "cambio de avión": "EQUI",
    "repostaje": "FUEL",
    "asistencia en tierra": "HDLG",
    "día festivo": "HOLI",
    "conflicto laboral": "INDU",
    "motivos operativos": "OPER",
    "límites de rendimiento del avión": "PERF",
    "situación política": "POLI",
    "posicionamiento del avión": "POSI",
    "reposicionamiento del avión": "REPO",
    "llegada tardía del avión": "ROTA",
    "cambio de ruta": "RTNS",
    "restricciones de pista": "RUNW",
    "motivo técnico": "TECH",
    "condiciones meteorológicas": "WEAT",
}


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile(loose(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)"), re.IGNORECASE)


CITIES: Final = _any_of(
    "nueva york|nueva orleans|filadelfia|londres|pekín|tokio|moscú|ginebra|la habana",
    "ciudad de méxico|parís|seúl",
)
COMMON_WORDS: Final = frozenset({"hola", "salida", "una"})

LEFT_OVER: Final[Mapping[str, re.Pattern[str]]] = {
    "no_number_word": _any_of(
        "uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|veinte",
        "treinta",
        "cuarenta|cincuenta|sesenta|cien|mil|medi[oa]|docena|un par|doble",
    ),
    "no_clock_word": _any_of(
        "mediodía|medianoche|mañana|tarde|noche|madrugada|hoy|ayer|anoche|horas|minutos?|días?",
        "semanas?|pronto",
        "enseguida|momento|lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo",
        "abril|mayo|junio",
        "julio|agosto|septiembre|octubre|noviembre|diciembre|[ap]\\.? ?m\\.?",
    ),
    "no_money": re.compile(
        r"[$€£¥%]|(?<!\w)(?:usd|eur|gbp|d[oó]lar(?:es)?|euros?|pesos?|libras?)(?!\w)", re.I
    ),
    "no_link": re.compile(
        r"https?:|www\.|//|\w@\w|(?<=\w)\.(?:com|org|net|gov|info|io|co|eu|aero|es|mx)(?!\w)", re.I
    ),
    "no_phone": _any_of(r"teléfono\w*|llam(?:e|ar|enos|ada)\w*|marque"),
    "no_forbidden_claim": _any_of(
        r"compens\w*|indemniz\w*|reembols\w*|vales?|cupón|garanti\w*|promet\w*|culpa\w*|responsab\w*",
        r"porque|debido",
        r"caus(?:a|ado|as)|meteorol\w*|mal tiempo|técnic\w+|mecánic\w+|tripulación|huelga|segur[oa]s?",
        r"seguridad",
        r"peligr\w*|emergencia|gratis|gratuit\w+",
    ),
    "no_arrival": _any_of(
        r"lleg(?:ó|ado|a|ada|an|aron|ará)|aterriz\w*|despegó|despegado|ha salido|salió|partió"
    ),
    "no_magnitude": _any_of(
        r"brev\w+|ligeramente|ligero|leve\w*|pequeñ\w+|corto|larg[oa]|grave\w*|considerabl\w+",
        r"significativ\w+",
    ),
    "no_retraction": _any_of(
        r"ignor\w+|descart\w*|incorrect\w*|fals[oa]|inválid\w*|nul[oa]|olvid\w*|corrección",
        r"rectific\w*|erróne\w*",
    ),
    "nothing_turned": _any_of(
        r"no|nunca|ni|tampoco|sin|si|salvo|excepto|menos|podrí\w+|puede que|quizás?|tal vez",
        r"en (?:lugar|vez)|pero",
        r"aunque|anterior\w*|antigu\w+|viej[oa]|original\w*|antes|después|hasta|era|fue|estaba|había",
        r"sería|casi",
        r"apenas|lejos|otr[oa]|próxim[oa]|último|deje|ya",
    ),
}
