"""Look inside a live model and its data; give facts. Nothing here changes what it looks at."""
