version 1.1

task t {
  input {
    Int x
    Int y = 2

  command <<< echo ~{x} >>>

  output {
    Int z = x
  }
}
