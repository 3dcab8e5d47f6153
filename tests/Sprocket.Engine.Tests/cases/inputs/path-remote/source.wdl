version 1.2

task align {
  input {
    File a
    Array[File] b
    Directory c
  }

  command <<<>>>
}
