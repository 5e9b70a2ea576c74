"""What must hold for the repository itself: layout, locks, dependencies, secrets."""
