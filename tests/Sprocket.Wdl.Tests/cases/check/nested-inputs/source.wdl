version 1.1

task t {
  input {
    Int x
  }

  command <<<
    ~{x}
  >>>
}

workflow main {
  meta {
    allowNestedInputs: true
  }

  call t
}
