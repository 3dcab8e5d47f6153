version 1.1
# café
