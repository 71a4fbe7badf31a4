"""Tables that people send as files: one reader for CSV, XLSX and ODS, and one of what stands in a cell."""
