"""The prompt: a fixed instruction and the shape as JSON; no fact, no name, no free text.

The user message is one text block holding one JSON object:
`{"shape": <Shape.to_json()>, "slots": {slot: what it reads like}, "previous_errors": [{check, excerpt}]}`.
The answer is one call of the tool `emit_message` with exactly the fields named in `shape.fields`.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from services.messenger.cohorts.shape import Shape
from services.messenger.compose.interface import Rejection
from services.messenger.phrases.patterns import reads_like
from services.messenger.verify.languages import words_of

PROMPT_VERSION: Final = "2"
TOOL_NAME: Final = "emit_message"

_INSTRUCTION: Final = """\
You write short, calm, plain notices to airline passengers, in the language of shape.locale.
You never state a fact. Every fact is a slot such as {{flight}}; a program fills it in later. The \
object "slots" shows what each slot reads like, with its values left out.
Answer only by calling the tool emit_message once, with every field of shape.fields.
Rules for each field:
- Use each required slot exactly once, each optional slot at most once, and no other slot. Write a \
slot exactly as given, in double braces.
- State the aspects in the order of shape.aspects: the new ones first.
- Outside slots write no digit, number word, time of day, weekday, month, airport, city, airline, \
flight designator, amount, currency, link or phone number, and do not ask to call anybody.
- Outside slots do not say that the flight is cancelled, diverted, operating or back at the gate; \
the slot {{disposition}} says it. Speak of a delay only when shape.kind is "delay".
- Put no negation, condition or doubt ("not", "no longer", "if", "may", "instead", "previous", "old") \
into a sentence with a slot.
- Claim no cause, blame, compensation, refund, guarantee or safety matter; the slots {{reason}} and \
{{rights}} are complete sentences and say what can be said.
- {{greeting}}, {{reason}} and {{rights}} are complete in themselves: put them where a sentence may stand.
- email_subject: one line. sms_body: as few words as possible. push_body: one or two \
sentences. email_body: short paragraphs.
- Outside slots use only the words of this list, and those for late, on time and early where shape.kind \
says so ({lateness}):
"""


def system_message(shape: Shape) -> str:
    """The instruction, with the vocabulary of the shape's language."""
    words = words_of(shape.locale)
    return _INSTRUCTION.replace("{lateness}", words.lateness) + " ".join(sorted(words.vocabulary))


def user_message(shape: Shape, errors: Sequence[Rejection] = ()) -> str:
    """The JSON text of the user message."""
    content: dict[str, Any] = {"shape": shape.to_json(), "slots": reads_like(shape)}
    if errors:
        content["previous_errors"] = [{"check": error.check, "excerpt": error.excerpt} for error in errors]
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def tool(shape: Shape) -> dict[str, Any]:
    """The one strict tool of the shape, as Converse wants it."""
    return {
        "toolSpec": {
            "name": TOOL_NAME,
            "description": "Hand over the texts of the notice, one per field.",
            "strict": True,
            "inputSchema": {
                "json": {
                    "type": "object",
                    "properties": {field: {"type": "string"} for field in shape.fields},
                    "required": list(shape.fields),
                    "additionalProperties": False,
                }
            },
        }
    }
