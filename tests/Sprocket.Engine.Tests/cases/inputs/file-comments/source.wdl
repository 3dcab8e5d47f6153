version 1.2

task align {
  input {
    Int n
  }

  command <<<>>>
}
