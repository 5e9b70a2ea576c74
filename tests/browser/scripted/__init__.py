"""A server that plays the API's part for the board: a day of made-up flights that a test can move at will."""
