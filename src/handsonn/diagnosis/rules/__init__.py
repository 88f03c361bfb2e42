"""One file per rule: hnNNN_what_it_finds.py. Its docstring is its page of the reference."""
