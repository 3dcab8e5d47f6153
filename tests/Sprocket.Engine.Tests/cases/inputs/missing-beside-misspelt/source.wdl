version 1.2

task align {
  input {
    Int threads
    Int memory
  }

  command <<<>>>
}
