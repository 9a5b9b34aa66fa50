"""Questions and answers in words: the dialogue with the language model, our own sentences."""
