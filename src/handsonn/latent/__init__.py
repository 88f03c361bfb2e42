"""Latent codes: maps of them, how far a map can be trusted, walks between them. Arrays in, arrays out."""
