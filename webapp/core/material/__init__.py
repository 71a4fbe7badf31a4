"""Printed material: what networks order and print, and which partner got how much of it."""
