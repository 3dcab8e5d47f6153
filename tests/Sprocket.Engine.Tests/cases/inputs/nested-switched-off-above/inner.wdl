version 1.2

task work {
  input {
    Int level = 1
  }

  command <<<>>>
}

workflow inner {
  call work

  hints {
    allow_nested_inputs: true
  }
}
