"""What the pages share: cached questions, charts, pickers, evidence, words in two languages."""
