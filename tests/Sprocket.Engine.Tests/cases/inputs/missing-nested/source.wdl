version 1.0

task work {
  input {
    Int level
  }

  parameter_meta {
    level: "how deep"
  }

  command <<<>>>
}

workflow study {
  input {
    Int n
  }

  call work as first
  call work as second { input: level = n }
}
