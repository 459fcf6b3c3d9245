"""What shows that the service behaves: a chained record of what was done, and rates of selection by group."""
