"""Synthetic gates: the data holds none, so each flight draws one that its airport could have."""

from dataclasses import dataclass

from local.replay.chance import Chance

CHANGE_SHARE = 0.10
TERMINAL_CHANGE_SHARE = 0.2
TERMINALS = {"EWR": ("A", "B", "C"), "JFK": ("1", "2", "4", "5", "7", "8"), "LGA": ("A", "B", "C", "D")}
CONCOURSES = "ABCD"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate and the terminal it is in."""

    gate: str
    terminal: str


def first_gate(airport: str, carrier: str, chance: Chance) -> Gate:
    """The gate first published. A carrier keeps to one terminal of an airport, as carriers do."""
    home = Chance(0, f"{airport}|{carrier}").pick("terminal", TERMINALS[airport])
    return _gate_in(home, chance, "first gate")


def changed_gate(airport: str, first: Gate, chance: Chance) -> Gate | None:
    """The gate that one flight in ten moves to, or None; one move in five crosses terminals."""
    if not chance.happens("gate change", CHANGE_SHARE):
        return None
    others = [terminal for terminal in TERMINALS[airport] if terminal != first.terminal]
    crosses = chance.happens("terminal change", TERMINAL_CHANGE_SHARE)
    terminal = chance.pick("new terminal", others) if crosses else first.terminal
    moved = _gate_in(terminal, chance, "new gate")
    return moved if moved.gate != first.gate else None


def _gate_in(terminal: str, chance: Chance, purpose: str) -> Gate:
    concourse = terminal if terminal.isalpha() else chance.pick(f"{purpose} concourse", CONCOURSES[:2])
    return Gate(f"{concourse}{chance.whole(purpose, 1, 40)}", terminal)
