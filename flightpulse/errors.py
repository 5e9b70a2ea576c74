"""What a user can put right, said in one sentence."""


class UsageProblem(Exception):
    """Ends the command with exit status 2; the text says what is wrong and what would be right."""
