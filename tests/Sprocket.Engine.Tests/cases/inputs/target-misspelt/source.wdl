version 1.2

task count {
  input {
    Int n = 1
  }

  command <<<>>>
}

task sort {
  command <<<>>>
}
