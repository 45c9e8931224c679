"""Check an index of tiles before hours of training: its contents and its faults."""

from any2any.data.check.run import check_index as check_index
