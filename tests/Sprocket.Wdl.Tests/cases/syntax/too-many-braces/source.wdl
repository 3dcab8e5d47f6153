version 1.1

task t {
  input {
    Int x
  }}
  command <<< >>>
  output {
    Int y = x
  }
}

task u {
  command <<< >>>
}
}
