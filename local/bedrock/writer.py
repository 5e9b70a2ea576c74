"""Texts for a request: the sentences of its slots, each slot once, the new facts first."""

import re

from local.bedrock.request import ToolRequest
from local.bedrock.sentences import sentences_in

SLOT = re.compile(r"\{\{([a-z_]+)\}\}")
BEFORE = ("greeting",)
AFTER = ("reason", "rights", "manage_link")
LONG_FIELD = "email_body"
SUBJECT_FIELD = "email_subject"
WRONG_DIGIT = " Desk 7."


def write(request: ToolRequest, *, wrong: bool) -> dict[str, str]:
    """One text per field in the language asked for: the tool's input.

    `wrong` puts a digit outside of the slots, against a rule.
    """
    texts = {field: _text(request, field) for field in request.fields}
    if wrong and request.fields:
        texts[request.fields[-1]] += WRONG_DIGIT
    return texts


def _text(request: ToolRequest, field: str) -> str:
    headline = _headline(request, field)
    if field == SUBJECT_FIELD:
        return headline
    used = SLOT.findall(headline)
    facts = [_sentence(request, field, slot) for slot in _facts(request, field) if slot not in used]
    before = [_sentence(request, field, slot) for slot in _around(request, field, BEFORE)]
    after = [_sentence(request, field, slot) for slot in _around(request, field, AFTER)]
    language = sentences_in(request.locale)
    if field == LONG_FIELD:
        return "\n\n".join([*before, language.joint.join([headline, *facts]), *after, language.closing])
    return language.joint.join([*before, headline, *facts, *after])


def _headline(request: ToolRequest, field: str) -> str:
    """The headline of the kind, without the slots that this field has no use for."""
    offered = {*request.required(field), *request.optional(field)}
    text = sentences_in(request.locale).headline(request.kind, field, has_status="disposition" in offered)
    kept = SLOT.sub(lambda match: match.group() if match.group(1) in offered else "", text)
    return re.sub(r" +(?=[ .。])", "", kept).strip()


def _facts(request: ToolRequest, field: str) -> list[str]:
    """The required facts in the order of the aspects, then those that no aspect names."""
    facts = [slot for slot in request.required(field) if slot not in (*BEFORE, *AFTER)]
    order = list(request.directions)
    return sorted(facts, key=lambda slot: order.index(slot) if slot in order else len(order))


def _around(request: ToolRequest, field: str, slots: tuple[str, ...]) -> list[str]:
    """Greeting, reason and the like: where required, and in an e-mail also where offered."""
    required, optional = request.required(field), request.optional(field)
    return [slot for slot in slots if slot in required or (field == LONG_FIELD and slot in optional)]


def _sentence(request: ToolRequest, field: str, slot: str) -> str:
    language = sentences_in(request.locale)
    return language.sentence(slot, request.directions.get(slot, ""), short=field != LONG_FIELD)
