"""Measures, run by hand: figures of one machine in one run, as ratios where machines differ."""
