"""A comparison as a comment on a pull request: rights first, since they are what a reader must not miss."""

from collections.abc import Iterator, Sequence

from tools.template_difference.compare import Change, shown

LONGEST = 60_000  # characters; GitHub refuses a comment above 65,536
MOST_VALUES = 40


def as_markdown(changes: Sequence[Change], preset: str) -> str:
    """The whole comment."""
    text = "\n".join(_lines(changes, preset))
    if len(text) <= LONGEST:
        return text
    return text[: text.rindex("\n", 0, LONGEST)] + "\n\nThe rest is too long for a comment."


def _lines(changes: Sequence[Change], preset: str) -> Iterator[str]:
    yield f"### What this branch would deploy otherwise (preset `{preset}`)\n"
    code = [change for change in changes if change.is_only_code]
    others = [change for change in changes if not change.is_only_code]
    rights = [change for change in others if change.is_right]
    if not changes:
        yield "Nothing: the templates are equal."
    if code:
        yield f"New code, and nothing else, in {_names(code)}.\n"
    if rights:
        yield "#### Rights\n"
        yield from _table(rights)
    rest = [change for change in others if not change.is_right]
    if rest:
        yield "#### Resources\n"
        yield from _table(rest)


def _table(changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        yield f"- **{change.what}** `{change.kind}` `{change.stack}/{change.name}`"
        if change.what == "changed":
            yield "\n  | value | before | now |\n  |---|---|---|"
            for path, (before, now) in list(change.values.items())[:MOST_VALUES]:
                yield f"  | `{path}` | {_cell(before)} | {_cell(now)} |"
            if len(change.values) > MOST_VALUES:
                yield f"\n  and {len(change.values) - MOST_VALUES} more values"
    yield ""


def _cell(value: object) -> str:
    return "`" + shown(value).replace("|", "\\|").replace("`", "'").replace("\n", " ") + "`"


def _names(changes: Sequence[Change]) -> str:
    return ", ".join(f"`{change.name}`" for change in changes)
