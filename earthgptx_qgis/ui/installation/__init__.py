"""The dialog that installs, repairs and removes the backend."""
