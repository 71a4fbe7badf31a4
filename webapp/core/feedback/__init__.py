"""What holders say: feedback with its answers, and how a visit felt."""
