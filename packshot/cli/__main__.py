"""``python -m packshot.cli``"""

from packshot.cli import main

main()
