"""The sweeper: finds what nobody finished, and has it looked at again."""
