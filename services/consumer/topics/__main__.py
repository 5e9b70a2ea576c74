"""`python -m services.consumer.topics`."""

import sys

from services.consumer.topics.main import main

sys.exit(main())
