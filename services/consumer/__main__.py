"""`python -m services.consumer`."""

import sys

from services.consumer.main import main

sys.exit(main())
