"""Measuring: ratios and medians in one run, so that figures of different machines can be compared."""
