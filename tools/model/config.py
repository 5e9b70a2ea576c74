"""The configuration file of a run, in TLC's words."""

from tools.model.catalogue import Run

MEMBERS = 2


def config(run: Run) -> str:
    """Text of a .cfg for this run. Each process is a model value: alike, hence to be swapped."""
    specification = run.specification
    letter = specification.processes[0].lower()
    members = [f"{letter}{number}" for number in range(1, MEMBERS + 1)]
    constants = {**specification.constants, **run.constants, "Wording": f'"{run.wording}"'}
    lines = [
        "SPECIFICATION " + ("LiveSpec" if run.liveness else "Spec"),
        "CONSTANTS",
        *(f"  {member} = {member}" for member in members),
        f"  {specification.processes} = {{{', '.join(members)}}}",
        *(f"  {name} = {value}" for name, value in constants.items()),
    ]
    if run.liveness:
        # What is swapped may hide a way that never ends, so liveness is checked without.
        lines.append(f"PROPERTY {run.liveness}")
    else:
        lines += ["SYMMETRY Twins", f"INVARIANTS {' '.join(specification.invariants)}"]
    return "\n".join(lines) + "\n"
