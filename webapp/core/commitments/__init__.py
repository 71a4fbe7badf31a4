"""What partners agree to: versions of the operating model, commitments to them, exceptions, briefings."""
