"""What people drew, on the grid the model looks at, and what is known of it."""
