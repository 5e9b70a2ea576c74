"""Every way in which somebody could be told one thing twice is seen, and nothing else is."""

from local.report.told_twice import lines_against_records, stated, told_twice
from tests.unit.report.records import KEY, message, record


def details(*notifications: dict[str, object], n: int | None = None) -> list[str]:
    return [loss.detail for loss in told_twice(record(*notifications, n=n))]


def test_a_delay_that_grows_is_told_each_time() -> None:
    assert details(message(1, 45), message(2, 80), message(3, 45)) == []


def test_one_number_on_two_channels_is_one_telling() -> None:
    assert details(message(1), message(1, channel="push")) == []


def test_the_same_truth_under_two_numbers_is_told_twice() -> None:
    assert details(message(1, 45), message(2, 45)) == ["number 2 states what number 1 stated"]


def test_a_truth_that_came_back_may_be_told_again_but_not_by_the_next_number_but_one_of_itself() -> None:
    assert details(message(1, 45), message(2, 80), message(3, 80)) == ["number 3 states what number 2 stated"]


def test_a_resend_may_repeat() -> None:
    assert details(message(1), message(2, ruleId="telling.resend-asked")) == []


def test_a_gap_in_the_numbers_and_a_number_beyond_told_are_seen() -> None:
    assert details(message(1, 45), message(3, 80)) == ["messages [1, 3], but TOLD counts 2"]
    assert details(message(1), n=2) == ["messages [1], but TOLD counts 2"]
    assert details(n=1) == ["messages [], but TOLD counts 1"]
    assert details(message(1), n=0) == ["messages [1], but TOLD counts 0"]


def test_two_messages_of_one_number_on_one_channel_are_seen() -> None:
    assert details(message(1), message(1, notificationId="other")) == ["number 1 went out 2 times by sms"]


def test_what_was_there_before_is_no_part_of_what_is_stated() -> None:
    facts = '{"time": {"new": 5, "previous": 1, "is_new": false}, "gate": {"new": null, "old": "A1"}}'

    assert stated(message(facts=facts)) == {"time": 5, "gate": None}


def test_a_line_that_came_twice_is_a_repeat_unless_it_says_something_else() -> None:
    line = message()
    other = {**line, "textHash": "another text"}

    assert list(lines_against_records([line, line], [message()])) == []
    (found,) = lines_against_records([line, other], [message()])
    assert (found.kind, found.flight_key) == ("told_twice", KEY)


def test_a_line_without_a_record_is_seen() -> None:
    (found,) = lines_against_records([message()], [])
    assert found.kind == "not_recorded"
