"""A training pack: tiles, start weights and the code, for a machine with a GPU and little else.

``write`` makes it where the imagery is, ``remote`` trains from it, ``merge`` brings the weights home.
"""
