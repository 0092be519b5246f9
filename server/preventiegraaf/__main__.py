"""Run the command line: `python -m preventiegraaf`."""

from preventiegraaf.cli import main

if __name__ == "__main__":
    main()
