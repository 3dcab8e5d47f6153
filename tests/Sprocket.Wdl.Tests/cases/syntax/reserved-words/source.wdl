version 1.3

task runtime {
  input {
    Int left
    String version
    Boolean enum
    Int output
  }
  command <<< >>>
}

workflow w {
  call runtime as call
  Int object = 1
  scatter (task in [1]) { }
}
