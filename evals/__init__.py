"""Scores extractions against gold, from a checkout: `python -m evals`.

The way of a run: gold, extraction (or results on disk), pairing by the rules of match, score, report, gate.
"""
