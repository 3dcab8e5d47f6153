version 1.2

task align {
  input {
    Array[File] files
    File other
  }

  command <<<>>>
}
