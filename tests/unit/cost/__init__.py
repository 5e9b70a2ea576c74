"""The cost model: its arithmetic, and the page that docs/cost.md holds."""
