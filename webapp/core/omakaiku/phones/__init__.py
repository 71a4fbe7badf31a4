"""The phones that carry a card: paired by a QR or a slip, ended by their holder."""
