"""PDF: a fast path of our own on pdfminer.six, a second reader, and what a person cannot see."""
