"""Pictures that redraw while a network trains: facts in Python, drawn by a file of JavaScript each."""
