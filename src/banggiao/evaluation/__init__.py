"""Measure the program: scores against annotated sentences, and the calibration of confidence.

Nothing here runs when pages are read.
"""
