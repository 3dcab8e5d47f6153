version 1.2

task align {
  input {
    Int n = 1
  }

  command <<<>>>
}
