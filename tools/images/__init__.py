"""`python -m tools.images`: builds every image of the project and says what each layer of it weighs."""
