"""A wrong text: the right e-mail with one piece replaced, or a sentence added."""

from dataclasses import dataclass

from services.messenger.facts.facts import Facts


@dataclass(frozen=True, slots=True)
class Wrong:
    """Replace `right` by `wrong` in the e-mail about `facts`; an empty `right` adds a sentence.

    `check` names the check that has to object. For every check there is a text that it alone catches.
    """

    check: str
    facts: Facts
    right: str
    wrong: str

    def applied_to(self, text: str) -> str:
        """The wrong text."""
        if not self.right:
            return f"{text} {self.wrong}"
        assert self.right in text, (self.check, self.right, text)
        return text.replace(self.right, self.wrong)

    def __str__(self) -> str:
        return f"{self.check}: {self.wrong or 'without ' + self.right}"
