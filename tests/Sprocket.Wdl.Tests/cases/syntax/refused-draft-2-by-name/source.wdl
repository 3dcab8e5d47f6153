version draft-2
workflow w { String x = }
