"""The catalogue of events in docs/events: JSON Schemas made from the models, which only ever grow."""
