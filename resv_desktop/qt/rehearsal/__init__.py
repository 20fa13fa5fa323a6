"""An evening to practise with: its window, its mark, and what happens in it."""
