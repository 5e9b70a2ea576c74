"""Spanish phrases. `es` writes 14:35; `es-MX` and `es-US` write 2:35 p.m. (CLDR)."""

from dataclasses import replace
from typing import Final

from services.messenger.phrases.table import Clock, Phrases, PhraseTable, Style, frozen


def _label(word: str) -> Phrases:
    return frozen(
        {
            "assigned": f"{word} {{new}}",
            "changed": f"de la {word} {{old}} a la {word} {{new}}",
            "withdrawn": f"por confirmar (ya no es la {word} {{old}})",
            "open": "por confirmar",
        }
    )


ES: Final = PhraseTable(
    locale="es",
    clock=Clock.HOURS_24,
    weekdays=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    months=("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
    date="{weekday} {day} {month}",
    time_on_date="{time} del {date}",
    flight="{designator} del {date}",
    place={Style.LONG: "{city} ({iata})", Style.SHORT: "{iata}", Style.HEAD: "{iata}"},
    route={
        Style.LONG: "desde {origin} a {destination}",
        Style.SHORT: "{origin}-{destination}",
        Style.HEAD: "{origin}-{destination}",
    },
    route_open={Style.LONG: "desde {origin}", Style.SHORT: "desde {origin}", Style.HEAD: "desde {origin}"},
    disposition=frozen(
        {
            "cancelled": "cancelado",
            "diverted": "desviado",
            "returned": "de vuelta en la puerta",
            "operating": "en operación",
            "after_cancelled": "de nuevo en operación (la cancelación ya no se aplica)",
            "after_diverted": "de nuevo con su destino previsto",
            "after_returned": "de nuevo en marcha",
        }
    ),
    disposition_head=frozen(
        {
            "cancelled": "cancelado",
            "diverted": "desviado",
            "returned": "de vuelta en la puerta",
            "operating": "en operación",
            "after_cancelled": "de nuevo en operación",
            "after_diverted": "de nuevo en operación",
            "after_returned": "de nuevo en marcha",
        }
    ),
    time_change=frozen(
        {
            "later": "{new} en lugar de {scheduled}",
            "earlier": "{new} en lugar de {scheduled}",
            "moved_later_previous": "{new} (aviso anterior: {previous}; programada: {scheduled})",
            "moved_earlier_previous": "{new} (aviso anterior: {previous}; programada: {scheduled})",
            "as_scheduled": "{new}, según lo programado",
            "as_scheduled_previous": "{new}, según lo programado (aviso anterior: {previous})",
            "set": "{new}",
            "set_previous": "{new} (aviso anterior: {previous})",
            "unknown": "aún sin confirmar (programada: {scheduled})",
            "unknown_previous": "aún sin confirmar (aviso anterior: {previous}; programada: {scheduled})",
            "unknown_unscheduled": "aún sin confirmar",
            "unknown_unscheduled_previous": "aún sin confirmar (aviso anterior: {previous})",
        }
    ),
    gate_change=_label("puerta"),
    terminal_change=_label("terminal"),
    diversion=frozen(
        {
            "set": "a {new} en lugar de {destination}",
            "set_open": "a {new}",
            "changed": "a {new} en lugar de {destination}; aviso anterior: {old}",
            "changed_open": "a {new}; aviso anterior: {old}",
            "withdrawn": "el desvío a {old} ya no se aplica",
            "ended": "el desvío ya no se aplica",
        }
    ),
    next_info=frozen(
        {"set": "próxima información prevista: {at}", "open": "sin hora fijada para más información"}
    ),
    delay_length=frozen(
        {"minutes": "{minutes} min", "hours": "{hours} h", "hours_minutes": "{hours} h {minutes} min"}
    ),
    reason="Motivo: {reason}.",
    reasons=frozen(
        {
            "AIRS": "restricciones del espacio aéreo",
            "ARPT": "restricciones en un aeropuerto",
            "COMM": "motivos comerciales",
            "CREW": "disponibilidad de la tripulación",
            "DAMA": "daños en el avión",
            "EQUI": "cambio de avión",
            "FUEL": "repostaje",
            "HDLG": "asistencia en tierra",
            "HOLI": "día festivo",
            "INDU": "conflicto laboral",
            "OPER": "motivos operativos",
            "PERF": "límites de rendimiento del avión",
            "POLI": "situación política",
            "POSI": "posicionamiento del avión",
            "REPO": "reposicionamiento del avión",
            "ROTA": "llegada tardía del avión",
            "RTNS": "cambio de ruta",
            "RUNW": "restricciones de pista",
            "TECH": "motivo técnico",
            "WEAT": "condiciones meteorológicas",
        }
    ),
    greeting="Hola, {name}:",
    greeting_unnamed="Hola:",
    halves=("a.m.", "p.m."),
)

TABLES: Final = (
    ES,
    replace(ES, locale="es-MX", clock=Clock.HOURS_12),
    replace(ES, locale="es-US", clock=Clock.HOURS_12),
)
