"""Plays through every order of steps of several looks, of the world around them, and of crashes.

A process is a generator of effects; its whole state is the list of answers it was sent, so it can be
taken up again at any point by sending them anew. The explorer walks the graph of states depth first:
in each it lets one process do one step, or the world change, or a process die. States that were seen
before are not walked again. When nothing is left to do, the sweeper runs until nothing is due, and
the end is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from services.core.awsio.blocking.bus import BusEvent
from services.core.clock import Instant
from services.core.table import keys
from services.messenger.ask import Ask
from services.messenger.effects import Alarm, Effect, MakeText, ReadRecipient, TakeStamp
from services.messenger.look import Look
from services.messenger.ports import Item
from services.messenger.writer import TextWriter
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, AS_OF, FLIGHT, PlainWriter
from tests.fakes.messenger_desk import desk_over
from tests.fakes.table import InMemoryTable

ALONE: tuple[type, ...] = (MakeText, TakeStamp, Alarm, ReadRecipient)
"""Effects that touch nothing which anybody changes, unless a scenario changes bookings."""


@dataclass(frozen=True, slots=True)
class PageContacts:
    """What a workflow does before it calls the messenger. Answer: whether our contact is listed."""


Process = Generator[Any, Any, Any]
Perform = Callable[[InMemoryTable, Ask, Any], Any]
Program = Callable[[Ask], Process]
"""Starts a process. Called again for every replay, so it must depend on the ask alone."""


def look(ask: Ask) -> Process:
    """A look straight from the bus."""
    return Look(ask).steps()


def workflow(ask: Ask) -> Process:
    """A workflow: page the contacts of the flight, then have the messenger look at them."""
    if (yield PageContacts()):
        yield from Look(ask).steps()


@dataclass(frozen=True, slots=True)
class Change:
    """Items that the world writes in one go, and the processes that start because of it."""

    items: tuple[Item, ...]
    starts: tuple[tuple[str, Program], ...] = ()
    resend_of: str | None = None


@dataclass(frozen=True, slots=True)
class Running:
    """A process by its name, program, ask, and the answers it was sent so far."""

    name: str
    program: Program
    ask: Ask
    answers: tuple[Any, ...] = ()
    over: bool = False
    died: bool = False

    @property
    def identity(self) -> object:
        """What its future depends on: nothing any more once it is over, but for who has to start it again."""
        return (self.name, self.died) if self.over else (self.name, repr(self.answers))


@dataclass(frozen=True, slots=True)
class State:
    """Everything that there is at one moment."""

    items: Mapping[tuple[str, str], Item]
    published: tuple[BusEvent, ...]
    processes: tuple[Running, ...]
    scripts: tuple[tuple[Change, ...], ...]
    crashes_left: int

    def identity(self) -> object:
        told = self.items.get((f"TOLD#{FLIGHT}", f"CON#{ANN}"))
        records = tuple(sorted(pk for pk, _ in self.items if pk.startswith("NTF#")))
        sent = tuple(event.detail["notificationId"] for event in self.published)
        processes = tuple(each.identity for each in self.processes)
        return (repr(told), records, sent, processes, tuple(map(len, self.scripts)), self.crashes_left)


@dataclass(slots=True)
class Explorer:
    """`starts_again`, `sweeps_told` and `perform` are what mutations take away or change."""

    start: Mapping[tuple[str, str], Item]
    scripts: tuple[tuple[Change, ...], ...]
    judge: Callable[[State], None]
    crashes: int = 0
    as_of: Instant = AS_OF
    swept_at: Instant = AS_OF
    writer: TextWriter = field(default_factory=PlainWriter)
    perform: Callable[[Any, Ask, Effect], Any] = lambda desk, ask, effect: desk.perform(ask, effect)
    mutate: Callable[[Process], Process] = lambda process: process
    starts_again: bool = True
    sweeps_told: bool = True
    alone: tuple[type, ...] = ALONE
    ends: int = 0
    _effects: dict[object, Any] = field(default_factory=dict)

    def explore(self) -> int:
        """Visits every reachable state, judges every end, and says how many states there were."""
        first = State(dict(self.start), (), (), self.scripts, self.crashes)
        seen, stack = {first.identity()}, [first]
        while stack:
            state = stack.pop()
            followers = list(self._followers(state))
            if not followers:
                self.ends += 1
                self.judge(self._swept(state))
            for follower in followers:
                identity = follower.identity()
                if identity not in seen:
                    seen.add(identity)
                    stack.append(follower)
        return len(seen)

    def _followers(self, state: State) -> Iterator[State]:
        for index, script in enumerate(state.scripts):
            if script:
                yield self._changed(state, index)
        for index, process in enumerate(state.processes):
            if process.over:
                continue
            yield self._stepped(state, index)
            if state.crashes_left:
                dead = replace(process, over=True, died=True)
                yield replace(
                    state, processes=_with(state.processes, index, dead), crashes_left=state.crashes_left - 1
                )

    def _changed(self, state: State, index: int) -> State:
        change, *rest = state.scripts[index]
        items = {**state.items, **{(item["PK"], item["SK"]): item for item in change.items}}
        started = tuple(
            Running(name, program, Ask(FLIGHT, ANN, name, "correlation", self.as_of, change.resend_of))
            for name, program in change.starts
        )
        return replace(
            state,
            items=items,
            scripts=_with(state.scripts, index, tuple(rest)),
            processes=state.processes + started,
        )

    def _stepped(self, state: State, index: int) -> State:
        """One step that touches what is shared, and all steps after it that touch nothing."""
        process = state.processes[index]
        table = InMemoryTable(dict(state.items))
        bus = FakeBus()
        effect, shared = self._next(process), 0
        while effect is not None and not (shared and self._shared(effect)):
            shared += self._shared(effect)
            answer = self._answer(table, bus, process, effect)
            process = replace(process, answers=(*process.answers, answer))
            effect = self._next(process)
        if effect is None:
            process = replace(process, over=True)
        return replace(
            state,
            items=table.items,
            published=state.published + tuple(bus.events),
            processes=_with(state.processes, index, process),
        )

    def _next(self, process: Running) -> Any:
        """What the process wants after these answers, None when it is over; replayed once per history."""
        history = (process.name, repr(process.answers))
        if history not in self._effects:
            steps = self.mutate(process.program(process.ask))
            self._effects[history] = _fast_forward(steps, process.answers)
        return self._effects[history]

    def _shared(self, effect: object) -> bool:
        """Whether others can notice this step, or be noticed by it."""
        return not isinstance(effect, self.alone)

    def _answer(self, table: InMemoryTable, bus: FakeBus, process: Running, effect: Any) -> Any:
        token = f"{process.name}-{len(process.answers)}"
        desk = desk_over(table, bus, writer=self.writer, token=lambda: token)
        if isinstance(effect, PageContacts):
            rows = table.query(keys.flight_pk(FLIGHT), keys.CONTACT_PREFIX)
            return any(row["contactId"] == ANN for row in rows)
        return self.perform(desk, process.ask, effect)

    def _swept(self, state: State) -> State:
        """What is done again after everything else has stopped.

        Whoever died is started again (a run by the sweeper, a request from the bus by Lambda's own
        retries); then the sweeper asks for a look as long as TOLD is due.
        """
        if self.starts_again:
            for process in state.processes:
                if process.died:
                    state = self._run_alone(state, replace(process, name=f"{process.name}-again"))
        for turn in range(8 if self.sweeps_told else 0):
            told = state.items.get((f"TOLD#{FLIGHT}", f"CON#{ANN}"))
            if told is None or "due" not in told:
                break
            ask = Ask(FLIGHT, ANN, f"due-{turn}", "correlation", self.swept_at)
            state = self._run_alone(state, Running(f"due-{turn}", look, ask))
        return state

    def _run_alone(self, state: State, process: Running) -> State:
        fresh = replace(process, answers=(), over=False, died=False)
        state = replace(state, processes=(*state.processes, fresh))
        index = len(state.processes) - 1
        while not state.processes[index].over:
            state = self._stepped(state, index)
        return state


def _fast_forward(steps: Process, answers: tuple[Any, ...]) -> Any:
    try:
        effect = next(steps)
        for answer in answers:
            effect = steps.send(answer)
    except StopIteration:
        return None
    return effect


def _with(values: tuple[Any, ...], index: int, value: Any) -> tuple[Any, ...]:
    return (*values[:index], value, *values[index + 1 :])
