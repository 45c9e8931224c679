"""A training pack: tiles, initial weights and the code, for training on another machine.

``write`` makes it, ``remote`` trains from it on the other machine, ``merge`` makes a model of the results.
"""
