"""Word documents (DOCX): what is on paper, in the order in which it is read."""
