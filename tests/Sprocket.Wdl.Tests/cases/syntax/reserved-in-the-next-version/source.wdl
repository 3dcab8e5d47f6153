version 1.1

workflow w {
  input {
    Int hints
    Int requirements = 2
    Int enum = 1
  }
}
