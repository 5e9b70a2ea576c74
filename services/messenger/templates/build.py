"""The template of a shape: headline, a clause per fact with the new ones first, then what may be dropped."""

from typing import Final

from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.locales.fallback import nearest
from services.messenger.locales.registry import LANGUAGES
from services.messenger.templates.table import Clauses, TemplateTable, clause

_TABLES: Final = {code: language.templates for code, language in LANGUAGES.items()}


def template_for(shape: Shape) -> SlotText:
    """Slot text for every field of the shape; English where a language has no templates."""
    table = nearest(shape.locale, _TABLES)
    texts = {
        "email_subject": table.subjects[shape.kind],
        "email_body": _email(shape, table),
        "sms_body": _short(shape, table, "sms_body"),
        "push_body": _short(shape, table, "push_body"),
    }
    return SlotText({field: texts[field] for field in shape.fields})


def _clauses(shape: Shape, clauses: Clauses, headline: str) -> list[str]:
    """The fact that the headline states already is left out."""
    told_in_headline = "{{disposition}}" in headline
    return [
        clause(clauses, fact, way)
        for fact, way in shape.aspects
        if not (fact == "disposition" and told_in_headline)
    ]


def _email(shape: Shape, table: TemplateTable) -> str:
    if "email_body" not in shape.fields:
        return ""
    headline = table.headlines[shape.kind]
    facts = [headline, *_clauses(shape, table.clauses, headline)]
    if "delay_length" in shape.optional("email_body"):
        facts.append(table.length)
    required = shape.required("email_body")
    notes = [f"{{{{{slot}}}}}" for slot in ("reason", "rights") if slot in required]
    link = [table.manage] if "manage_link" in required else []
    return "\n\n".join(["{{greeting}}", table.joint.join(facts), *notes, *link])


def _short(shape: Shape, table: TemplateTable, field: str) -> str:
    if field not in shape.fields:
        return ""
    headline = table.short_headlines[shape.kind]
    offered = shape.optional(field)
    parts = [
        *(["{{greeting}}"] if "greeting" in offered else []),
        headline,
        *_clauses(shape, table.short_clauses, headline),
        *(f"{{{{{slot}}}}}" for slot in ("reason", "rights") if slot in offered),
        *(["{{manage_link}}"] if "manage_link" in offered else []),
    ]
    return table.joint.join(parts)
