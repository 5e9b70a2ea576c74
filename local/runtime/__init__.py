"""Child processes of a local run: started clean, watched while starting, stopped on every exit."""
