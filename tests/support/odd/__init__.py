"""Odd input for every parameter of every endpoint: what is asked, what is odd, and how it is sent."""
