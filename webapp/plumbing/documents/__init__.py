"""Documents to keep and to hand in: receipts and letters as accessible PDF, typeset by typst."""
