"""Signing in and out, roles, invitations and the own account."""
