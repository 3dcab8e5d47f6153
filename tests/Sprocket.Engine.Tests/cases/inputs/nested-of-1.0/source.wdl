version 1.0

task work {
  input {
    Int level
    Int other = 2
  }

  command <<<>>>
}

workflow study {
  call work
}
