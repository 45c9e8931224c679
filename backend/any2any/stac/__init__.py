"""SpatioTemporal Asset Catalogs: items as inputs, items beside results, and the model as an item."""
