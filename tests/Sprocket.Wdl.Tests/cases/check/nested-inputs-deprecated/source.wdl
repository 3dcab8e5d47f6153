version 1.2

task t {
  input {
    Int x
  }

  command <<<
    ~{x}
  >>>
}

workflow main {
  hints {
    allow_nested_inputs: true
  }

  call t
  call t as u
}
