"""The demo programme, in two layers that never mix: the record and the example."""
