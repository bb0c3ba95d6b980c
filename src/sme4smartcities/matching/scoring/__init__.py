"""How a need and an offer are judged: barriers first, then weighted parts, each with its reason.

Pure functions over small frozen records: no database, no model, no clock.
"""
