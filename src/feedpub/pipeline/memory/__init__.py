"""Remember what earlier builds learned, so that no work is done twice."""
