"""Tests of the replay: what is real stays real, what is drawn is drawn the same way everywhere."""
