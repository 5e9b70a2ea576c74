"""Locale tables that render facts; the only place where a fact becomes words."""
