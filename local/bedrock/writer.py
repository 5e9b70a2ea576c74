"""Sentences around slots: every slot that a field needs, once, in the order given."""

from local.bedrock.request import ToolRequest

# A slot that is a sentence of its own when filled stands alone; the others are put into one.
SENTENCES = {
    "greeting": "{{greeting}}",
    "reason": "{{reason}}",
    "rights": "{{rights}}",
}
SUBJECT = "email_subject"
SHORT_FIELDS = frozenset({SUBJECT, "sms_body"})
OPENING = "Here is the latest on your journey."
CLOSING = "We will keep you posted."
WRONG_DIGIT = " See desk 7."


def write(request: ToolRequest, *, wrong: bool) -> dict[str, str]:
    """One text per field, the tool's input. `wrong` puts a digit outside of the slots, against a rule."""
    texts = {field: _text(field, request.required(field)) for field in request.fields}
    if wrong and texts:
        last = request.fields[-1]
        texts[last] += WRONG_DIGIT
    return texts


def _text(field: str, slots: tuple[str, ...]) -> str:
    return " ".join(f"{{{{{slot}}}}}" for slot in slots) if field == SUBJECT else _body(field, slots)


def _body(field: str, slots: tuple[str, ...]) -> str:
    sentences = [SENTENCES.get(slot, f"{{{{{slot}}}}}.") for slot in slots]
    if field in SHORT_FIELDS:
        return " ".join(sentences)
    return " ".join([*sentences, CLOSING])
