version 1.2

task align {
  input {
    Int n0
    Int n1
    Int n2
    Int n3
    Int n4
    Int n5
    Int n6
    Int n7
    Int n8
  }

  command <<<>>>
}
