"""Prints what the gates catch and what they refuse wrongly: `python -m tests.eval.report`.

Figures of seeded errors and recorded texts only; no model is asked.
"""

import re
from collections import Counter

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.compose import compose
from services.messenger.compose.trial import refusals
from services.messenger.templates.build import template_for
from services.messenger.text_source import TemplatesOnly
from services.messenger.verify.readback.verify import readback_errors
from services.messenger.verify.slot_rules import slot_errors
from tests.eval import settings
from tests.eval.right_texts import EMAIL, SMS
from tests.eval.wrong_texts import RAW, RENDERED


def main() -> None:
    """One line for each measure: name, caught or refused, of how many."""
    for name, (count, total) in measures().items():
        print(f"{name:<58}{count:>5} of {total:>5}  {100 * count / total:6.1f} %")


def measures() -> dict[str, tuple[int, int]]:
    """Measure to (count, total)."""
    digits = _changed_digits()
    good = _refused_good()
    return {
        "wrong slot texts stopped by the rules": _wrong_slot_texts(),
        "wrong finished texts stopped by the read-back": _wrong_finished_texts(),
        "changed digits in true texts stopped by the read-back": (digits[True], digits.total()),
        "good texts of a model refused": (good[True], good.total()),
    }


def _wrong_slot_texts() -> tuple[int, int]:
    stopped = 0
    for wrong in RAW:
        shape = shape_of(wrong.facts, [Channel.EMAIL], "eval", "none")
        fields = template_for(shape).to_json()
        text = SlotText(fields | {"email_body": wrong.applied_to(fields["email_body"])})
        stopped += bool(slot_errors(shape, text))
    return stopped, len(RAW)


def _wrong_finished_texts() -> tuple[int, int]:
    stopped = 0
    for wrong in RENDERED:
        right = compose(wrong.facts, [Channel.EMAIL], TemplatesOnly())[Channel.EMAIL].body
        stopped += bool(readback_errors(wrong.applied_to(right), wrong.facts))
    return stopped, len(RENDERED)


def _changed_digits() -> Counter[bool]:
    stopped: Counter[bool] = Counter()
    for facts in settings.ALL:
        for message in compose(facts, list(Channel), TemplatesOnly()).values():
            for match in re.finditer(r"\d", message.body):
                for other in set("0123456789") - {match.group()}:
                    wrong = message.body[: match.start()] + other + message.body[match.end() :]
                    stopped[bool(readback_errors(wrong, facts))] += 1
    return stopped


def _refused_good() -> Counter[bool]:
    texts = [(facts, Channel.SMS, {"sms_body": text}) for facts, text in SMS]
    texts += [
        (facts, Channel.EMAIL, {"email_subject": head, "email_body": body}) for facts, head, body in EMAIL
    ]
    return Counter(
        bool(refusals(SlotText(fields), shape_of(facts, [channel], "eval", "none"), facts))
        for facts, channel, fields in texts
    )


if __name__ == "__main__":
    main()
