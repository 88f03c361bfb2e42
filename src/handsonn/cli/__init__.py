"""The command line: one file per command. It renders records and decides nothing.

No module here imports Keras, NumPy or rich before its command runs, so that --help is instant.
"""
