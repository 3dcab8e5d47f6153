version 1.1

workflow w {
  scatter (x in [1, 2]) {
    call t {
      input:
        a = x
