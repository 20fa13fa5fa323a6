"""Who did what and when: its words, its pages, its rows, and the dialog that shows them."""
