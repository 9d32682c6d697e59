"""Measurements, run by hand: numbers of one machine in one run, as ratios where machines differ."""
