"""Requests that change something: accepted here, carried out by the one writer."""
