"""Tests of plumbing, which connects Flask and core."""
