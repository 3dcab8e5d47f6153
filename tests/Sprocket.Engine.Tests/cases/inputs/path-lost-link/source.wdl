version 1.2

task align {
  input {
    File a
  }

  command <<<>>>
}
