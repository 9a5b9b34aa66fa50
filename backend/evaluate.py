"""`python -m backend.evaluate`, the short name of the evaluation."""

from backend.evaluation.__main__ import main

if __name__ == "__main__":
    main()
