"""The counter once more in other engines than Chromium's: those that this machine has."""
