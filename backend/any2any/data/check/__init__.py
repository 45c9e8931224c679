"""Look an index of tiles over before hours of training go into it: what is there, and what cannot be right."""

from any2any.data.check.run import check_index as check_index
