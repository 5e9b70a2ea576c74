"""Prints what the gates catch and what they refuse wrongly, by language: `python -m tests.eval.report`.

Figures of seeded errors and recorded texts only; no model is asked.
"""

import re
from collections import Counter
from dataclasses import replace

from services.messenger.cohorts.channel import Channel
from services.messenger.cohorts.shape_of import shape_of
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.compose import compose
from services.messenger.compose.trial import refusals
from services.messenger.facts.facts import Facts
from services.messenger.templates.build import template_for
from services.messenger.text_source import TemplatesOnly
from services.messenger.verify.readback.verify import readback_errors
from services.messenger.verify.slot_rules import slot_errors
from tests.eval import settings
from tests.eval.right import EMAIL, SMS
from tests.eval.wrong import RAW, RENDERED


def main() -> None:
    """One line for each language and measure: name, caught or refused, of how many."""
    for code in RAW:
        for name, (count, total) in measures(code).items():
            print(f"{code}  {name:<58}{count:>5} of {total:>5}  {100 * count / total:6.1f} %")


def measures(code: str) -> dict[str, tuple[int, int]]:
    """Measure to (count, total) for a language."""
    digits = _changed_digits(code)
    good = _refused_good(code)
    return {
        "wrong slot texts stopped by the rules": _wrong_slot_texts(code),
        "wrong finished texts stopped by the read-back": _wrong_finished_texts(code),
        "changed digits in true texts stopped by the read-back": (digits[True], digits.total()),
        "good texts of a model refused": (good[True], good.total()),
    }


def _wrong_slot_texts(code: str) -> tuple[int, int]:
    stopped = 0
    for wrong in RAW[code]:
        shape = shape_of(replace(wrong.facts, locale=code), [Channel.EMAIL], "eval", "none")
        fields = template_for(shape).to_json()
        text = SlotText(fields | {"email_body": wrong.applied_to(fields["email_body"])})
        stopped += bool(slot_errors(shape, text))
    return stopped, len(RAW[code])


def _wrong_finished_texts(code: str) -> tuple[int, int]:
    stopped = 0
    for wrong in RENDERED[code]:
        facts = replace(wrong.facts, locale=code)
        right = compose(facts, [Channel.EMAIL], TemplatesOnly())[Channel.EMAIL].body
        stopped += bool(readback_errors(wrong.applied_to(right), facts))
    return stopped, len(RENDERED[code])


def _changed_digits(code: str) -> Counter[bool]:
    stopped: Counter[bool] = Counter()
    for facts in (replace(each, locale=code) for each in settings.ALL):
        for message in compose(facts, list(Channel), TemplatesOnly()).values():
            for match in re.finditer(r"\d", message.body):
                for other in set("0123456789") - {match.group()}:
                    wrong = message.body[: match.start()] + other + message.body[match.end() :]
                    stopped[bool(readback_errors(wrong, facts))] += 1
    return stopped


def _refused_good(code: str) -> Counter[bool]:
    texts = [(facts, Channel.SMS, {"sms_body": text}) for facts, text in SMS[code]]
    texts += [
        (facts, Channel.EMAIL, {"email_subject": head, "email_body": body})
        for facts, head, body in EMAIL[code]
    ]
    return Counter(
        _is_refused(replace(facts, locale=code), channel, fields) for facts, channel, fields in texts
    )


def _is_refused(facts: Facts, channel: Channel, fields: dict[str, str]) -> bool:
    return bool(refusals(SlotText(fields), shape_of(facts, [channel], "eval", "none"), facts))


if __name__ == "__main__":
    main()
