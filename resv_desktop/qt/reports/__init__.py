"""Reports: what an evening, a week or a month came to, on the screen and on paper."""
