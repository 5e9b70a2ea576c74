"""One folder for each language, all with the same files; `registry` and `readback.languages` list them."""
