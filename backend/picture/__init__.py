"""Raw values of a tile become the picture the model looks at."""
