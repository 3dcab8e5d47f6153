version 2.0 # soon
workflow w {}
