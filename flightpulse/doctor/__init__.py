"""What is missing or wrong on this machine. Standard library only: it has to run where nothing is set up."""
