"""The small things every window of the house is built of, one file each."""
